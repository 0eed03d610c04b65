package org.restante.users;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

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
 * <p>Actions are send, receive, browse, administer (which is to browse, too) and all; a name without a kind is a queue; {@code *} stands for every user, and for
 * whoever connects without a name. The file is looked at again each second, so a change holds for open connections, too. Any thread
 * may use it. The trap: a file that cannot be read any more leaves everything as it was, with a warning.
 */
public final class Permissions {

    private final WatchedFile<PermissionTable> file;

    private Permissions(WatchedFile<PermissionTable> file) {
        this.file = file;
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
        return new Permissions(new WatchedFile<>("permissions", file, PermissionTable::parse, nanos));
    }

    /** As they are now; another object as soon as something may have changed. */
    PermissionTable table() {
        return file.recent();
    }
}
