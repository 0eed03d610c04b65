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
import org.restante.jms.failure.Steps;
import org.restante.link.Event;
import org.restante.link.Event.Delivery;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;

/**
 * The server-session side of a session: its own message listener, and the deliveries that connection consumers have
 * loaded (section 11.2.1). Connection consumers load it, the application server's threads run it. The monitor guards
 * the buffers.
 *
 * <p>A loaded delivery is in flight for this session, so that the session settles it like its own messages. The trap:
 * no request is made while the monitor is held, as in {@link SessionInbox}.
 */
final class Serving implements MessageListener {

    /**
     * The bound on loaded messages of one session. It is reached only if the pool returns a session that is still
     * running.
     */
    static final int MAX_LOADED = 1024;

    private final LinkClient client;
    private final int session;
    private final Settlement settlement;
    private final SessionInbox loaded;
    private final Listening listening;
    private final Map<Integer, Buffer> buffers = new HashMap<>();
    private final ReentrantLock running = new ReentrantLock();
    private boolean closed;
    private volatile @Nullable MessageListener listener;

    Serving(LinkClient client, Settlement settlement, SessionInbox loaded, Listening listening) {
        this.client = client;
        this.settlement = settlement;
        this.session = settlement.session();
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

    /** Refuses a receive while the session's own listener is set, because the listener gets all messages. */
    void checkNoListener() throws IllegalStateException {
        if (listener != null) {
            throw new IllegalStateException(
                    "the session has a message listener of its own, which gets all its messages; "
                            + "set it to null, or use another session");
        }
    }

    boolean isOwnThread() {
        return listening.isOwnThread();
    }

    /**
     * Takes over deliveries that are in flight for a connection consumer's session.
     *
     * @param from the number of that session
     */
    void load(int from, int consumer, List<Delivery> deliveries) throws JMSException {
        List<Tag> tags = deliveries.stream().map(Delivery::tag).toList();
        try {
            settlement.takeOver(from, tags, () -> put(consumer, deliveries));
        } catch (JMSException e) {
            Steps.attempt(() -> client.ask(new Request.HandOver(session, from, tags)), e);
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
                    "the pool returned a session with " + waiting
                            + " loaded messages; it must not return a session again before its run has ended",
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

    /**
     * Hands loaded deliveries that no listener has seen back to the connection consumer's session.
     *
     * @param to the number of that session
     */
    void unload(int to, int consumer) throws JMSException {
        List<Delivery> unseen = withdraw(consumer);
        if (!unseen.isEmpty()) {
            client.ask(new Request.HandOver(
                    session, to, unseen.stream().map(Delivery::tag).toList()));
        }
    }

    private synchronized List<Delivery> withdraw(int consumer) {
        Buffer buffer = buffers.get(consumer);
        return buffer == null ? List.of() : loaded.withdraw(buffer);
    }

    /**
     * Removes the buffer of a connection consumer. Waits for a listener that processes one of its messages, unless that
     * listener calls.
     */
    void forget(int consumer) throws JMSException {
        Buffer buffer;
        synchronized (this) {
            buffer = buffers.remove(consumer);
        }
        if (buffer != null) {
            loaded.close(buffer);
        }
    }

    /** Hands the loaded messages to the listener, in the caller's thread, one after another. */
    void run() {
        if (listener == null) {
            throw new IllegalStateRuntimeException(
                    "the session has no message listener to run; call its setMessageListener first");
        }
        if (running.isHeldByCurrentThread()) {
            return; // a call from the listener: the outer run continues
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
            throw new IllegalStateRuntimeException("the session's message listener was set to null while it ran");
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

    /**
     * Refuses further loading and waits for the listener. Loaded deliveries return to the broker when the session
     * closes.
     */
    void close() throws JMSException {
        synchronized (this) {
            closed = true;
        }
        loaded.close();
    }
}
