package org.restante.disk;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another opener holds the data directory; {@link #holder} names it. */
public final class DirectoryLockedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final transient LockHolder holder;

    DirectoryLockedException(Path directory, String where, LockHolder holder) {
        super("The data directory " + directory + " is in use by " + where + holder.name()
                + (holder.noSocketReason() == null
                        ? ""
                        : ", to which no other process can attach: " + holder.noSocketReason())
                + ". Stop that process, connect to it, or name another directory");
        this.directory = directory;
        this.holder = holder;
    }

    /** The holder, as named in the lock file. */
    public LockHolder holder() {
        return holder;
    }

    /** The socket at which the holder listens for other processes; null if it has none, or none yet. */
    public @Nullable Path socket() {
        return holder.socket() == null ? null : directory.resolve(holder.socket());
    }
}
