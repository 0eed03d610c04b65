package org.restante.broker;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What waits for the broker thread: requests, up to a bound, or bounded by whoever brings them; and the broker's own tasks (the log's
 * answers, closing links), which its bounds on requests bound too, and which go first.
 *
 * <p>Any thread puts in; only the broker thread takes out.
 */
final class Inbox implements Executor {

    private final BlockingQueue<Runnable> requests;
    private final Queue<Runnable> unbounded = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread owner;
    private volatile boolean asleep;

    Inbox(int bound, Thread owner) {
        requests = new ArrayBlockingQueue<>(bound);
        this.owner = owner;
    }

    /** Puts a request in; waits for a place, but not for ever. */
    boolean offer(Runnable request, long patience, TimeUnit unit) throws InterruptedException {
        boolean taken = requests.offer(request) || requests.offer(request, patience, unit);
        wake();
        return taken;
    }

    /** Puts a request in that was bounded elsewhere. It keeps its order among its like, not to those of {@link #offer}. */
    void add(Runnable request) {
        unbounded.add(request);
        wake();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    private void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(owner);
        }
    }

    /** Runs all tasks, then requests up to this many. */
    void run(int mostRequests) {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
        int left = mostRequests;
        boolean more = true;
        while (left > 0 && more) {
            boolean one = runOne(requests);
            more = runOne(unbounded) || one;
            left -= 2;
        }
    }

    private static boolean runOne(Queue<Runnable> queue) {
        Runnable request = queue.poll();
        if (request != null) {
            request.run();
        }
        return request != null;
    }

    /** Sleeps until something is put in, or this many milliseconds have passed. */
    void await(long millis, boolean forRequests) {
        asleep = true;
        if (tasks.isEmpty() && !(forRequests && !(requests.isEmpty() && unbounded.isEmpty())) && millis > 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(Math.min(millis, 60_000)));
        }
        asleep = false;
    }
}
