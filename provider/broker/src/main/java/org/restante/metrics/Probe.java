package org.restante.metrics;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.BrokerInfo;

/**
 * Asks a broker, and waits for a stated time. Any thread may use it; one thread of its own does the asking, and ends when there
 * is nothing to ask.
 *
 * <p>The trap: while one question is not answered no other one is asked, so that a broker that hangs costs one thread.
 */
final class Probe implements AutoCloseable {

    static final long PATIENCE_SECONDS = 2;

    private static final long IDLE_SECONDS = 10;
    private static final int MAX_WAITING = 16;

    private final Supplier<Admin> connect;
    private final ThreadPoolExecutor thread;
    private final AtomicReference<@Nullable Admin> open = new AtomicReference<>();
    private volatile boolean closed;

    /** @param connect opens a link to the broker; asked again when the last one has ended */
    Probe(Supplier<Admin> connect) {
        this.connect = connect;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread made = new Thread(task, "restante-probe");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    BrokerInfo info() {
        return ask(Admin::info);
    }

    /** @throws NoAnswerException if there is none in time, or it is a refusal */
    <T> T ask(Function<Admin, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> answer(question, answer));
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted while the broker was asked", e);
        } catch (RejectedExecutionException e) {
            throw new NoAnswerException(
                    "the broker is not asked any more, or " + MAX_WAITING + " questions wait already", e);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new NoAnswerException("the broker has not answered within " + PATIENCE_SECONDS + " seconds", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NoAnswerException(
                    cause instanceof AdminException ? String.valueOf(cause.getMessage()) : cause.toString(), cause);
        }
    }

    private <T> void answer(Function<Admin, T> question, CompletableFuture<T> answer) {
        if (answer.isDone()) {
            return; // whoever asked has given up
        }
        try {
            answer.complete(question.apply(admin()));
        } catch (RuntimeException e) {
            closeAdmin(); // it may have ended; the next question opens another
            answer.completeExceptionally(e);
        }
    }

    /** For the asking thread, which opening a link may hold up for ever: so nobody else waits for it. */
    private Admin admin() {
        Admin admin = open.get();
        if (admin == null) {
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
