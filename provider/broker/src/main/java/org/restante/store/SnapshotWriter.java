package org.restante.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import kotlin.Pair;
import kotlin.Unit;
import org.jspecify.annotations.Nullable;
import org.mapdb.DBException;
import org.mapdb.Pump;
import org.restante.disk.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one new generation, row by row, under a temporary name. Owned by the snapshot thread.
 *
 * <p>Rows stay in memory until a node is full, nodes until their page is evicted: about 2 MiB, regardless of the number of rows.
 */
public final class SnapshotWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);

    private final Snapshots snapshots;
    private final long generation;
    private final long position;
    private final DiskFile file;
    private final SnapshotPages pages;
    private final Rows store;
    private final Pump.Sink<Pair<byte[], byte[]>, Unit> sink;
    private final RowSum sum = new RowSum();
    private byte @Nullable [] last;
    private long rows;
    private boolean done;
    private @Nullable Exception failure;

    private SnapshotWriter(Snapshots snapshots, long generation, long position, DiskFile file) {
        this.snapshots = snapshots;
        this.generation = generation;
        this.position = position;
        this.file = file;
        this.pages = SnapshotPages.create(file);
        this.store = Rows.create(pages);
        this.sink = store.sink();
    }

    static SnapshotWriter begin(Snapshots snapshots, long generation, long position, DiskFile file) throws IOException {
        try {
            return new SnapshotWriter(snapshots, generation, position, file);
        } catch (UncheckedIOException | DBException e) {
            try (file) {
                snapshots.abandoned(generation);
            }
            throw new IOException(
                    "generation " + generation + " of the snapshots cannot be begun: " + e.getMessage(), e);
        }
    }

    /**
     * Adds a row. The arrays must not be changed afterwards.
     *
     * @throws IllegalArgumentException if the key is not above the key before it, compared as unsigned bytes
     * @throws IOException if the row cannot be written, for instance on a full disk; then the writer can only be closed
     */
    public void put(byte[] key, byte[] value) throws IOException {
        if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
            throw new IllegalArgumentException("row " + (rows + 1) + " of a snapshot is not above the row before it;"
                    + " put the rows in ascending order of their keys");
        }
        write(() -> sink.put(new Pair<>(key, value)));
        sum.add(key, value);
        last = key;
        rows++;
    }

    /** Makes this the newest generation. After return it survives a power cut. */
    public void commit() throws IOException {
        write(() -> {
            sink.create();
            store.close();
            Footer footer = new Footer(generation, position, rows, Rows.root(sink), pages.save());
            footer.write(file);
            file.force();
            verifyByReading();
            file.close();
            snapshots.committed(footer);
        });
        done = true;
    }

    /** Reads all rows and compares them with those put: the log will be trimmed because this snapshot covers it. */
    private void verifyByReading() throws IOException {
        RowSum read = new RowSum();
        SnapshotReader reader = SnapshotReader.open(file, generation);
        reader.scan((key, value) -> {
            read.add(key, value);
            return true;
        });
        if (read.value() != sum.value()) {
            throw new DamagedSnapshotException("the rows read differ from the rows written");
        }
    }

    /** A part of the writing, with its possible failures. */
    private interface WriteStep {
        void run() throws IOException;
    }

    private void write(WriteStep step) throws IOException {
        if (done || failure != null) {
            throw new IOException("generation " + generation + " of the snapshots takes no more rows", failure);
        }
        try {
            step.run();
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        } catch (IOException | DBException e) {
            failure = e;
        }
        if (failure != null) {
            throw new IOException(
                    "generation " + generation + " of the snapshots cannot be written to "
                            + snapshots.describe(generation) + ": " + failure.getMessage()
                            + "; the generations before it are unchanged",
                    failure);
        }
    }

    /** Deletes the unfinished generation, unless it is committed. */
    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        try (file) {
            snapshots.abandoned(generation);
        } catch (IOException e) {
            LOG.warn("The unfinished generation {} of the snapshots could not be deleted", generation, e);
        }
    }
}
