package org.restante.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Replaces the content of a file in one step: a reader finds the old content or the new one. Owner, group and mode stay; so does a
 * link that leads to the file.
 *
 * <p>The trap: of two changes at the same time one is lost.
 */
public final class ReplacedFile {

    private ReplacedFile() {}

    /**
     * Writes a file. A new one can be read by its owner only, and root leaves it to the owner of the folder.
     *
     * @throws IOException if it cannot be written, or its owner or group cannot be kept; the file is unchanged
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException(file + " is not a file");
        }
        Files.createDirectories(folder);
        Path next = Files.createTempFile(folder, String.valueOf(target.getFileName()), ".tmp", OwnerOnly.file(folder));
        try {
            Files.write(next, content);
            keep(target, next);
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void keep(Path target, Path next) throws IOException {
        if (!Files.exists(target)) {
            Ownership.likeFolder(next);
            return;
        }
        Ownership before = Ownership.of(target);
        try {
            before.give(next);
        } catch (IOException e) {
            throw new IOException(
                    target
                            + " was not changed, because its owner, group and mode cannot be kept; run the command as its"
                            + " owner " + Files.getOwner(target).getName() + " or as root",
                    e);
        }
    }
}
