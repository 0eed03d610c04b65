package org.restante.conformance.tool;

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
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;

/** A fixture that the program has started and will stop, so that the run does neither; with the file of known deviations added. */
final class StartedFixture implements ProviderFixture {

    private final ProviderFixture started;
    private final Map<String, String> known;

    StartedFixture(ProviderFixture started, Map<String, String> known) {
        this.started = started;
        this.known = new HashMap<>(started.knownDeviations());
        this.known.putAll(known);
    }

    @Override
    public void start() {
        // Runs already: the program says so, in better words, if it does not start.
    }

    @Override
    public void stop() {
        // The program stops it after the report is written.
    }

    @Override
    public ConnectionFactory connectionFactory() throws Exception {
        return started.connectionFactory();
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() throws Exception {
        return started.xaConnectionFactory();
    }

    @Override
    public Queue queue(Session session, String name) throws JMSException {
        return started.queue(session, name);
    }

    @Override
    public Topic topic(Session session, String name) throws JMSException {
        return started.topic(session, name);
    }

    @Override
    public Set<Capability> capabilities() {
        return started.capabilities();
    }

    @Override
    public Optional<Credentials> credentials() {
        return started.credentials();
    }

    @Override
    public List<Integer> individualAcknowledgeModes() {
        return started.individualAcknowledgeModes();
    }

    @Override
    public void restart() throws Exception {
        started.restart();
    }

    @Override
    public void kill() throws Exception {
        started.kill();
    }

    @Override
    public Map<String, String> knownDeviations() {
        return known;
    }
}
