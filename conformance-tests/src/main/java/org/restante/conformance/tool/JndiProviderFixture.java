package org.restante.conformance.tool;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.XAConnectionFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;

/** The provider that a file of properties describes: found through JNDI, and started by commands if the file has them. */
final class JndiProviderFixture implements ProviderFixture {

    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(20);

    private static final Duration SHORT_ATTEMPT = Duration.ofSeconds(2);

    private final ProviderProperties properties;
    private final Optional<ProviderCommands> commands;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param output the file for what the broker prints, if it is started by a command */
    JndiProviderFixture(ProviderProperties properties, Path output) {
        this.properties = properties;
        this.commands = properties.commands(output);
    }

    @Override
    public void start() throws Exception {
        if (commands.isPresent()) {
            connectionFactory(); // a wrong name is found before the broker is started
            if (answers()) {
                throw new BadUse("A broker answers already, before conformance.start has started one; end it, or "
                        + "remove conformance.start, RESTART and KILL from " + properties + " to test that one");
            }
            commands.get().start();
        }
        boolean started = false;
        try {
            if (properties.capabilities().contains(Capability.DISTRIBUTED_TRANSACTIONS)) {
                xaConnectionFactory();
            }
            awaitConnection();
            if (commands.isPresent()) {
                commands.get().checkReach(properties.capabilities().contains(Capability.KILL));
            }
            started = true;
        } finally {
            if (!started) {
                stop();
            }
        }
    }

    /** Whether a connection can be created at once. */
    private boolean answers() {
        ConnectionFactory factory = connectionFactory();
        try {
            return TimeLimit.call(SHORT_ATTEMPT, "createConnection", () -> {
                connect(factory);
                return true;
            });
        } catch (Exception e) {
            return false;
        }
    }

    private void awaitConnection() throws Exception {
        ConnectionFactory factory = connectionFactory();
        Duration limit = commands.isPresent() ? properties.startTime() : ONE_ATTEMPT;
        failure.set(null);
        try {
            Awaitility.await()
                    .atMost(limit)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> connects(factory) || (commands.isEmpty() && failure.get() != null));
        } catch (ConditionTimeoutException e) {
            throw noConnection(limit);
        }
        if (failure.get() != null) {
            throw noConnection(limit);
        }
    }

    private boolean connects(ConnectionFactory factory) {
        commands.ifPresent(ProviderCommands::checkRuns);
        try {
            connect(factory);
            failure.set(null);
            return true;
        } catch (JMSException e) {
            if (!BadUse.reason(e).contains("InterruptedException")) { // the end of the time, not the reason
                failure.set(e);
            }
            return false;
        }
    }

    private static void connect(ConnectionFactory factory) throws JMSException {
        try (Connection connection = factory.createConnection()) {
            connection.start();
        }
    }

    private BadUse noConnection(Duration limit) {
        Exception last = failure.get();
        String why = last == null
                ? "createConnection has not returned within " + limit.toSeconds() + " seconds"
                : BadUse.reason(last);
        String what = commands.map(started -> "The broker that conformance.start started accepts no connection within "
                        + limit.toSeconds() + " seconds (" + why + "); its last output:" + started.lastLines())
                .orElse("No connection to the provider (" + why
                        + "); start its broker first, or name a command in conformance.start; the address is in "
                        + properties);
        return new BadUse(what, last);
    }

    @Override
    public void stop() throws Exception {
        if (commands.isPresent()) {
            commands.get().stop();
        }
    }

    @Override
    public void restart() throws Exception {
        commands.orElseThrow().stop();
        checkIsDown(commands.orElseThrow().hasStop());
        startAgain();
    }

    @Override
    public void kill() throws Exception {
        commands.orElseThrow().kill();
        checkIsDown(commands.orElseThrow().hasKill());
        startAgain();
    }

    /** Tests of a restart would pass on a broker that was never down, as of a container whose client only was ended. */
    private void checkIsDown(boolean byCommand) {
        if (!byCommand && answers()) {
            throw new IllegalStateException("the broker still answers after the processes of conformance.start have "
                    + "ended; name commands that end it in conformance.stop and conformance.kill");
        }
    }

    private void startAgain() throws Exception {
        commands.orElseThrow().start();
        awaitConnection();
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return lookup(ConnectionFactory.class, properties.connectionFactory(), "conformance.connectionFactory");
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return lookup(
                XAConnectionFactory.class,
                properties.xaConnectionFactory().orElseThrow(),
                "conformance.xaConnectionFactory");
    }

    @Override
    public Queue queue(Session session, String name) throws JMSException {
        Optional<String> pattern = properties.queuePattern();
        return pattern.isEmpty()
                ? session.createQueue(name)
                : lookup(Queue.class, pattern.get().replace("{name}", name), "conformance.queue");
    }

    @Override
    public Topic topic(Session session, String name) throws JMSException {
        Optional<String> pattern = properties.topicPattern();
        return pattern.isEmpty()
                ? session.createTopic(name)
                : lookup(Topic.class, pattern.get().replace("{name}", name), "conformance.topic");
    }

    @Override
    public Set<Capability> capabilities() {
        return properties.capabilities();
    }

    @Override
    public Optional<Credentials> credentials() {
        return properties.credentials();
    }

    @Override
    public List<Integer> individualAcknowledgeModes() {
        return properties.individualAcknowledgeModes();
    }

    @SuppressWarnings("BanJNDI") // the person who runs the suite wrote the file
    private <T> T lookup(Class<T> type, String name, String key) {
        Object found;
        try {
            Context context = new InitialContext(properties.environment());
            try {
                found = context.lookup(name);
            } finally {
                context.close();
            }
        } catch (NoInitialContextException e) {
            throw new BadUse(
                    properties + ": java.naming.factory.initial names "
                            + properties.environment().get(Context.INITIAL_CONTEXT_FACTORY)
                            + ", which cannot be used (" + BadUse.reason(e)
                            + "); it must be a class of the jars of --lib",
                    e);
        } catch (NamingException e) {
            throw new BadUse(
                    properties + ": JNDI has no " + name + " (" + BadUse.reason(e) + "); correct " + key
                            + ", or add the line by which this provider defines the name",
                    e);
        }
        if (type.isInstance(found)) {
            return type.cast(found);
        }
        throw new BadUse(
                properties + ": " + name + " is " + describe(found) + ", not a " + type.getName() + "; correct " + key);
    }

    private static String describe(@Nullable Object found) {
        if (found == null) {
            return "null";
        }
        for (Class<?> type = found.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> each : type.getInterfaces()) {
                if (each.getName().startsWith("javax.jms.")) {
                    return found.getClass().getName() + ", of the older API javax.jms; take the jars for jakarta.jms";
                }
            }
        }
        return "a " + found.getClass().getName();
    }
}
