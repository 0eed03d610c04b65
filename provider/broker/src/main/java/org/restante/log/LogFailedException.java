package org.restante.log;

import org.jspecify.annotations.Nullable;

/** The log has failed permanently, or is closed: no entry is appended until it is opened again. */
public final class LogFailedException extends LogException {
    private static final long serialVersionUID = 1L;

    public LogFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
