package org.restante.link;

import java.nio.charset.CharacterCodingException;

/** Bytes are not text in UTF-8. The message gives the place: the line and its byte, both from 1. */
public final class NotUtf8Exception extends CharacterCodingException {

    private static final long serialVersionUID = 1L;

    private final String where;
    private final long line;
    private final long byteInLine;

    /** @param where the name of the file or the input; empty if it is unknown */
    NotUtf8Exception(String where, long line, long byteInLine) {
        this.where = where;
        this.line = line;
        this.byteInLine = byteInLine;
    }

    /** The same place in a named input, behind lines that were read before. */
    public NotUtf8Exception in(String name, long linesBefore) {
        return new NotUtf8Exception(name, line + linesBefore, byteInLine);
    }

    @Override
    public String getMessage() {
        return (where.isEmpty() ? "" : where + ", ") + "line " + line + ", byte " + byteInLine
                + ", is not UTF-8; convert the text to UTF-8, for example with iconv";
    }
}
