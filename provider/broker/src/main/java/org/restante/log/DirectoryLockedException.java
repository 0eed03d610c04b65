package org.restante.log;

import java.io.IOException;
import java.nio.file.Path;

/** Another opener holds the data directory; {@link #holder} says who. */
public final class DirectoryLockedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String holder;

    DirectoryLockedException(Path directory, String holder) {
        super("The data directory " + directory + " is in use by " + holder
                + ". Stop that one, connect to it, or name another directory");
        this.holder = holder;
    }

    /** The text that the holder left: process, its start, host, since when. */
    public String holder() {
        return holder;
    }
}
