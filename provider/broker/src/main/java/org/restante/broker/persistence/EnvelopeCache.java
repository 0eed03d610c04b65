package org.restante.broker.persistence;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.StoredMessage;
import org.restante.log.Log;
import org.restante.message.Decoder;
import org.restante.message.Envelope;

/**
 * Where envelopes are had from: memory, as far as a bound allows, else the log. Owned by the broker thread.
 *
 * <p>What is in memory is the oldest of what waits, which is what goes out first: once the bound is reached, newly kept
 * messages are left to the log.
 */
public final class EnvelopeCache {

    /** Takes an envelope, at once or later, on the broker thread; null with a reason if it cannot be read. */
    public interface Receiver {
        void accept(@Nullable Envelope envelope, String failure);
    }

    /** What an envelope takes of the heap besides its encoded bytes, in bytes: as much as the body, where that is small. */
    private static final int OVERHEAD = 256;

    private final Log log;
    private final Executor brokerThread;
    private final long bound;
    private final IdentityHashMap<StoredMessage, List<Receiver>> reading = new IdentityHashMap<>();
    private long held;

    /**
     * A cache in front of this log, still empty.
     *
     * @param brokerThread runs what it is given on the broker thread, in order
     */
    public EnvelopeCache(Log log, Executor brokerThread, long bound) {
        this.log = log;
        this.brokerThread = brokerThread;
        this.bound = bound;
    }

    /** The message is kept in the log: its envelope may stay in memory or go. */
    public void kept(StoredMessage message) {
        Envelope envelope = message.envelope();
        if (envelope == null) {
            return;
        }
        if (message.references() > 0 && held + cost(message) <= bound) {
            held += cost(message);
            message.cache(true);
        } else {
            message.hold(null);
        }
    }

    /** The message is gone; only once for each. */
    public void forget(StoredMessage message) {
        if (message.isCached()) {
            held -= cost(message);
            message.cache(false);
            message.hold(null);
        }
    }

    private static long cost(StoredMessage message) {
        return (long) message.size() + OVERHEAD;
    }

    /** What is in memory takes so much of it, in bytes. */
    public long held() {
        return held;
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
        long position = message.position();
        int offset = message.offset();
        log.read(position)
                .whenComplete((entry, failure) ->
                        brokerThread.execute(() -> arrived(message, position, offset, entry, failure)));
    }

    private void arrived(
            StoredMessage message, long position, int offset, byte @Nullable [] entry, @Nullable Throwable failure) {
        List<Receiver> receivers = reading.remove(message);
        if (receivers == null) {
            return;
        }
        message.unpin();
        if (message.position() != position && entry == null && message.references() > 0) {
            receivers.forEach(receiver -> fetch(message, receiver)); // it was copied forward while it was read
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
