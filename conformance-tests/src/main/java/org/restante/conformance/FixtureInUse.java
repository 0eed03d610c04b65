package org.restante.conformance;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.XAConnectionFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fixture of a run as the tests see it. A restart goes on to its end though the time of its test is over, and the next test waits for
 * that before it gets a factory.
 */
final class FixtureInUse implements ProviderFixture {

    private final ProviderFixture inside;
    private final boolean runs;
    private final Map<String, String> known;
    private final ProviderOutages outages = new ProviderOutages();

    /**
     * Of a fixture.
     *
     * @param runs whether somebody else has started it and will stop it, so that the run does neither
     * @param known deviations besides those that the fixture lists
     */
    FixtureInUse(ProviderFixture inside, boolean runs, Map<String, String> known) {
        this.inside = inside;
        this.runs = runs;
        this.known = new HashMap<>(inside.knownDeviations());
        this.known.putAll(known);
    }

    @Override
    public void start() throws Exception {
        if (!runs) {
            inside.start();
        }
    }

    @Override
    public void stop() throws Exception {
        if (!runs) {
            inside.stop();
        }
    }

    @Override
    public ConnectionFactory connectionFactory() throws Exception {
        outages.await();
        return inside.connectionFactory();
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() throws Exception {
        outages.await();
        return inside.xaConnectionFactory();
    }

    @Override
    public Queue queue(Session session, String name) throws JMSException {
        return inside.queue(session, name);
    }

    @Override
    public Topic topic(Session session, String name) throws JMSException {
        return inside.topic(session, name);
    }

    @Override
    public Set<Capability> capabilities() {
        return inside.capabilities();
    }

    @Override
    public Optional<Credentials> credentials() {
        return inside.credentials();
    }

    @Override
    public List<Integer> individualAcknowledgeModes() {
        return inside.individualAcknowledgeModes();
    }

    @Override
    public void restart() throws Exception {
        outages.run(inside::restart);
    }

    @Override
    public void kill() throws Exception {
        outages.run(inside::kill);
    }

    @Override
    public Map<String, String> knownDeviations() {
        return known;
    }

    /** The name of the fixture's class. */
    @Override
    public String toString() {
        return inside.getClass().getSimpleName();
    }
}
