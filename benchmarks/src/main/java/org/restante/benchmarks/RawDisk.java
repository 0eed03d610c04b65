package org.restante.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The limit of the disk: one thread writes a group of records to an existing file of zeros and forces it.
 *
 * <p>With N producers that each wait for the confirmation of their message, one force can confirm at most N messages.
 */
public final class RawDisk implements WorkerGroup.Worker, AutoCloseable {

    private static final int FILE_BYTES = 64 << 20;

    private final FileChannel file;
    private final ByteBuffer group;
    private final int records;
    private long offset;

    public RawDisk(Path directory, int bytes, int records) throws IOException {
        this.file = FileChannel.open(
                directory.resolve("raw"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.group = ByteBuffer.allocateDirect(bytes * records);
        this.records = records;
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        while (file.size() < FILE_BYTES) {
            file.write(zeros.clear(), file.size());
        }
        file.force(true);
    }

    @Override
    public int step() throws IOException {
        if (offset + group.capacity() > FILE_BYTES) {
            offset = 0;
        }
        group.clear();
        while (group.hasRemaining()) {
            offset += file.write(group, offset);
        }
        file.force(false);
        return records;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
