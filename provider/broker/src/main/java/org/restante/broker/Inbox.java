package org.restante.broker;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.restante.thread.Round;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The input queues of the broker: requests, and the broker's own tasks, such as answers of the log and closing links.
 *
 * <p>Requests from {@link #offer} have a bound here, requests from {@link #add} a bound in the server. Tasks have no bound of their
 * own, because each follows from a bounded request; they run before requests. Any thread may put in; only the one that has the {@link Turn}
 * takes out.
 */
final class Inbox implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private static final int FEW = 4;

    private final BlockingQueue<Runnable> requests;
    private final Queue<Runnable> unbounded = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread owner;
    private final Runnable arrived = this::arrived;
    private volatile BooleanSupplier helper = () -> false;
    private volatile boolean sleeping;

    Inbox(int bound, Thread owner) {
        requests = new ArrayBlockingQueue<>(bound);
        this.owner = owner;
    }

    /** Adds a request; blocks while the queue is full. Returns false if no place became free in time. */
    boolean offer(Runnable request, long timeout, TimeUnit unit) throws InterruptedException {
        boolean taken = requests.offer(request) || requests.offer(request, timeout, unit);
        wake();
        return taken;
    }

    /** @param found runs requests of {@link #add} on the thread that brings them; returns whether the broker thread can sleep on */
    void onRequests(BooleanSupplier found) {
        helper = found;
    }

    /**
     * Adds a request whose number is bounded by the caller. Such requests keep their order, but not relative to {@link #offer}. They may
     * run on this thread, at the end of its {@link Round}.
     */
    void add(Runnable request) {
        unbounded.add(request);
        if (!Round.atEndOfOpen(arrived)) {
            wake();
        }
    }

    private void arrived() {
        if (sleeping && !(hasFew() && helper.getAsBoolean())) {
            wake();
        }
    }

    /** Many requests are decided by the broker thread, while the threads that bring them read on. */
    private boolean hasFew() {
        int left = FEW;
        for (Iterator<Runnable> each = unbounded.iterator(); left > 0 && each.hasNext(); each.next()) {
            left--;
        }
        return left > 0;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    private void wake() {
        if (sleeping) {
            sleeping = false;
            LockSupport.unpark(owner);
        }
    }

    /** Runs all tasks, then at most this many requests. */
    void run(int maxRequests) {
        run(maxRequests, () -> true);
    }

    /** Runs all tasks, then at most this many requests, as long as they are taken. */
    void run(int maxRequests, BooleanSupplier takes) {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
        int left = maxRequests;
        boolean more = true;
        while (left > 0 && more && takes.getAsBoolean()) {
            boolean one = runOne(requests);
            more = (takes.getAsBoolean() && runOne(unbounded)) || one;
            left -= 2;
        }
    }

    /** Runs everything, whatever fails: behind each task and request somebody may wait. For the end of the broker thread. */
    void runToEnd() {
        boolean more = true;
        while (more) {
            try {
                more = runOne(tasks) || runOne(requests) || runOne(unbounded);
            } catch (RuntimeException | Error e) {
                LOG.debug("A task failed in a broker that has ended", e);
            }
        }
    }

    private static boolean runOne(Queue<Runnable> queue) {
        Runnable request = queue.poll();
        if (request != null) {
            request.run();
        }
        return request != null;
    }

    boolean hasWork() {
        return !tasks.isEmpty() || hasRequests();
    }

    boolean hasRequests() {
        return !requests.isEmpty() || !unbounded.isEmpty();
    }

    /** Sleeps until something is added, or this many milliseconds have passed. */
    void await(long millis, boolean forRequests) {
        sleeping = true;
        if (tasks.isEmpty() && !(forRequests && hasRequests()) && millis > 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(Math.min(millis, 60_000)));
        }
        sleeping = false;
    }
}
