package org.restante.kafka;

import org.restante.log.LogFailedException;
import org.restante.log.shared.Outcome;
import org.restante.log.shared.ReadingPoint;

/** Is told what a {@link TopicTail} takes. */
interface TailListener {

    /** A record was taken, on the tail's thread or on one that knew it before. Records come one after the other; it must not call Kafka. */
    void read(Outcome outcome, ReadingPoint after);

    /** On the tail's thread: some records have been read, or none for 100 ms. */
    void roundEnds();

    /** On the tail's thread: nothing more is read. */
    void failed(LogFailedException failure);
}
