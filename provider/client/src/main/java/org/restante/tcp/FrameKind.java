package org.restante.tcp;

import org.restante.message.Decoder;

/** The kind of a frame. The numbers are part of the protocol: the number of a removed kind is not reused. */
public enum FrameKind {
    /** From the client: a request; the client chooses the frame's number. */
    REQUEST(1),
    /** From the server: the answer to the request with this number. */
    REPLY(2),
    /** From the server: an event; number 0. */
    EVENT(3),
    /**
     * From either side, without an answer; its number is the interval, in milliseconds, at which the sender wants to
     * receive something.
     */
    PING(4),
    /** The last frame of a side: a text with the reason; number 0. */
    GOODBYE(5),
    /** As {@link #REQUEST}; its answer may wait {@value Outflow#LATE_MILLIS} ms for other frames. */
    REQUEST_AHEAD(6);

    private static final FrameKind[] ALL = values(); // values() makes a copy each time

    private final int number;

    FrameKind(int number) {
        this.number = number;
    }

    /** Whether it is one of the kinds of requests. */
    public boolean isRequest() {
        return this == REQUEST || this == REQUEST_AHEAD;
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
