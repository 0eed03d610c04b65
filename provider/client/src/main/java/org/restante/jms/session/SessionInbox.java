package org.restante.jms.session;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.session.Window.Grant;
import org.restante.link.Event;
import org.restante.link.Event.Delivery;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.thread.Wakeup;

/**
 * The buffered deliveries of one session: the link's thread puts them in, the session's threads take them out. One lock
 * guards it and its buffers.
 *
 * <p>The trap: no request is made while the lock is held. A request may wait for the broker, and the broker's thread
 * may wait here for the lock.
 */
final class SessionInbox {

    /** A delivery for a listener. */
    record Handover(Buffer buffer, Delivery delivery, MessageListener listener) {}

    static final long FOR_EVER = -1;

    private final LinkClient client;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Buffer> buffers = new ArrayList<>();

    /**
     * One entry for each delivery to a consumer with a listener, in the order of arrival. Stale entries are skipped.
     */
    private final Deque<Buffer> order = new ArrayDeque<>();

    private final Wakeup arrival = new Wakeup(() -> change(() -> {}));
    private boolean started;
    private boolean paused;
    private boolean closed;
    private @Nullable String ended;

    SessionInbox(LinkClient client, LongSupplier nanos) {
        this.client = client;
        this.nanos = nanos;
    }

    Buffer add(int consumer) {
        lock.lock();
        try {
            Buffer buffer = new Buffer(consumer);
            buffers.add(buffer);
            return buffer;
        } finally {
            lock.unlock();
        }
    }

    /** Called by the link's thread; wakes the waiting threads at the end of its round. */
    void put(Buffer buffer, Delivery delivery) {
        lock.lock();
        try {
            if (buffer.isClosed()) {
                return;
            }
            buffer.put(delivery);
            if (buffer.listener() != null) {
                order.addLast(buffer);
            }
        } finally {
            lock.unlock();
        }
        arrival.request();
    }

