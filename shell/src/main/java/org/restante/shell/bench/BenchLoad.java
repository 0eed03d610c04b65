package org.restante.shell.bench;

import java.time.Duration;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ShellException;

/**
 * What is sent and received.
 *
 * @param id marks the messages of this run, so that no others are taken
 * @param size of a message's body, in bytes
 * @param count how many messages are sent in all; 0 for as many as the time allows
 * @param time how long is sent; zero for until the count is reached
 * @param warmUp how long at first nothing is measured
 * @param rate messages a second, by all producers together; 0 for as fast as they can
 * @param batch messages to a transaction; 0 for none
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

    /** Enough for a machine, few enough that none is exhausted by a slip of the keys. */
    private static final int MAX_THREADS = 1000;

    BenchLoad {
        between("--producers", producers, 1, MAX_THREADS);
        between("--consumers", consumers, 0, MAX_THREADS);
        between("--size", size, 0, 1 << 28);
        between("--batch", batch, 0, 100_000);
        if (count < 0 || !(rate >= 0 && rate <= Double.MAX_VALUE)) {
            throw ShellException.usage("--count and --rate are numbers from 0, where 0 is for no bound");
        }
        if (count == 0 && time.isZero()) {
            throw ShellException.usage("nothing would end this; give --count, or a --time above 0");
        }
    }

    private static void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw ShellException.usage(option + " is " + value + "; give " + least + " to " + most);
        }
    }

    /** How many messages each consumer's end can expect in all, when so many were sent. */
    long owed(long sent) {
        return destination.isTopic() ? sent * consumers : consumers == 0 ? 0 : sent;
    }
}
