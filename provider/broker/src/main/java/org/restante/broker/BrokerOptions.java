package org.restante.broker;

import java.util.function.Consumer;
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
        return with(copy -> copy.maxMessage = bytes);
    }

    public BrokerOptions withSnapshotBytes(long bytes) {
        return with(copy -> copy.snapshotBytes = bytes);
    }

    public BrokerOptions withCacheBytes(long bytes) {
        return with(copy -> copy.cacheBytes = bytes);
    }

    public BrokerOptions withMaxWaiting(long messages) {
        return with(copy -> copy.maxWaiting = messages);
    }

    public BrokerOptions withLinger(long millis) {
        return with(copy -> copy.linger = millis);
    }

    public BrokerOptions withBlock(int messages) {
        return with(copy -> copy.block = messages);
    }

    public BrokerOptions withUnusedQueues(long millis) {
        return with(copy -> copy.unusedQueues = millis);
    }

    public BrokerOptions withoutJournal(boolean allowed) {
        return with(copy -> copy.withoutJournal = allowed);
    }

    private BrokerOptions with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return new BrokerOptions(
                copy.maxMessage,
                copy.maxWaiting,
                waitingBytes,
                copy.cacheBytes,
                history,
                inbox,
                copy.snapshotBytes,
                copy.linger,
                copy.block,
                copy.unusedQueues,
                copy.withoutJournal);
    }

    /** The bounds that can be changed, in one copy. */
    private static final class Copy {
        private int maxMessage;
        private long maxWaiting;
        private long cacheBytes;
        private long snapshotBytes;
        private long linger;
        private int block;
        private long unusedQueues;
        private boolean withoutJournal;

        Copy(BrokerOptions of) {
            maxMessage = of.maxMessage;
            maxWaiting = of.maxWaiting;
            cacheBytes = of.cacheBytes;
            snapshotBytes = of.snapshotBytes;
            linger = of.linger;
            block = of.block;
            unusedQueues = of.unusedQueues;
            withoutJournal = of.withoutJournal;
        }
    }
}
