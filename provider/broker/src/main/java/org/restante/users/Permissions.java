package org.restante.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what, by a file:
 *
 * <pre>{@code
 * # what no line allows is refused
 * group shop = anna, bob
 * allow @shop send,receive queue:orders.>
 * allow * receive topic:news.*
 * allow operator all everything
 * }</pre>
 *
 * <p>Actions are send, receive, browse, administer and all; a name without a kind is a queue; {@code *} stands for every user, and for
 * whoever connects without a name. The file is looked at again each second, so a change holds for open connections, too. Any thread
 * may use it. The trap: a file that cannot be read any more leaves everything as it was, with a warning.
 */
public final class Permissions {

    private static final Logger LOG = LoggerFactory.getLogger(Permissions.class);
    private static final long MOST_BYTES = 16L << 20;
    private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final LongSupplier nanos;
    private volatile PermissionTable table;
    private volatile long looked;
    private @Nullable State read;
    private @Nullable String trouble;

    /** What the file was when it was read. */
    private record State(FileTime modified, long size) {}

    private Permissions(Path file, LongSupplier nanos) throws IOException {
        this.file = file;
        this.nanos = nanos;
        this.looked = nanos.getAsLong();
        this.table = read();
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is none; the message says which
     */
    public static Permissions open(Path file) throws IOException {
        return open(file, System::nanoTime);
    }

    static Permissions open(Path file, LongSupplier nanos) throws IOException {
        return new Permissions(file, nanos);
    }

    /** As they are now; another object as soon as something may have changed. */
    PermissionTable table() {
        if (nanos.getAsLong() - looked >= LOOK_AGAIN) {
            lookAgain();
        }
        return table;
    }

    private synchronized void lookAgain() {
        long now = nanos.getAsLong();
        if (now - looked < LOOK_AGAIN) {
            return;
        }
        looked = now;
        try {
            if (!state().equals(read)) {
                table = read();
                LOG.info("The permissions of {} hold from now on", file);
            }
            trouble = null;
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            if (!said.equals(trouble)) {
                LOG.warn("The permissions stay as they were: {}", said);
            }
            trouble = said;
        }
    }

    private State state() throws IOException {
        try {
            return new State(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            throw new IOException("the file of permissions " + file + " cannot be read: " + e, e);
        }
    }

    private PermissionTable read() throws IOException {
        State state = state();
        try {
            if (state.size() > MOST_BYTES) {
                throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
            }
            PermissionTable now = PermissionTable.parse(Files.readString(file));
            read = state;
            return now;
        } catch (IOException e) {
            throw new IOException("the file of permissions " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IOException("the file of permissions " + file + " is not understood: " + e.getMessage(), e);
        }
    }
}
