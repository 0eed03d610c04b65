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
 * The messages that a prompt has polled and not acknowledged, numbered from 1 in the order of polling. Owned by the thread that runs
 * commands.
 *
 * <p>Each message has a transacted session of its own, so that it can be acknowledged or put back alone with any provider. At most
 * {@value #MAX_HELD} are held; a poll beyond that is refused. They stay unacknowledged in the broker, so none is lost if this process
 * ends.
 */
public final class HeldMessages {

    public static final int MAX_HELD = 1000;

    private final Map<Integer, Holding> holdings = new LinkedHashMap<>();
    private int last;

    /** A message with its session, and the connection of the session. */
    private record Holding(JMSContext connection, JMSContext context, Message message) {}

    public int size() {
        return holdings.size();
    }

    /** How many more messages can be held. */
    public int room() {
        return MAX_HELD - holdings.size();
    }

    /** The numbers of the held messages. */
    public List<Integer> numbers() {
        return List.copyOf(holdings.keySet());
    }

    /** The message of a number; null if none is held. */
    public @Nullable Message message(int number) {
        Holding holding = holdings.get(number);
        return holding == null ? null : holding.message();
    }

    /**
     * Receives a message and holds it.
     *
     * @param consumers opens a consumer in a session
     * @param receive receives a message from the consumer; null if none waits
     * @return the number of the message; 0 if none waits
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

    /** Whether a message is held on a connection. */
    public boolean uses(JMSContext connection) {
        return holdings.values().stream().anyMatch(each -> each.connection() == connection);
    }

    /**
     * Acknowledges a message; nothing if it is not held.
     *
     * @throws ShellException if the broker refuses it, as after a lost connection; the message is no longer held then
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
                    "message " + number + " was not acknowledged and is no longer held: " + Failures.describe(e),
                    e);
        } finally {
            release(number); // a second commit would be empty, and succeed
        }
    }

    /** Puts a message back; it waits again and its delivery count grows. */
    public void putBack(int number) {
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
     * Acknowledges all messages; returns the number of messages.
     *
     * @throws ShellException if some could not be acknowledged; all others are
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

    /** Puts all messages back, the last one first, which keeps their order; returns the number of messages. */
    public int recover() {
        List<Integer> numbers = new ArrayList<>(holdings.keySet());
        for (int i = numbers.size() - 1; i >= 0; i--) {
            putBack(numbers.get(i));
        }
        return numbers.size();
    }

    /** Closes the sessions, which puts the held messages back. */
    public void forget() {
        holdings.values().forEach(holding -> holding.context().close());
        holdings.clear();
    }
}
