package org.restante.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of a {@link Disk}, read and written at given offsets. Any thread may call. */
public interface DiskFile extends Closeable {
    /** Reads until the buffer is full or the file ends; returns how many bytes were read. */
    int read(ByteBuffer into, long offset) throws IOException;

    /** Writes the remaining bytes of the buffer. If it fails, any part of them may have been written. */
    void write(ByteBuffer from, long offset) throws IOException;

    /** Makes the content durable, and the size as far as it is needed to read the content. */
    void force() throws IOException;

    /** The size in bytes. */
    long size() throws IOException;
}
