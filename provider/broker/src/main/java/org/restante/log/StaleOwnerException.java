package org.restante.log;

/** Another owner has claimed the log since: this one may append no more. */
public final class StaleOwnerException extends LogException {
    private static final long serialVersionUID = 1L;

    public StaleOwnerException(String message) {
        super(message, null);
    }
}
