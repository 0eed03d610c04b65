package org.restante.log;

/** The appender does not own the log: it has not claimed it, or another owner has claimed it since (fenced by a higher epoch). */
public final class StaleOwnerException extends LogException {
    private static final long serialVersionUID = 1L;

    public StaleOwnerException(String message) {
        super(message, null);
    }
}
