package org.restante.log.shared;

/** The bytes are not a record of a shared log, or are damaged. */
public final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final boolean damaged;

    MalformedRecordException(String text, boolean damaged) {
        super(text);
        this.text = text;
        this.damaged = damaged;
    }

    /** What is wrong, for people. */
    String text() {
        return text;
    }

    /** Whether they begin like a record and only the checksum does not match. */
    public boolean isDamaged() {
        return damaged;
    }
}
