package org.restante.jms.session;

import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.thread.Threads;

/**
 * A session's asynchronous sends, and the thread that calls their listeners, one after another, in the order of the
 * sends (section 7.3). The thread is a daemon; it starts with the first such send and ends with the session. Any thread
 * may use it.
 *
 * <p>At most {@link #MAX_OUTSTANDING} sends are outstanding; a further one waits until the listener of the oldest has
 * returned. The trap: a send inside a listener does not wait, because it would wait for itself.
 */
public final class Completions {

    static final int MAX_OUTSTANDING = 1024;

    private static final System.Logger LOG = System.getLogger(Completions.class.getName());

    private record Outstanding(
            Object sender, CompletionStage<Reply> stage, Message message, CompletionListener listener) {}

    private final LinkClient client;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Outstanding> queue = new ArrayDeque<>();
    private final Map<Object, Integer> bySender = new HashMap<>();
    private int outstanding;
    private boolean closed;
    private @Nullable Thread thread;

    Completions(LinkClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * Sends and queues the call of the listener.
     *
     * @param sender the producer, a key for {@link #awaitNone}
     */
    void send(Object sender, Supplier<CompletionStage<Reply>> sending, Message message, CompletionListener listener)
            throws JMSException {
        acquire(sender);
        CompletionStage<Reply> stage;
        try {
            begin();
            stage = sending.get();
        } catch (RuntimeException | Error e) { // else the close of the session would wait for this send
            release(sender);
            throw e;
        }
        lock.lock();
        try {
            queue.addLast(new Outstanding(sender, stage, message, listener));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Starts the thread if it is not running; if that fails, nothing is sent, and the next send tries again. */
    private void begin() {
        lock.lock();
        try {
            if (thread == null) {
                Thread made = Threads.daemon(name, this::run);
                made.start();
                thread = made;
            }
        } finally {
            lock.unlock();
        }
    }

    private void acquire(Object sender) throws JMSException {
        lock.lock();
        try {
            while (outstanding >= MAX_OUTSTANDING && !isOwnThread()) {
                changed.await();
            }
            outstanding++;
            bySender.merge(sender, 1, Integer::sum);
        } catch (InterruptedException e) {
            throw Problems.interrupted("waiting for earlier sends; the message was not sent", e);
        } finally {
            lock.unlock();
        }
    }

    private void release(Object sender) {
        lock.lock();
        try {
            outstanding--;
            bySender.computeIfPresent(sender, (key, count) -> count == 1 ? null : count - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOwnThread() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        Outstanding next = next();
        while (next != null) {
            notifyListener(next);
            release(next.sender());
            next = next();
        }
    }

    private @Nullable Outstanding next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return queue.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private void notifyListener(Outstanding sent) {
        JMSException problem = null;
        try {
            LinkClient.orThrow(client.await(sent.stage(), sent));
        } catch (JMSException e) {
            problem = e;
        } catch (RuntimeException | Error e) { // this thread serves the session's later sends too
            problem = Problems.caused(new JMSException("the result of a send cannot be read: " + Reason.of(e)), e);
        }
        try {
            if (problem == null) {
                sent.listener().onCompletion(sent.message());
            } else {
                sent.listener().onException(sent.message(), problem);
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "a CompletionListener threw; the next one is called all the same", e);
        }
        if (Thread.interrupted()) { // the flag must not reach the next listener
            LOG.log(Level.DEBUG, "a CompletionListener left its thread interrupted");
        }
    }

    /** As {@link #awaitNone(String, Object)}, for the sends of all producers. */
    public void awaitNone(String call) throws JMSException {
        awaitNone(call, null);
    }

    /**
     * Waits until every send is complete and its listener has returned.
     *
     * @param call the name of the calling method, for the error text
     * @param sender the producer whose sends are awaited; null for all producers
     * @throws IllegalStateException if a listener calls; it would wait for itself
     */
    void awaitNone(String call, @Nullable Object sender) throws JMSException {
        lock.lock();
        try {
            if (outstandingOf(sender) == 0) {
                return;
            }
            if (isOwnThread()) {
                throw new IllegalStateException("a CompletionListener cannot " + call
                        + " the object it is called for; let another thread do it");
            }
            while (outstandingOf(sender) > 0) {
                changed.await();
            }
        } catch (InterruptedException e) {
            throw Problems.interrupted("waiting for asynchronous sends before " + call, e);
        } finally {
            lock.unlock();
        }
    }

    private int outstandingOf(@Nullable Object sender) {
        return sender == null ? outstanding : bySender.getOrDefault(sender, 0);
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
