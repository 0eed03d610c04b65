package org.restante.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Owner, group and mode of a file, so that another file can have the same. Immutable.
 *
 * <p>The trap: only root gives a file to another owner. A process of another user that has to is refused by the system.
 */
public final class Ownership {

    /** Null where the file system has no POSIX permissions. */
    private final @Nullable PosixFileAttributes of;

    private Ownership(@Nullable PosixFileAttributes of) {
        this.of = of;
    }

    /**
     * Reads them of a file or a folder.
     *
     * @throws IOException if it cannot be read
     */
    public static Ownership of(Path file) throws IOException {
        return new Ownership(isPosix(file) ? Files.readAttributes(file, PosixFileAttributes.class) : null);
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Gives a file this owner, group and mode. A file that has them is not touched.
     *
     * @throws IOException if this process may not
     */
    public void give(Path file) throws IOException {
        if (of == null) {
            return;
        }
        give(file, of.owner(), of.group());
        Set<PosixFilePermission> permissions = of.permissions();
        if (!permissions.equals(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static void give(Path file, UserPrincipal owner, GroupPrincipal group) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes now = view.readAttributes();
        if (!group.equals(now.group())) {
            view.setGroup(group);
        }
        if (!owner.equals(now.owner())) {
            view.setOwner(owner);
        }
    }

    /**
     * Gives a new file or folder the owner and group of the folder that it is in, if this process is root and another user owns the
     * folder. Without this, root's use of a service's directory would leave files there that the service cannot open.
     */
    public static void likeFolder(Path created) throws IOException {
        Path folder = created.toAbsolutePath().getParent();
        if (folder == null || !isPosix(created)) {
            return;
        }
        PosixFileAttributes around = Files.readAttributes(folder, PosixFileAttributes.class);
        UserPrincipal owner = Files.getOwner(created, LinkOption.NOFOLLOW_LINKS);
        if (owner.getName().equals("root") && !around.owner().equals(owner)) {
            give(created, around.owner(), around.group());
        }
    }
}
