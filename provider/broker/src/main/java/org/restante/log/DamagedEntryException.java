package org.restante.log;

/** An entry was there, but its bytes no longer are what was written. */
public final class DamagedEntryException extends LogException {
    private static final long serialVersionUID = 1L;

    public DamagedEntryException(String message) {
        super(message, null);
    }
}
