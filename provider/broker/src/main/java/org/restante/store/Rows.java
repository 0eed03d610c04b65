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
 * A snapshot's rows in a MapDB store of their own: one sorted map, from key to value. Owned by the snapshot thread.
 *
 * <p>Put together without MapDB's {@code DB}, which would write a catalogue for this one map and load 250 classes more: a
 * quarter of a second at a start.
 */
final class Rows {

    /** The most rows in a node; the pump fills three quarters of it. Fewer cost more nodes, more make reading one row dearer. */
    private static final int NODE = 64;

    private static final int FILLED = NODE * 3 / 4;

    /** Tells the pump and the map the same: values lie in the nodes, and nobody counts or listens. */
    private static final boolean INLINE = true;

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

    /** Takes rows in ascending order; its {@code create} ends them. */
    Pump.Sink<Pair<byte[], byte[]>, Unit> sink() {
        return Pump.INSTANCE.treeMap(
                store,
                Serializer.BYTE_ARRAY,
                Serializer.BYTE_ARRAY,
                Serializer.BYTE_ARRAY,
                FILLED,
                FILLED,
                true,
                INLINE);
    }

    /** Where the root of the rows is noted, once they are ended. */
    static long root(Pump.Sink<Pair<byte[], byte[]>, Unit> ended) {
        return ended.getRootRecidRecid$mapdb();
    }

    /** The rows from a key on, ascending. */
    Iterator<Map.Entry<byte[], byte[]>> from(long root, byte[] key) {
        BTreeMap<byte[], byte[]> map = BTreeMap.Companion.make(
                Serializer.BYTE_ARRAY,
                Serializer.BYTE_ARRAY,
                store,
                INLINE,
                root,
                NODE,
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
