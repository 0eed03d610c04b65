package org.restante.disk;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Attributes for what is made in a data directory: messages are nobody's but the owner's. They take effect when a file is made, so
 * nobody can open it before; what is there already stays as its owner set it.
 */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** For a folder: read, write and enter, by the owner. None where the file system knows no such permissions. */
    public static FileAttribute<?>[] folder(Path at) {
        return permissions(at, "rwx------");
    }

    /** For a file: read and write, by the owner. */
    public static FileAttribute<?>[] file(Path at) {
        return permissions(at, "rw-------");
    }

    private static FileAttribute<?>[] permissions(Path at, String permissions) {
        return at.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
