package org.restante.log;

/** This one entry was refused, for want of disk or of queue; the log itself is well and later entries may fit. */
public final class LogFullException extends LogException {
    private static final long serialVersionUID = 1L;

    public LogFullException(String message) {
        super(message, null);
    }
}
