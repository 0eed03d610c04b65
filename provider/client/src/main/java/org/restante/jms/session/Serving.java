package org.restante.jms.session;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.ResourceAllocationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.link.Event;
import org.restante.link.Event.Delivery;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;

/**
 * What makes a session one of an application server's pool: a listener of its own, and what connection consumers have loaded it
 * with (section 11.2.1). Connection consumers load it, the server's threads run it; the monitor guards what is loaded.
 *
 * <p>A loaded delivery is in flight for this session, so that whatever settles the session's messages settles it. The trap: no
 * request is made while the monitor is held, as in {@link SessionInbox}.
 */
final class Serving implements MessageListener {

    /** Messages that wait in one session; only a pool that hands out a session which is still busy gets there. */
    static final int MAX_LOADED = 1024;

    private final LinkClient client;
    private final int session;
    private final SessionInbox loaded;
    private final Listening listening;
    private final Map<Integer, Buffer> buffers = new HashMap<>();
    private final ReentrantLock running = new ReentrantLock();
    private boolean closed;
    private volatile @Nullable MessageListener listener;

    Serving(LinkClient client, int session, SessionInbox loaded, Listening listening) {
        this.client = client;
        this.session = session;
        this.loaded = loaded;
        this.listening = listening;
    }

    @Nullable
    MessageListener listener() {
        return listener;
    }

    void setListener(@Nullable MessageListener to) {
        listener = to;
    }

    /** While the session's own listener is set, its consumers receive nothing. */
    void checkNoListener() throws IllegalStateException {
        if (listener != null) {
            throw new IllegalStateException(
                    "the session has a message listener of its own, which is given all its messages; "
                            + "set it to null, or use another session");
        }
    }

    boolean isOwnThread() {
        return listening.isOwnThread();
    }

    /** Takes over what a connection consumer's session has in flight. */
    void load(int from, int consumer, List<Delivery> deliveries) throws JMSException {
        List<Tag> tags = deliveries.stream().map(Delivery::tag).toList();
        client.askUninterruptibly(new Request.HandOver(from, session, tags));
        try {
            put(consumer, deliveries);
        } catch (JMSException e) {
            client.askUninterruptibly(new Request.HandOver(session, from, tags));
            throw e;
        }
    }

    private synchronized void put(int consumer, List<Delivery> deliveries) throws JMSException {
        if (closed) {
            throw Problems.closed("pool's session");
        }
        int waiting = buffers.values().stream().mapToInt(Buffer::size).sum();
        if (waiting >= MAX_LOADED) {
            throw new ResourceAllocationException(
                    "the pool gave a session that has " + waiting
                            + " messages to run; it may hand a session out again when its run has returned",
                    Problem.RESOURCE_LIMIT.name());
        }
        Buffer buffer = buffers.get(consumer);
        if (buffer == null) {
            buffer = loaded.add(consumer);
            loaded.setListener(buffer, this);
            buffers.put(consumer, buffer);
        }
        for (Delivery delivery : deliveries) {
            loaded.put(buffer, delivery);
        }
    }

    /** Gives back what a connection consumer has loaded and no listener has seen. */
    void unload(int to, int consumer) throws JMSException {
        List<Delivery> unseen = withdraw(consumer);
        if (!unseen.isEmpty()) {
            client.askUninterruptibly(new Request.HandOver(
                    session, to, unseen.stream().map(Delivery::tag).toList()));
        }
    }

    private synchronized List<Delivery> withdraw(int consumer) {
        Buffer buffer = buffers.get(consumer);
        return buffer == null ? List.of() : loaded.withdraw(buffer);
    }

    /** Ends what a connection consumer has here; waits for the listener that has a message of it, unless that one asks. */
    void forget(int consumer) throws JMSException {
        Buffer buffer;
        synchronized (this) {
            buffer = buffers.remove(consumer);
        }
        if (buffer != null) {
            loaded.close(buffer);
        }
    }

    /** Hands what is loaded to the listener, in the caller's thread, one message after another. */
    void run() {
        if (listener == null) {
            throw new IllegalStateRuntimeException(
                    "the session has no message listener to run; call its setMessageListener first");
        }
        if (running.isHeldByCurrentThread()) {
            return; // the run that its listener is called from goes on
        }
        running.lock();
        try {
            listening.runHere();
        } finally {
            running.unlock();
        }
    }

    @Override
    public void onMessage(Message message) {
        MessageListener current = listener;
        if (current == null) {
            throw new IllegalStateRuntimeException("the session's message listener was taken away while it ran");
        }
        current.onMessage(message);
    }

    @Override
    public String toString() {
        return String.valueOf(listener);
    }

    void setStarted(boolean started) {
        loaded.setStarted(started);
    }

    void awaitQuiet() throws JMSException {
        loaded.awaitQuiet();
    }

    void onRenewed(Event.Renewed renewed, Set<Tag> lost) {
        loaded.onRenewed(renewed, lost);
    }

    void onEnded(String reason) {
        loaded.onEnded(reason);
    }

    /** From here on it is loaded no more; waits for its listener. What it was loaded with goes with the session. */
    void close() throws JMSException {
        synchronized (this) {
            closed = true;
        }
        loaded.close();
    }
}
