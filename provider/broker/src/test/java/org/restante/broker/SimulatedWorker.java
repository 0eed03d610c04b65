package org.restante.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs the broker's maintenance in turns with the simulation: it has a thread, because maintenance waits for answers, but never
 * runs while the simulation does. Owned by the simulation's thread.
 */
final class SimulatedWorker implements Executor, Maintenance.Waiter {

    /** Ends the work of a process that has died; no RuntimeException, for those the work reports and lives on. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated-maintenance");
        thread.setDaemon(true);
        return thread;
    });

    private final Semaphore itsTurn = new Semaphore(0);
    private final Semaphore ourTurn = new Semaphore(0);
    private @Nullable Throwable failure;
    private volatile boolean dead;
    private boolean working;

    @Override
    public void execute(Runnable task) {
        working = true;
        THREADS.execute(() -> {
            itsTurn.acquireUninterruptibly();
            try {
                if (!dead) {
                    task.run();
                }
            } catch (Died expected) {
                dead = true;
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                working = false;
                ourTurn.release();
            }
        });
    }

    boolean isWorking() {
        return working;
    }

    /** Lets the work go on up to its next question. */
    void step() {
        if (working) {
            itsTurn.release();
            ourTurn.acquireUninterruptibly();
            if (failure != null) {
                throw new AssertionError("maintenance failed", failure);
            }
        }
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) {
        do {
            ourTurn.release();
            itsTurn.acquireUninterruptibly();
            if (dead) {
                throw new Died();
            }
        } while (!answer.isDone());
        return answer.join();
    }

    /** The process is dead: what is being worked on ends where it stands. */
    void die() {
        dead = true;
        step();
    }
}
