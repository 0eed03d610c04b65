package org.restante.message;

/** The body types of Jakarta Messaging, each with its code in an encoded message. A code is never used again for another kind. */
public enum BodyKind {
    /** A message without a body. */
    NONE(0),
    /** The text, as one encoded string. */
    TEXT(1),
    /** The bytes as they are. */
    BYTES(2),
    /** A count, then name and value pairs. */
    MAP(3),
    /** Values, one after another, to the end of the body. */
    STREAM(4),
    /** A serialised object. */
    OBJECT(5);

    private static final BodyKind[] ALL = values(); // values() makes a copy each time

    private final int code;

    BodyKind(int code) {
        this.code = code;
    }

    /** The code in an encoded message. */
    public int code() {
        return code;
    }

    /**
     * The kind with a code.
     *
     * @throws Decoder.MalformedException if no kind has this code
     */
    public static BodyKind of(int code) {
        for (BodyKind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new Decoder.MalformedException("no body kind has the code " + code);
    }
}
