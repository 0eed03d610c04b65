package org.restante.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The failure of an operation of a {@link Log}. */
public abstract sealed class LogException extends IOException
        permits DamagedEntryException, LogFailedException, LogFullException, NoSuchEntryException, StaleOwnerException {
    private static final long serialVersionUID = 1L;

    LogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
