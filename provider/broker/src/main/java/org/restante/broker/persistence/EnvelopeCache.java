package org.restante.broker.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.StoredMessage;
import org.restante.log.Log;
import org.restante.log.LogException;
import org.restante.log.LogFullException;
import org.restante.message.Decoder;
import org.restante.message.Envelope;

/**
 * A cache of envelopes of waiting messages; other envelopes are read from the log. Owned by the broker thread.
 *
 * <p>The cache holds the oldest messages, which are delivered first: when it is full, new messages are not added.
 */
public final class EnvelopeCache {

    /** Receives an envelope, at once or later, on the broker thread; null with a reason if it cannot be read. */
    public interface Receiver {
        void accept(@Nullable Envelope envelope, String failure);
    }

    /** Heap taken by an envelope besides its encoded bytes, in bytes; for small messages more than the body. */
    private static final int OVERHEAD = 256;

    /** How often a read that ends in an error of the disk is tried before the message counts as unreadable. */
    private static final int MAX_ATTEMPTS = 5;

    private static final long RETRY_MILLIS = 200;

    private final Log log;
    private final Executor brokerThread;
    private final long bound;
    private final Executor again;
    private final IdentityHashMap<StoredMessage, List<Receiver>> reading = new IdentityHashMap<>();
    private long held;
    private long heldAlone;

    /**
     * An empty cache in front of this log.
     *
     * @param brokerThread runs tasks on the broker thread, in order
     * @param bound the most bytes that the cached envelopes may take
     */
    public EnvelopeCache(Log log, Executor brokerThread, long bound) {
        this.log = log;
        this.brokerThread = brokerThread;
        this.bound = bound;
        this.again = CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, brokerThread);
    }

    /** The log has written the message: its envelope is cached, or removed from memory. */
    public void kept(StoredMessage message) {
        Envelope envelope = message.envelope();
        if (envelope == null) {
            return;
        }
        if (message.references() > 0 && held + cost(message) <= bound) {
            held += cost(message);
            message.setCached(true);
        } else {
            message.setEnvelope(null);
        }
    }

    /**
     * Holds the envelope of a message that is not recovered, in memory alone, if there is room; half of the cache's bytes, besides those
     * of the cache.
     *
     * @return whether it is held; if not, it must be in the log
     */
    public boolean hold(StoredMessage message) {
        if (heldAlone + cost(message) > bound / 2) {
            return false;
        }
        heldAlone += cost(message);
        message.setCached(true);
        return true;
    }

    /** The message was settled for all owners; to be called once for each message. */
    public void forget(StoredMessage message) {
        if (message.isCached()) {
            if (message.position() == StoredMessage.NOWHERE) {
                heldAlone -= cost(message);
            } else {
                held -= cost(message);
            }
            message.setCached(false);
            message.setEnvelope(null);
        }
    }

    private static long cost(StoredMessage message) {
        return (long) message.size() + OVERHEAD;
    }

    /** Heap taken by the cached envelopes, in bytes. */
    public long held() {
        return held + heldAlone;
    }

    public void fetch(StoredMessage message, Receiver receiver) {
        Envelope envelope = message.envelope();
        if (envelope != null) {
            receiver.accept(envelope, "");
            return;
        }
        List<Receiver> waiting = reading.get(message);
        if (waiting != null) {
            waiting.add(receiver);
            return;
        }
        List<Receiver> receivers = new ArrayList<>(1);
        receivers.add(receiver);
        reading.put(message, receivers);
        message.pin();
        read(message, 1);
    }

    private void read(StoredMessage message, int attempt) {
        long position = message.position();
        int offset = message.offset();
        log.read(position).whenComplete((entry, failure) -> {
            if (failure != null && isPassing(failure, attempt)) {
                again.execute(() -> read(message, attempt + 1));
            } else {
                brokerThread.execute(() -> arrived(message, position, offset, entry, failure));
            }
        });
    }

    /** Whether a failed read may succeed later, so that the message must not be set aside. */
    private static boolean isPassing(Throwable failure, int attempt) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof LogFullException || cause instanceof OutOfMemoryError) {
            return true;
        }
        return cause instanceof IOException && !(cause instanceof LogException) && attempt < MAX_ATTEMPTS;
    }

    private void arrived(
            StoredMessage message, long position, int offset, byte @Nullable [] entry, @Nullable Throwable failure) {
        List<Receiver> receivers = reading.remove(message);
        if (receivers == null) {
            return;
        }
        message.unpin();
        if (message.position() != position && entry == null && message.references() > 0) {
            receivers.forEach(receiver -> fetch(message, receiver)); // copied forward while it was read
            return;
        }
        Envelope envelope = null;
        String reason = failure == null ? "" : String.valueOf(failure.getMessage());
        if (entry != null) {
            try {
                envelope = Envelope.decode(entry, offset, message.size());
            } catch (Decoder.MalformedException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        for (Receiver receiver : receivers) {
            receiver.accept(envelope, reason);
        }
    }
}
