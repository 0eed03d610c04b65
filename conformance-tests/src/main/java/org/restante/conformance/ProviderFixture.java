package org.restante.conformance;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.XAConnectionFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider under test: how the tests start it and connect to it, and which optional features it has.
 *
 * <p>To run the suite on a provider:
 *
 * <ol>
 *   <li>implement this interface: {@link #start}, {@link #stop} and {@link #connectionFactory} are enough if
 *       {@code session.createQueue(name)} works for a new name; {@code org.restante.conformance.sample.JndiFixture}
 *       in the sources of this module is a complete example;
 *   <li>name the class in {@code META-INF/services/org.restante.conformance.ProviderFixture}, or, if there are several,
 *       in the system property {@code conformance.fixture};
 *   <li>run the test classes of this artifact, in Maven Surefire with {@code dependenciesToScan};
 *   <li>list in {@link #knownDeviations} the tests that are known to fail: the run then fails if one of them passes.
 * </ol>
 *
 * <p>One fixture is created for a test run, started once, and used by one test at a time. The provider must accept
 * ObjectMessage bodies of the package {@code org.restante.conformance.model}. The suite uses new names for
 * destinations, client identifiers and subscriptions, and does not delete them: use a provider whose data can be discarded.
 */
public interface ProviderFixture {

    /** Starts the provider, empty. Called once, before anything else. */
    void start() throws Exception;

    /** Stops the provider and releases its resources. Called once, after the last test. */
    void stop() throws Exception;

    /** A factory whose connections have no client identifier, no user and the provider's defaults. */
    ConnectionFactory connectionFactory() throws Exception;

    /** A factory of connections for distributed transactions, with the same defaults. For {@link Capability#DISTRIBUTED_TRANSACTIONS}. */
    default XAConnectionFactory xaConnectionFactory() throws Exception {
        throw new UnsupportedOperationException(
                getClass().getName() + " declares DISTRIBUTED_TRANSACTIONS; it must override xaConnectionFactory()");
    }

    /** A queue of this name, which is new. Override this method if the provider requires the queue to be created first. */
    default Queue queue(Session session, String name) throws JMSException {
        return session.createQueue(name);
    }

    /** A topic of this name, which is new. Override this method if the provider requires the topic to be created first. */
    default Topic topic(Session session, String name) throws JMSException {
        return session.createTopic(name);
    }

    /** The capabilities of this provider. The default has those that the specification makes mandatory. */
    default Set<Capability> capabilities() {
        return EnumSet.of(Capability.DELIVERY_DELAY, Capability.SHARED_SUBSCRIPTIONS, Capability.LEGACY_DOMAINS);
    }

    /** A user that the provider knows, for {@link Capability#AUTHENTICATION}. */
    default Optional<Credentials> credentials() {
        return Optional.empty();
    }

    /** The provider's own session modes in which {@code acknowledge} covers one message, if it has such modes. */
    default List<Integer> individualAcknowledgeModes() {
        return List.of();
    }

    /**
     * Shuts the provider down cleanly, even if connections are open, and starts it again with the data that it stored. For
     * {@link Capability#RESTART}.
     */
    default void restart() throws Exception {
        throw new UnsupportedOperationException(getClass().getName() + " declares RESTART; it must override restart()");
    }

    /**
     * Kills the process of the provider as {@code kill -9} does, even if connections are open, and starts the provider again with
     * the data that it stored. Returns when it can be connected to. For {@link Capability#KILL}.
     */
    default void kill() throws Exception {
        throw new UnsupportedOperationException(getClass().getName() + " declares KILL; it must override kill()");
    }

    /**
     * The tests that this provider is known to fail, each as {@code TestClass.testMethod}, with the behaviour of the
     * provider. Such a test still runs; the run fails if the test passes, unless a question mark follows its name: it fails now and
     * then.
     */
    default Map<String, String> knownDeviations() {
        return Map.of();
    }

    /** A user and the user's password. */
    record Credentials(String user, String password) {}
}
