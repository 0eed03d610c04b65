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
 * A provider under test: how it is started, how one connects to it, and what it offers beyond the mandatory.
 *
 * <p>To run the suite on a provider:
 *
 * <ol>
 *   <li>implement this interface: {@link #start}, {@link #stop} and {@link #connectionFactory} are enough where
 *       {@code session.createQueue(name)} works for a new name; {@code org.restante.conformance.sample.JndiFixture}
 *       in the sources of this module shows all of it;
 *   <li>name the class in {@code META-INF/services/org.restante.conformance.ProviderFixture}, or start the tests with
 *       the system property {@code conformance.fixture} set to its name, when there are several;
 *   <li>let the build run the test classes of this artifact, in Maven Surefire with {@code dependenciesToScan};
 *   <li>list under {@link #knownDeviations} what fails and is known: it then must fail, so that a change is noticed.
 * </ol>
 *
 * <p>One fixture is made for a test run, started once, and used by one test at a time. Let the provider accept
 * ObjectMessage bodies of the package {@code org.restante.conformance.model}. The suite uses fresh names for
 * destinations, client identifiers and subscriptions, and does not clean them up: give it a provider to throw away.
 */
public interface ProviderFixture {

    /** Starts the provider, empty. Called once, before anything else. */
    void start() throws Exception;

    /** Stops the provider and frees what it holds. Called once, after the last test. */
    void stop() throws Exception;

    /** A factory whose connections have no client identifier, no user and the provider's defaults. */
    ConnectionFactory connectionFactory() throws Exception;

    /** The same for connections that take part in distributed transactions, for {@link Capability#DISTRIBUTED_TRANSACTIONS}. */
    default XAConnectionFactory xaConnectionFactory() throws Exception {
        throw new UnsupportedOperationException(
                getClass().getName() + " declares DISTRIBUTED_TRANSACTIONS; it must override xaConnectionFactory()");
    }

    /** A queue of this name, which is new; override it where the provider needs it made first. */
    default Queue queue(Session session, String name) throws JMSException {
        return session.createQueue(name);
    }

    /** A topic of this name, which is new; override it where the provider needs it made first. */
    default Topic topic(Session session, String name) throws JMSException {
        return session.createTopic(name);
    }

    /** What this provider can do; the default is all that the specification makes mandatory, of what is listed there. */
    default Set<Capability> capabilities() {
        return EnumSet.of(Capability.DELIVERY_DELAY, Capability.SHARED_SUBSCRIPTIONS, Capability.LEGACY_DOMAINS);
    }

    /** A user the provider knows, for {@link Capability#AUTHENTICATION}. */
    default Optional<Credentials> credentials() {
        return Optional.empty();
    }

    /** The provider's own session modes in which {@code acknowledge} covers one message, if it has such modes. */
    default List<Integer> individualAcknowledgeModes() {
        return List.of();
    }

    /**
     * Stops the provider in order, also when connections are open, and starts it again on what it kept. For {@link
     * Capability#RESTART}.
     */
    default void restart() throws Exception {
        throw new UnsupportedOperationException(getClass().getName() + " declares RESTART; it must override restart()");
    }

    /**
     * The tests this provider is known to fail, each as {@code TestClass.testMethod}, with what the provider does
     * instead. Such a test is run all the same; the run fails when it passes.
     */
    default Map<String, String> knownDeviations() {
        return Map.of();
    }

    /** A user and the password that goes with it. */
    record Credentials(String user, String password) {}
}
