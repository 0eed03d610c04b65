package org.restante.thread;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A part of a thread's work at whose end other threads are woken: once for many messages, instead of once for each. Owned by its thread.
 *
 * <p>The trap: what waits for the end waits for the whole round, so a round must neither block nor be long.
 */
public final class Round {

    private static final System.Logger LOG = System.getLogger(Round.class.getName());
    private static final ThreadLocal<Round> OF_THREAD = ThreadLocal.withInitial(Round::new);

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean open;
    private int ended;

    private Round() {}

    /** Runs work as one round of the current thread, then the tasks of its end, also if the work fails. */
    public static void run(Runnable work) {
        Round round = OF_THREAD.get();
        if (round.open) {
            work.run();
            return;
        }
        round.open = true;
        try {
            work.run();
        } finally {
            round.open = false;
            round.end();
        }
    }

    /** Runs a task at the end of the current thread's round; at once outside of a round. */
    public static void atEnd(Runnable task) {
        if (!atEndOfOpen(task)) {
            task.run();
        }
    }

    /** Runs a task at the end of the current thread's round, once if it was the last one added; returns false outside of a round. */
    public static boolean atEndOfOpen(Runnable task) {
        Round round = OF_THREAD.get();
        if (round.open && round.tasks.peekLast() != task) {
            round.tasks.add(task);
        }
        return round.open;
    }

    /** How many tasks ran before, at this end of the current thread's round; 0 outside of a round. */
    public static int ended() {
        return OF_THREAD.get().ended;
    }

    /** Each task wakes somebody else, so a failure does not stop the others. */
    private void end() {
        Error first = null;
        Runnable task = tasks.poll();
        while (task != null) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a task at the end of a round failed", e);
            } catch (Error e) {
                first = first == null ? e : first;
            }
            ended++;
            task = tasks.poll();
        }
        ended = 0;
        if (first != null) {
            throw first;
        }
    }
}
