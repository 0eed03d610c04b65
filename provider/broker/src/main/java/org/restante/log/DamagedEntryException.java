package org.restante.log;

/** An entry exists at this position, but its bytes are damaged: the checksum does not match. */
public final class DamagedEntryException extends LogException {
    private static final long serialVersionUID = 1L;

    public DamagedEntryException(String message) {
        super(message, null);
    }
}