    /** Changes the state under the lock and wakes the waiting threads. */
    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            signal();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        if (lock.hasWaiters(changed)) {
            changed.signalAll();
        }
    }

    /** Begins a receive. Returns whether the buffer is empty. */
    boolean beginReceive(Buffer buffer) throws JMSException {
        lock.lock();
        try {
            if (buffer.isClosed() || closed) {
                throw Problems.closed("consumer");
            }
            if (buffer.listener() != null) {
                throw new IllegalStateException("the consumer has a message listener; set it to null to call receive");
            }
            buffer.recordProcessed(nanos.getAsLong());
            buffer.beginReceive();
            return buffer.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void endReceive(Buffer buffer) {
        lock.lock();
        try {
            buffer.endReceive();
            removeIfDone(buffer);
            signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a delivery; the caller then calls {@link #endHandover}.
     *
     * @param wait nanoseconds, or {@link #FOR_EVER}
     * @return null if the time is over, or the consumer is closed
     */
    @Nullable
    Delivery take(Buffer buffer, long wait) throws JMSException {
        long left = wait;
        while (true) {
            Grant grant;
            Delivery next;
            lock.lock();
            try {
                next = poll(buffer);
                grant = isRunning() ? buffer.grant(next == null) : null;
                if (next == null && grant == null) {
                    if (buffer.isClosed() || closed || left == 0) {
                        return null;
                    }
                    left = await(left);
                }
            } finally {
                lock.unlock();
            }
            if (grant != null) {
                grantCredit(buffer, grant);
            }
            if (next != null) {
                return next;
            }
        }
    }

    private @Nullable Delivery poll(Buffer buffer) throws JMSException {
        if (ended != null) {
            throw Problems.translate(Problem.CLOSED, ended);
        }
        Reply.Refused failure = buffer.failure();
        if (failure != null) {
            throw Problems.translate(failure.problem(), failure.reason());
        }
        return isRunning() && !buffer.isClosed() ? buffer.poll(nanos.getAsLong()) : null;
    }

    private boolean isRunning() {
        return started && !paused && !closed;
    }

    /** Waits for a change. Returns the rest of the time. */
    @SuppressWarnings("WaitNotInLoop") // every caller checks its condition again
    private long await(long left) throws JMSException {
        try {
            if (left == FOR_EVER) {
                changed.await();
                return left;
            }
            return Math.max(0, changed.awaitNanos(left));
        } catch (InterruptedException e) {
            throw Problems.interrupted("waiting for a message", e);
        }
    }

    /**
     * Drains: lets the broker deliver its waiting messages into an empty buffer, so that null means that none is ready.
     * Afterwards no credit is left.
     */
    @Nullable
    Delivery drain(Buffer buffer) throws JMSException {
        lock.lock();
        try {
            if (!isRunning()
                    || buffer.isClosed()
                    || !buffer.isEmpty()
                    || !buffer.window().isGranted()) {
                return poll(buffer);
            }
        } finally {
            lock.unlock();
        }
        client.ask(new Request.Drain(buffer.consumer()));
        lock.lock();
        try {
            buffer.window().revoke();
            return poll(buffer);
        } finally {
            lock.unlock();
        }
    }

    private void grantCredit(Buffer buffer, Grant grant) {
        var credit = new Request.Credit(buffer.consumer(), grant.messages(), grant.bytes());
        client.start(credit).thenAccept(reply -> {
            if (reply instanceof Reply.Refused refused) {
                onCreditRefused(buffer, grant, refused);
            } else if (reply instanceof Reply.NoPrefetch) {
                change(buffer.window()::restrict);
            }
        });
    }

    private void onCreditRefused(Buffer buffer, Grant grant, Reply.Refused refused) {
        change(() -> {
            if (refused.problem() == Problem.RESOURCE_LIMIT) {
                buffer.window().undo(grant);
            } else {
                buffer.fail(refused);
            }
        });
    }

    /**
     * Waits for a message for any listener; the caller then calls {@link #endHandover}.
     *
     * @param idle called, without the lock, before each wait
     * @return null if no listener is left
     */
    @Nullable
    Handover next(Runnable idle) throws JMSException {
        boolean wasIdle = false;
        while (true) {
            Handover next;
            Buffer needy = null;
            Grant grant = null;
            lock.lock();
            try {
                if (!hasListeners()) {
                    return null;
                }
                next = nextInOrder();
                if (next != null) {
                    needy = next.buffer();
                    grant = needy.grant(false);
                } else {
                    for (int i = 0; i < buffers.size() && grant == null && isRunning(); i++) {
                        needy = buffers.get(i);
                        grant = needy.listener() == null ? null : needy.grant(true);
                    }
                    if (grant == null && wasIdle) {
                        await(FOR_EVER);
                        wasIdle = false;
                        continue;
                    }
                }
            } finally {
                lock.unlock();
            }
            if (needy != null && grant != null) {
                grantCredit(needy, grant);
            }
            if (next != null) {
                return next;
            }
            if (grant == null) {
                idle.run();
                wasIdle = true;
            }
        }
    }

    /** As {@link #next}, but waits only while the session is stopped; null if no arrived message is left. */
    @Nullable
    Handover nextArrived() throws JMSException {
        lock.lock();
        try {
            while (!isRunning() && !closed && ended == null && !order.isEmpty()) {
                await(FOR_EVER);
            }
            return ended == null ? nextInOrder() : null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Handover nextInOrder() {
        while (isRunning() && !order.isEmpty()) {
            Buffer buffer = order.removeFirst();
            MessageListener listener = buffer.listener();
            Delivery delivery = listener == null ? null : buffer.poll(nanos.getAsLong());
            if (listener != null && delivery != null) {
                return new Handover(buffer, delivery, listener);
            }
        }
        return null;
    }

    /** Whether a listener is set and can still get messages, so that the listener thread must run. */
    boolean hasListeners() {
        lock.lock();
        try {
            for (int i = 0; i < buffers.size() && !closed && ended == null; i++) {
                if (buffers.get(i).listener() != null) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the handover that {@link #take} or {@link #next} began. */
    void endHandover(Buffer buffer, boolean processed) {
        lock.lock();
        try {
            buffer.endHandover();
            removeIfDone(buffer);
            if (processed) {
                buffer.recordProcessed(nanos.getAsLong());
            }
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Records the processing time of messages that a connection consumer has loaded elsewhere. */
    void recordProcessed(Buffer buffer, int messages, long nanosInAll) {
        change(() -> {
            for (int i = 0; i < messages; i++) {
                buffer.window().recordProcessing(nanosInAll / messages);
            }
        });
    }

    void putBack(Buffer buffer, Delivery delivery) {
        change(() -> buffer.putBack(delivery));
    }

    void setListener(Buffer buffer, @Nullable MessageListener listener) throws JMSException {
        lock.lock();
        try {
            if (listener != null && buffer.isReceiving()) {
                throw new IllegalStateException(
                        "another thread is in a receive call of this consumer; set the listener when it has returned");
            }
            buffer.setListener(listener);
            order.removeIf(entry -> entry == buffer);
            for (int i = 0; i < buffer.size() && listener != null; i++) {
                order.addLast(buffer);
            }
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Removes and returns the deliveries that are not handed over; a handover in progress continues. */
    List<Delivery> withdraw(Buffer buffer) {
        lock.lock();
        try {
            order.removeIf(entry -> entry == buffer);
            signal();
            return buffer.withdraw();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    MessageListener listener(Buffer buffer) {
        lock.lock();
        try {
            return buffer.listener();
        } finally {
            lock.unlock();
        }
    }

    void setStarted(boolean to) {
        change(() -> started = to);
    }

    /** Stops handing out deliveries until {@link #resume}. */
    void pause() {
        change(() -> paused = true);
    }

    /**
     * Ends a pause.
     *
     * @param takenBack whether the broker has taken all deliveries back; they are dropped then
     */
    void resume(boolean takenBack) {
        change(() -> {
            if (takenBack) {
                order.clear();
                buffers.forEach(Buffer::discard);
            }
            paused = false;
        });
    }

    /** Waits until no other thread processes a message. */
    void awaitQuiet() throws JMSException {
        awaitWhile(() -> buffers.stream().anyMatch(Buffer::isHandingElsewhere), "stopping");
    }

    void close(Buffer buffer) throws JMSException {
        lock.lock();
        try {
            buffer.close();
            signal();
            awaitWhile(buffer::isUsedByOthers, "closing a consumer");
        } finally {
            removeIfDone(buffer);
            lock.unlock();
        }
    }

    /**
     * Removes a closed buffer that is not in use. It stays while its listener, which may have closed it, is running,
     * because the session's close waits for that listener.
     */
    private void removeIfDone(Buffer buffer) {
        if (buffer.isClosed() && !buffer.isInUse()) {
            buffers.remove(buffer);
        }
    }

    void close() throws JMSException {
        lock.lock();
        try {
            closed = true;
            signal();
            awaitWhile(() -> buffers.stream().anyMatch(Buffer::isUsedByOthers), "closing a session");
        } finally {
            lock.unlock();
        }
    }

    private void awaitWhile(BooleanSupplier busy, String doing) throws JMSException {
        lock.lock();
        try {
            while (busy.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            throw Problems.interrupted(doing + " and waiting for a receive or a listener to end", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The link has reconnected to a new broker: drops lost deliveries, and fails the consumers that could not be opened
     * again.
     */
    void onRenewed(Event.Renewed renewed, Set<Tag> lost) {
        change(() -> {
            for (Buffer buffer : buffers) {
                buffer.removeLost(lost);
                Reply.Refused failure = renewed.failed().get(buffer.consumer());
                if (failure != null) {
                    buffer.fail(failure);
                }
            }
        });
    }

    /** The link has ended. */
    void onEnded(String reason) {
        change(() -> ended = reason);
    }
}
