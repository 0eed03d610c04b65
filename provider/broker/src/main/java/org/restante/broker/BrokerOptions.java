package org.restante.broker;

import org.restante.broker.backlog.Packer;
import org.restante.broker.routing.Router;

/**
 * The bounds of a broker.
 *
 * @param maxMessage the largest message accepted, in bytes of its encoding
 * @param maxWaiting how many messages may be waiting in total, counted once for each queue or subscription
 * @param waitingBytes how many bytes of the heap waiting messages may take besides their bodies, as {@link
 * org.restante.broker.state.State#heap} estimates it
 * @param cacheBytes how many bytes of waiting messages are cached in memory, besides their copies in the log
 * @param history how many finished deliveries the history keeps
 * @param inbox how many requests may wait for the broker thread
 * @param snapshotBytes how many bytes the log grows by before the next snapshot
 * @param linger how long a connection whose link is lost waits for its client to reconnect, in milliseconds
 * @param block the most waiting messages that are packed into one block
 * @param unusedQueues how long a queue that its first use made stays when it is unused, in milliseconds; 0 for ever
 * @param withoutJournal whether to start although the journal is gone, without the messages of the snapshot
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
        int block,
        long unusedQueues,
        boolean withoutJournal) {

    /** Bounds with which unused queues stay, and a journal that is gone is refused. */
    public BrokerOptions(
            int maxMessage,
            long maxWaiting,
            long waitingBytes,
            long cacheBytes,
            int history,
            int inbox,
            long snapshotBytes,
            long linger,
            int block) {
        this(maxMessage, maxWaiting, waitingBytes, cacheBytes, history, inbox, snapshotBytes, linger, block, 0, false);
    }

    /** The bounds that are checked for each send. */
    Router.Limits limits() {
        return new Router.Limits(maxMessage, maxWaiting, waitingBytes, waitingBytes / 3 * 2);
    }

    /** Heap taken by a packed message, in bytes; measured, and rounded up. */
    private static final int BYTES_PER_MESSAGE = 32;

    /** Bounds for a heap of this many bytes. */
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
                bytes,
                maxWaiting,
                waitingBytes,
                cacheBytes,
                history,
                inbox,
                snapshotBytes,
                linger,
                block,
                unusedQueues,
                withoutJournal);
    }

    public BrokerOptions withSnapshotBytes(long bytes) {
        return new BrokerOptions(
                maxMessage,
                maxWaiting,
                waitingBytes,
                cacheBytes,
                history,
                inbox,
                bytes,
                linger,
                block,
                unusedQueues,
                withoutJournal);
    }

    public BrokerOptions withCacheBytes(long bytes) {
        return new BrokerOptions(
                maxMessage,
                maxWaiting,
                waitingBytes,
                bytes,
                history,
                inbox,
                snapshotBytes,
                linger,
                block,
                unusedQueues,
                withoutJournal);
    }

    public BrokerOptions withMaxWaiting(long messages) {
        return new BrokerOptions(
                maxMessage,
                messages,
                waitingBytes,
                cacheBytes,
                history,
                inbox,
                snapshotBytes,
                linger,
                block,
                unusedQueues,
                withoutJournal);
    }

    public BrokerOptions withLinger(long millis) {
        return new BrokerOptions(
                maxMessage,
                maxWaiting,
                waitingBytes,
                cacheBytes,
                history,
                inbox,
                snapshotBytes,
                millis,
                block,
                unusedQueues,
                withoutJournal);
    }

    public BrokerOptions withBlock(int messages) {
        return new BrokerOptions(
                maxMessage,
                maxWaiting,
                waitingBytes,
                cacheBytes,
                history,
                inbox,
                snapshotBytes,
                linger,
                messages,
                unusedQueues,
                withoutJournal);
    }

    public BrokerOptions withUnusedQueues(long millis) {
        return new BrokerOptions(
                maxMessage,
                maxWaiting,
                waitingBytes,
                cacheBytes,
                history,
                inbox,
                snapshotBytes,
                linger,
                block,
                millis,
                withoutJournal);
    }

    public BrokerOptions withoutJournal(boolean allowed) {
        return new BrokerOptions(
                maxMessage,
                maxWaiting,
                waitingBytes,
                cacheBytes,
                history,
                inbox,
                snapshotBytes,
                linger,
                block,
                unusedQueues,
                allowed);
    }
}
