package org.restante.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.mapdb.DBException;
import org.restante.disk.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reader of one snapshot file. Owned by the snapshot thread. */
final class SnapshotReader implements Snapshot {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

    private final DiskFile file;
    private final Footer footer;
    private final Rows rows;

    private SnapshotReader(DiskFile file, Footer footer, Rows rows) {
        this.file = file;
        this.footer = footer;
        this.rows = rows;
    }

    /**
     * Verifies every byte of the file, then opens it; the file is closed with the snapshot.
     *
     * @throws DamagedSnapshotException if the file is damaged
     */
    static SnapshotReader open(DiskFile file, long generation) throws IOException {
        Footer footer = Footer.read(file);
        if (footer.generation != generation) {
            throw new DamagedSnapshotException("its footer is of generation " + footer.generation);
        }
        SnapshotPages pages = SnapshotPages.open(file, footer.sums());
        pages.verify();
        try {
            return new SnapshotReader(file, footer, Rows.open(pages));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DBException e) {
            throw new DamagedSnapshotException("its pages cannot be read as a map: " + e.getMessage());
        }
    }

    @Override
    public long generation() {
        return footer.generation;
    }

    @Override
    public long position() {
        return footer.position;
    }

    @Override
    public long rows() {
        return footer.rows;
    }

    @Override
    public void scan(byte[] from, RowVisitor visitor) throws IOException {
        try {
            visit(from, visitor);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DBException e) {
            throw new IOException("generation " + generation() + " of the snapshots cannot be read", e);
        }
    }

    /** Checks that keys ascend and that no more rows come than were written, so that the scan ends even if nodes are damaged. */
    private void visit(byte[] from, RowVisitor visitor) throws DamagedSnapshotException {
        Iterator<Map.Entry<byte[], byte[]>> entries = rows.from(footer.root, from);
        byte[] before = null;
        long count = 0;
        while (entries.hasNext()) {
            Map.Entry<byte[], byte[]> row = entries.next();
            byte[] key = row.getKey();
            if (++count > footer.rows || (before != null && Arrays.compareUnsigned(before, key) >= 0)) {
                throw new DamagedSnapshotException(
                        "row " + count + " of " + footer.rows + " has a key that is not above the key before it");
            }
            if (!visitor.visit(key, row.getValue())) {
                return;
            }
            before = key;
        }
        if (from.length == 0 && count != footer.rows) {
            throw new DamagedSnapshotException("there are " + count + " rows where " + footer.rows + " were written");
        }
    }

    @Override
    public void close() {
        try (file) {
            rows.close();
        } catch (IOException e) {
            LOG.warn("Generation {} of the snapshots could not be closed after reading", generation(), e);
        }
    }
}
