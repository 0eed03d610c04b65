package org.restante.shell.session;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;

/**
 * The messages that a prompt has polled and not acknowledged, numbered from 1 as they came. Owned by the thread that runs
 * commands.
 *
 * <p>Each is held in a transacted session of its own, which is how any provider takes or gives back a single message. At most
 * {@value #MAX_HELD} are held; a poll beyond that is refused. They stay unacknowledged in the broker, so whatever happens to this process
 * they are not lost.
 */
public final class HeldMessages {

    public static final int MAX_HELD = 1000;

    private final Map<Integer, Holding> holdings = new LinkedHashMap<>();
    private int last;

    /** A message and what it is held in. */
    private record Holding(JMSContext connection, JMSContext context, Message message) {}

    public int size() {
        return holdings.size();
    }

    /** How many more may be held. */
    public int room() {
        return MAX_HELD - holdings.size();
    }

    /** The numbers of what is held. */
    public List<Integer> numbers() {
        return List.copyOf(holdings.keySet());
    }

    /** What is held by a number. */
    public @Nullable Message message(int number) {
        Holding holding = holdings.get(number);
        return holding == null ? null : holding.message();
    }

    /**
     * Takes a message and holds it.
     *
     * @param consumers opens a consumer in a session
     * @param receive gets a message from it; null if none waits
     * @return the number by which it is held; 0 if none waits
     */
    public int hold(
            JMSContext connection,
            Function<JMSContext, JMSConsumer> consumers,
            Function<JMSConsumer, @Nullable Message> receive) {
        JMSContext context = connection.createContext(JMSContext.SESSION_TRANSACTED);
        Message message = null;
        try (JMSConsumer consumer = consumers.apply(context)) {
            message = receive.apply(consumer);
        } finally {
            if (message == null) {
                context.close();
            }
        }
        if (message == null) {
            return 0;
        }
        holdings.put(++last, new Holding(connection, context, message));
        return last;
    }

    /** Finds a message by its number or its identifier; 0 if it is not held. */
    public int find(String name) throws JMSException {
        for (Map.Entry<Integer, Holding> entry : holdings.entrySet()) {
            String id = String.valueOf(entry.getValue().message().getJMSMessageID());
            if (name.equals(entry.getKey().toString()) || name.equals(id) || ("ID:" + name).equals(id)) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /** Whether something is held on a connection. */
    public boolean uses(JMSContext connection) {
        return holdings.values().stream().anyMatch(each -> each.connection() == connection);
    }

    /**
     * Acknowledges one.
     *
     * @throws ShellException if the broker does not take it, as after the loss of its link; then it is not held any more
     */
    public void acknowledge(int number) {
        Holding holding = holdings.get(number);
        if (holding == null) {
            return;
        }
        try {
            holding.context().commit();
        } catch (JMSRuntimeException e) {
            throw ShellException.of(
                    Failures.exitCode(e),
                    "message " + number + " is not acknowledged, and not held any more: " + Failures.describe(e),
                    e);
        } finally {
            release(number); // a second commit would be of nothing, and succeed
        }
    }

    /** Gives one back; it waits again, delivered once more. */
    public void giveBack(int number) {
        Holding holding = holdings.get(number);
        if (holding != null) {
            try {
                holding.context().rollback();
            } finally {
                release(number);
            }
        }
    }

    private void release(int number) {
        Holding holding = holdings.remove(number);
        if (holding != null) {
            holding.context().close();
        }
    }

    /**
     * Acknowledges all; returns how many.
     *
     * @throws ShellException if some were not; all others are
     */
    public int acknowledgeAll() {
        int done = 0;
        ShellException failure = null;
        List<Integer> numbers = numbers();
        for (int number : numbers) {
            try {
                acknowledge(number);
                done++;
            } catch (ShellException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw ShellException.of(
                    failure.exitCode(),
                    done + " of " + Screen.count(numbers.size(), "message") + " acknowledged; the last failure: "
                            + failure.getMessage(),
                    failure);
        }
        return done;
    }

    /** Gives all back, the last one first, so that they wait in their order; returns how many. */
    public int recover() {
        List<Integer> numbers = new ArrayList<>(holdings.keySet());
        for (int i = numbers.size() - 1; i >= 0; i--) {
            giveBack(numbers.get(i));
        }
        return numbers.size();
    }

    /** Closes the sessions, which gives back what is still held. */
    public void forget() {
        holdings.values().forEach(holding -> holding.context().close());
        holdings.clear();
    }
}
