package org.restante.log.shared;

/** The bytes are not a record of a shared log, or are damaged. */
public final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean damaged;

    MalformedRecordException(String message, boolean damaged) {
        super(message);
        this.damaged = damaged;
    }

    /** Whether they begin like a record and only the checksum does not match. */
    public boolean isDamaged() {
        return damaged;
    }
}
