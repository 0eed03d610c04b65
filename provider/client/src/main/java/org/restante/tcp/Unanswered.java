package org.restante.tcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Uninterrupted;

/**
 * The requests without an answer, by their numbers. Bounded: at the bound a further request waits up to ten seconds.
 * Any thread may use it.
 *
 * <p>The trap: stages are completed by the caller, never under the lock.
 */
final class Unanswered {

    static final int MAX_REQUESTS = 2048;
    static final long MAX_BYTES = 16L << 20;
    private static final int TIMEOUT_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition spaceFreed = lock.newCondition();
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private long bytes;
    private long last;
    private int waiters;
    private @Nullable String ended;

    private record Waiting(CompletableFuture<Reply> answer, int size) {}

    /**
     * Registers a request; waits for space if there is none.
     *
     * @param mayWait whether the calling thread may wait; otherwise the bound does not apply
     * @return the request's number; 0 if it was refused, and {@code answer} is completed
     */
    long add(CompletableFuture<Reply> answer, int size, boolean mayWait) {
        Reply.Refused refusal;
        lock.lock();
        try {
            refusal = mayWait ? awaitSpace(size) : null;
            if (ended != null) {
                refusal = Reply.Refused.unsent(ended);
            }
            if (refusal == null) {
                bytes += size;
                waiting.put(++last, new Waiting(answer, size));
                wakeNext();
                return last;
            }
        } finally {
            lock.unlock();
        }
        answer.complete(refusal);
        return 0;
    }

    private Reply.@Nullable Refused awaitSpace(int size) {
        long left = TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        waiters++;
        try {
            while (ended == null && !hasSpace(size)) {
                if (left <= 0) {
                    return new Reply.Refused(
                            Problem.RESOURCE_LIMIT,
                            waiting.size() + " requests of " + bytes + " bytes have had no answer for "
                                    + TIMEOUT_SECONDS + " seconds; try again later, or ask less at once");
                }
                left = Uninterrupted.awaitNanos(spaceFreed, left);
            }
            return null;
        } finally {
            waiters--;
        }
    }

    private boolean hasSpace(int size) {
        return waiting.isEmpty() || (waiting.size() < MAX_REQUESTS && bytes + size <= MAX_BYTES);
    }

    private void wakeNext() {
        if (waiters > 0 && hasSpace(0)) {
            spaceFreed.signal();
        }
    }

    /** Removes a request, to be answered; null if there is none with this number. */
    @Nullable
    CompletableFuture<Reply> remove(long number) {
        lock.lock();
        try {
            Waiting found = waiting.remove(number);
            if (found == null) {
                return null;
            }
            bytes -= found.size();
            wakeNext();
            return found.answer();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses all waiting and all further requests with this reason. */
    void end(String reason) {
        List<Waiting> left;
        lock.lock();
        try {
            if (ended == null) {
                ended = reason;
            }
            left = new ArrayList<>(waiting.values());
            waiting.clear();
            bytes = 0;
            spaceFreed.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(one -> one.answer().complete(new Reply.Refused(Problem.CLOSED, reason)));
    }
}
