package org.restante.disk;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Permissions for new files and folders of a data directory: only their owner may read messages. They are set when the file is created,
 * so at no time can another user open it. Existing files and folders keep their permissions.
 */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** For a folder: read, write and enter, by the owner. Empty where the file system has no POSIX permissions. */
    public static FileAttribute<?>[] folder(Path at) {
        return permissions(at, "rwx------");
    }

    /** For a file: read and write, by the owner. Empty where the file system has no POSIX permissions. */
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
