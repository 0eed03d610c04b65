package org.restante.kafka;

import org.restante.log.LogFailedException;
import org.restante.log.shared.Outcome;
import org.restante.log.shared.ReadingPoint;

/** Is told what a {@link TopicTail} reads, on the tail's thread. */
interface TailListener {

    /** A record has been read. */
    void read(Outcome outcome, ReadingPoint after);

    /** Some records have been read, or none for 100 ms. */
    void roundEnds();

    /** Nothing more is read. */
    void failed(LogFailedException failure);
}
