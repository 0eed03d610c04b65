package org.restante.tcp;

import org.restante.message.Decoder;

/** The kinds of frames, each with its number in the protocol. A number is never used again for another kind. */
public enum FrameKind {
    /** From the client: a request; the frame's number is the client's own. */
    REQUEST(1),
    /** From the server: the answer to the request of the same number. */
    REPLY(2),
    /** From the server, unasked; number 0. */
    EVENT(3),
    /** Unanswered; its number is how often, in milliseconds, the one who sends it wants to hear from the other. */
    PING(4),
    /** The last frame of whoever sends it: a text that says why; number 0. */
    GOODBYE(5);

    private static final FrameKind[] ALL = values(); // values() makes a copy each time

    private final int number;

    FrameKind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** @throws Decoder.MalformedException if no kind has this number */
    static FrameKind of(int number) {
        for (FrameKind kind : ALL) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new Decoder.MalformedException("no frame is of kind " + number);
    }
}
