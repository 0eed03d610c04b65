package org.restante.disk;

import java.io.IOException;
import java.util.List;

/**
 * One directory tree as the log and the store see it: few operations, so that a test can put a faulty one in its place.
 *
 * <p>Names are relative to the root, with {@code /} between folders. What a file holds is safe after {@link
 * DiskFile#force}; that a file exists under its name is safe only after {@link #syncFolder}. Any thread may call.
 */
public interface Disk {
    /** Opens an existing file to read and write; {@link java.nio.file.NoSuchFileException} if there is none. */
    DiskFile open(String name) throws IOException;

    /** Creates a file that must not exist yet and opens it. */
    DiskFile create(String name) throws IOException;

    /** The names, without their folder, of the files directly in a folder; empty if there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** Creates a folder, and those above it, unless they are there. */
    void makeFolder(String folder) throws IOException;

    /** Gives a file another name, atomically, replacing the file that has it. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file, if it is there. */
    void delete(String name) throws IOException;

    /** Makes what was created, renamed and deleted in a folder safe. The root is the empty name. */
    void syncFolder(String folder) throws IOException;

    /** About how many bytes can still be written before the disk is full. */
    long freeBytes() throws IOException;

    /** What to call a file in messages to people. */
    String describe(String name);
}
