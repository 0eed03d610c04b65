package org.restante.message;

/** Which of the Jakarta Messaging body types a message has. The order is part of the encoding. */
public enum BodyKind {
    /** A message without a body. */
    NONE,
    /** The text, as one encoded string. */
    TEXT,
    /** The bytes as they are. */
    BYTES,
    /** A count, then name and value pairs. */
    MAP,
    /** Values, one after another, to the end of the body. */
    STREAM,
    /** A serialised object. */
    OBJECT
}
