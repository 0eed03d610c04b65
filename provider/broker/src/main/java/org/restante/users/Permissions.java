package org.restante.users;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The permissions of users, from a file:
 *
 * <pre>{@code
 * # an action that no line allows is refused
 * group shop = anna, bob
 * allow @shop send,receive queue:orders.>
 * allow * receive topic:news.*
 * allow operator all everything
 * }</pre>
 *
 * <p>Actions are send, receive, browse, administer (which includes browse) and all. A name without a kind is a queue. {@code *} stands
 * for every user, also for one without a name. The file is checked for changes each second, so a change holds for open connections,
 * too. Any thread may use it. The trap: while the file cannot be read, the permissions stay as they were, with a warning.
 */
public final class Permissions {

    private final WatchedFile<PermissionTable> file;

    private Permissions(WatchedFile<PermissionTable> file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is invalid; the message has its number
     */
    public static Permissions open(Path file) throws IOException {
        return open(file, System::nanoTime);
    }

    static Permissions open(Path file, LongSupplier nanos) throws IOException {
        return new Permissions(new WatchedFile<>("permissions", file, PermissionTable::parse, nanos));
    }

    /** The permissions now; another object as soon as something may have changed. */
    PermissionTable table() {
        return file.recent();
    }
}
