package org.restante.disk;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another opener holds the data directory; {@link #holder} says who. */
public final class DirectoryLockedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final transient LockHolder holder;

    DirectoryLockedException(Path directory, String where, LockHolder holder) {
        super("The data directory " + directory + " is in use by " + where + holder.name()
                + (holder.silence() == null ? "" : ", to which no other process can attach: " + holder.silence())
                + ". Stop that one, connect to it, or name another directory");
        this.directory = directory;
        this.holder = holder;
    }

    /** What the holder left to be read. */
    public LockHolder holder() {
        return holder;
    }

    /** Where the holder listens for other processes; null if it does not, or not yet. */
    public @Nullable Path socket() {
        return holder.socket() == null ? null : directory.resolve(holder.socket());
    }
}
