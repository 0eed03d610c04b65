package org.restante.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs the broker's maintenance in turns with the simulation. Maintenance blocks for answers, so it has a thread, which never
 * runs at the same time as the simulation. Owned by the simulation's thread.
 */
final class SimulatedWorker implements Executor, Maintenance.Waiter {

    /** Ends the work of a killed process. An Error, because maintenance survives a RuntimeException. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died() {
            super("the simulated process was killed");
        }
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

    /** Runs the work up to its next call of the broker thread. */
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

    /** The process is killed: the work ends where it is. */
    void die() {
        dead = true;
        step();
    }
}
