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

/**
 * Where one session's deliveries wait: the link's thread puts, the session's threads take. Its one lock guards it and its buffers.
 *
 * <p>The trap: no request is made while the lock is held, because a request may wait for the broker, and the broker's thread may
 * wait here to put.
 */
final class SessionInbox {

    /** A message for a listener. */
    record Handover(Buffer buffer, Delivery delivery, MessageListener listener) {}

    static final long FOR_EVER = -1;

    private final LinkClient client;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Buffer> buffers = new ArrayList<>();

    /** One entry for each delivery to a consumer that listens, in the order of arrival; some may be stale. */
    private final Deque<Buffer> order = new ArrayDeque<>();

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

    /** Called by the link's thread. */
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
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Changes what others may wait for. */
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

    /** Begins a receive; says whether nothing is buffered. */
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
            forgetIfDone(buffer);
            signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a delivery; the caller then calls {@link #handed}.
     *
     * @param wait how many nanoseconds, or {@link #FOR_EVER}
     * @return null if the time is over, or the consumer closed
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

    /** Waits for a change; says what is left of the time. */
    @SuppressWarnings("WaitNotInLoop") // every caller looks again at what it waits for
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

    /** Gets what the broker has for an empty buffer, so that null means that nothing waits; no credit is left after it. */
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
        client.askUninterruptibly(new Request.Drain(buffer.consumer()));
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
     * Waits for a message for any listener; the caller then calls {@link #handed}.
     *
     * @param idle called, without the lock, before each wait
     * @return null if no listener is left to wait for
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

    /** As {@link #next}, but waits only while stopped; null if nothing has arrived that is not handed over. */
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

    /** Whether the session's listener thread has something to live for. */
    boolean hasListeners() {
        lock.lock();
        try {
            return !closed && ended == null && buffers.stream().anyMatch(buffer -> buffer.listener() != null);
        } finally {
            lock.unlock();
        }
    }

    /** Ends what take or next began. */
    void endHandover(Buffer buffer, boolean processed) {
        lock.lock();
        try {
            buffer.endHandover();
            forgetIfDone(buffer);
            if (processed) {
                buffer.recordProcessed(nanos.getAsLong());
            }
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody worked this long on some messages of a buffer that is not received from otherwise. */
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
                        "another thread is in receive of this consumer; set a listener when it has returned");
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

    /** Takes out what was not handed over; what is being handed over goes on. */
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

    /** While paused nothing is handed out. */
    void pause() {
        change(() -> paused = true);
    }

    /** Ends a pause; drops everything if the broker took all deliveries back. */
    void resume(boolean takenBack) {
        change(() -> {
            if (takenBack) {
                order.clear();
                buffers.forEach(Buffer::discard);
            }
            paused = false;
        });
    }

    /** Waits until no other thread is handed a message. */
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
            forgetIfDone(buffer);
            lock.unlock();
        }
    }

    /** A closed buffer stays known until its own listener, which may have closed it, has returned: the session's close waits for it. */
    private void forgetIfDone(Buffer buffer) {
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

    /** The broker ended and another goes on: what is lost is not handed out, and who cannot go on is told. */
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

    /** The link is gone. */
    void onEnded(String reason) {
        change(() -> ended = reason);
    }
}
