package org.restante.log;

/** No entry begins at this position, or it has been trimmed. */
public final class NoSuchEntryException extends LogException {
    private static final long serialVersionUID = 1L;

    public NoSuchEntryException(String message) {
        super(message, null);
    }
}
