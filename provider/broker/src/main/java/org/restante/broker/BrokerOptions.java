package org.restante.broker;

import org.restante.broker.backlog.Packer;
import org.restante.broker.routing.Router;

/**
 * The bounds of a broker.
 *
 * @param maxMessage the largest message accepted, in bytes of its encoding
 * @param maxWaiting how many messages may wait in all, counted once for each queue or subscription
 * @param waitingBytes how many bytes of the heap they may take besides their bodies, as far as that is reckoned
 * @param cacheBytes how many bytes of waiting messages stay in memory as well as in the log
 * @param history how many finished deliveries can still be asked for
 * @param inbox how many requests may wait for the broker thread
 * @param snapshotBytes how many bytes the log grows by before the next snapshot
 * @param linger how long a connection stays whose link is lost, for its client to come back, in milliseconds
 * @param block how many waiting messages are packed together at the most
 */
public record BrokerOptions(
        int maxMessage,
        long maxWaiting,
        long waitingBytes,
        long cacheBytes,
        int history,
        int inbox,
        long snapshotBytes,
        long linger,
        int block) {

    /** The bounds that a send can reach. */
    Router.Limits limits() {
        return new Router.Limits(maxMessage, maxWaiting, waitingBytes);
    }

    /** What a waiting message takes of the heap when it is packed, in bytes, rounded up from what was measured. */
    private static final int BYTES_PER_MESSAGE = 32;

    /** Bounds that fit a heap of this many bytes. */
    public static BrokerOptions forHeap(long heap) {
        return new BrokerOptions(
                (int) Math.min(32L << 20, heap / 8),
                heap * 3 / 4 / BYTES_PER_MESSAGE,
                heap * 3 / 4,
                heap / 8,
                10_000,
                4096,
                64L << 20,
                10_000,
                Packer.BLOCK);
    }

    public BrokerOptions withMaxMessage(int bytes) {
        return new BrokerOptions(
                bytes, maxWaiting, waitingBytes, cacheBytes, history, inbox, snapshotBytes, linger, block);
    }

    public BrokerOptions withSnapshotBytes(long bytes) {
        return new BrokerOptions(
                maxMessage, maxWaiting, waitingBytes, cacheBytes, history, inbox, bytes, linger, block);
    }

    public BrokerOptions withCacheBytes(long bytes) {
        return new BrokerOptions(
                maxMessage, maxWaiting, waitingBytes, bytes, history, inbox, snapshotBytes, linger, block);
    }

    public BrokerOptions withMaxWaiting(long messages) {
        return new BrokerOptions(
                maxMessage, messages, waitingBytes, cacheBytes, history, inbox, snapshotBytes, linger, block);
    }

    public BrokerOptions withLinger(long millis) {
        return new BrokerOptions(
                maxMessage, maxWaiting, waitingBytes, cacheBytes, history, inbox, snapshotBytes, millis, block);
    }

    public BrokerOptions withBlock(int messages) {
        return new BrokerOptions(
                maxMessage, maxWaiting, waitingBytes, cacheBytes, history, inbox, snapshotBytes, linger, messages);
    }
}
