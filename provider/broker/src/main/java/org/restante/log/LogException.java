package org.restante.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a log answers with when it cannot do as asked. */
public abstract sealed class LogException extends IOException
        permits DamagedEntryException, LogFailedException, LogFullException, NoSuchEntryException, StaleOwnerException {
    private static final long serialVersionUID = 1L;

    LogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
