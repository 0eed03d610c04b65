package org.restante.log;

import org.jspecify.annotations.Nullable;

/** The appender does not own the log: it has not claimed it, or another owner has claimed it since (fenced by a higher epoch). */
public final class StaleOwnerException extends LogException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String owner;

    public StaleOwnerException(String message) {
        this(message, null);
    }

    /**
     * Fenced by an owner of a known address.
     *
     * @param owner where clients reach it, such as {@code tcp://host:port}; null if not known
     */
    public StaleOwnerException(String message, @Nullable String owner) {
        super(message, null);
        this.owner = owner;
    }

    /** Where clients reach the owner; null if not known. */
    public @Nullable String owner() {
        return owner;
    }
}
