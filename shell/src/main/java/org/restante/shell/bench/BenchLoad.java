package org.restante.shell.bench;

import java.time.Duration;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ShellException;

/**
 * The load of a run. Immutable.
 *
 * @param id marks the messages of this run, so that no other message is consumed
 * @param size the size of a message body, in bytes
 * @param count the total number of messages to send; 0 for no limit
 * @param time how long to send; zero for no limit
 * @param warmUp how long to send before the measurement starts
 * @param rate messages a second of all producers together; 0 for no limit
 * @param batch messages in a transaction; 0 for no transactions
 */
record BenchLoad(
        String id,
        Target destination,
        int producers,
        int consumers,
        int size,
        long count,
        Duration time,
        Duration warmUp,
        double rate,
        boolean persistent,
        int batch) {

    /** Enough for one machine, and low enough that a typing error does not exhaust it. */
    private static final int MAX_THREADS = 1000;

    BenchLoad {
        between("--producers", producers, 1, MAX_THREADS);
        between("--consumers", consumers, 0, MAX_THREADS);
        between("--size", size, 0, 1 << 28);
        between("--batch", batch, 0, 100_000);
        if (count < 0 || !(rate >= 0 && rate <= Double.MAX_VALUE)) {
            throw ShellException.usage("--count and --rate must be 0 or greater; 0 is no limit");
        }
        if (count == 0 && time.isZero()) {
            throw ShellException.usage("the run has no end; give --count, or a --time greater than 0");
        }
    }

    private static void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw ShellException.usage(option + " is " + value + "; give " + least + " to " + most);
        }
    }

    /** How many deliveries to expect from a number of messages sent. */
    long owed(long sent) {
        return destination.isTopic() ? sent * consumers : consumers == 0 ? 0 : sent;
    }
}
