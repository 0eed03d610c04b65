package org.restante.disk;

import java.io.IOException;
import java.util.List;

/**
 * One directory tree, as the log and the store use it. It has few operations, so that a test can replace it by a faulty disk.
 *
 * <p>Names are relative to the root, with {@code /} between folders. The content of a file is durable after {@link
 * DiskFile#force}; its name (created, renamed or deleted) is durable only after {@link #syncFolder}. Any thread may call.
 */
public interface Disk {
    /** Opens an existing file to read and write; fails with {@link java.nio.file.NoSuchFileException} if it does not exist. */
    DiskFile open(String name) throws IOException;

    /** Creates a file, which must not exist yet, and opens it. */
    DiskFile create(String name) throws IOException;

    /** The names, without their folder, of the files directly in a folder; empty if the folder does not exist. */
    List<String> list(String folder) throws IOException;

    /** Creates a folder and its parents, unless they exist. */
    void makeFolder(String folder) throws IOException;

    /** Renames a file atomically; a file that has the new name already is replaced. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file, if it exists. */
    void delete(String name) throws IOException;

    /** Makes the creations, renames and deletions in a folder durable. The root is the empty name. */
    void syncFolder(String folder) throws IOException;

    /** The approximate number of bytes that can still be written before the disk is full. */
    long freeBytes() throws IOException;

    /** The name of a file for error texts and log messages. */
    String describe(String name);
}
