package org.restante.metrics;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.BrokerInfo;
import org.restante.link.NotHere;
import org.restante.link.Reason;
import org.restante.thread.Threads;

/**
 * Sends requests to a broker and waits for the answer with a timeout. Any thread may use it. The requests run on one thread of its own,
 * which ends when it is idle.
 *
 * <p>The trap: requests run one after the other, so a broker that hangs blocks only one thread, but all later requests time out too.
 */
final class Probe implements AutoCloseable {

    static final long TIMEOUT_SECONDS = 2;

    private static final long IDLE_SECONDS = 10;
    private static final int MAX_WAITING = 16;

    private final Supplier<Admin> connect;
    private final BooleanSupplier isNode;
    private final ThreadPoolExecutor thread;
    private final AtomicReference<@Nullable Admin> open = new AtomicReference<>();
    private volatile boolean closed;

    /** @param connect opens a link to the broker; called again when the previous link has ended */
    Probe(Supplier<Admin> connect) {
        this(connect, () -> false);
    }

    /** @param isNode whether the process is one of several on a shared log, whose broker may be elsewhere */
    Probe(Supplier<Admin> connect, BooleanSupplier isNode) {
        this.connect = connect;
        this.isNode = isNode;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Threads.daemons("restante-probe"));
        thread.allowCoreThreadTimeOut(true);
    }

    /** Whether an answer failed because the process is a standby, which works as it should. */
    boolean isStandby(@Nullable String failure) {
        return NotHere.of(failure) != null && isNode.getAsBoolean();
    }

    BrokerInfo info() {
        return ask(Admin::info);
    }

    /** @throws NoAnswerException if the broker does not answer in time, or refuses the request */
    <T> T ask(Function<Admin, T> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> run(request, answer));
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted while waiting for the broker's answer", e);
        } catch (RejectedExecutionException e) {
            throw new NoAnswerException(
                    "this probe is closed, or " + MAX_WAITING + " requests wait for the broker already", e);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new NoAnswerException("the broker has not answered within " + TIMEOUT_SECONDS + " seconds", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NoAnswerException(Reason.of(cause), cause);
        }
    }

    private <T> void run(Function<Admin, T> request, CompletableFuture<T> answer) {
        if (answer.isDone()) {
            return; // the caller has timed out
        }
        try {
            answer.complete(request.apply(admin()));
        } catch (RuntimeException | Error e) {
            closeAdmin(); // its link may have ended; the next request opens another
            answer.completeExceptionally(e);
        }
    }

    /** Called only by the thread of this probe: opening a link may block for ever, and no caller may wait for that. */
    private Admin admin() {
        Admin admin = open.get();
        if (admin == null) {
            if (closed) {
                throw new IllegalStateException("this probe is closed"); // a link could start the broker again
            }
            admin = connect.get();
            open.set(admin);
            if (closed) {
                closeAdmin();
            }
        }
        return admin;
    }

    private void closeAdmin() {
        Admin admin = open.getAndSet(null);
        if (admin != null) {
            admin.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        closeAdmin();
    }
}
