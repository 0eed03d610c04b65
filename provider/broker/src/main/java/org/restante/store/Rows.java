package org.restante.store;

import java.util.Iterator;
import java.util.Map;
import kotlin.Pair;
import kotlin.Unit;
import org.mapdb.BTreeMap;
import org.mapdb.Pump;
import org.mapdb.Serializer;
import org.mapdb.StoreDirect;
import org.mapdb.volume.VolumeFactory;

/**
 * The rows of a snapshot in a MapDB store of their own: one sorted map from key to value. Owned by the snapshot thread.
 *
 * <p>It does not use MapDB's class {@code DB}, which would write a catalogue for this single map and load 250 more classes: a quarter of
 * a second at each start.
 */
final class Rows {

    /** Rows of a node; the pump fills three quarters of it. Smaller nodes are more nodes, larger ones make reading a row slower. */
    private static final int MAX_NODE_ROWS = 64;

    private static final int FILLED_ROWS = MAX_NODE_ROWS * 3 / 4;

    /** Values are stored in the nodes. The pump and the map must have equal settings. */
    private static final boolean INLINE = true;

    /** The map keeps no counter of its rows. */
    private static final long NO_COUNTER = 0;

    private final StoreDirect store;

    private Rows(SnapshotPages pages, boolean exists) {
        store = StoreDirect.Companion.make(
                null,
                VolumeFactory.wrap(new PagedVolume(pages, exists), exists),
                0,
                exists,
                false,
                0,
                SnapshotPages.SIZE,
                0,
                false,
                false,
                false,
                true,
                false);
    }

    static Rows create(SnapshotPages pages) {
        return new Rows(pages, false);
    }

    static Rows open(SnapshotPages pages) {
        return new Rows(pages, true);
    }

    /** A sink for rows in ascending order; its {@code create} must be called after the last one. */
    Pump.Sink<Pair<byte[], byte[]>, Unit> sink() {
        return Pump.INSTANCE.treeMap(
                store,
                Serializer.BYTE_ARRAY,
                Serializer.BYTE_ARRAY,
                Serializer.BYTE_ARRAY,
                FILLED_ROWS,
                FILLED_ROWS,
                true,
                INLINE);
    }

    /** MapDB's record id of the record that refers to the root, after the sink's {@code create}. */
    static long root(Pump.Sink<Pair<byte[], byte[]>, Unit> ended) {
        return ended.getRootRecidRecid$mapdb();
    }

    /** The rows whose keys are {@code >= key}, ascending. */
    Iterator<Map.Entry<byte[], byte[]>> from(long root, byte[] key) {
        BTreeMap<byte[], byte[]> map = BTreeMap.Companion.make(
                Serializer.BYTE_ARRAY,
                Serializer.BYTE_ARRAY,
                store,
                INLINE,
                root,
                MAX_NODE_ROWS,
                Serializer.BYTE_ARRAY,
                false,
                NO_COUNTER,
                true,
                null);
        return map.entryIterator(key, true, null, false);
    }

    void close() {
        store.close();
    }
}
