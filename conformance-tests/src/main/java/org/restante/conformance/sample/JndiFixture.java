package org.restante.conformance.sample;

import jakarta.jms.ConnectionFactory;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;

/**
 * A provider that is already running, looked up in JNDI under the name in the system property {@code conformance.jndi.name},
 * by default {@code ConnectionFactory}. The file {@code jndi.properties} on the class path configures JNDI.
 *
 * <p>It shows the methods that a fixture can override. A fixture that starts its provider does so in {@link #start}.
 */
public final class JndiFixture implements ProviderFixture {

    private static final String NAME = System.getProperty("conformance.jndi.name", "ConnectionFactory");

    /** For ServiceLoader and for the system property {@code conformance.fixture}. */
    public JndiFixture() {}

    @Override
    public void start() throws NamingException {
        connectionFactory();
    }

    @Override
    public void stop() {
        // The provider was running before the tests; it keeps running.
    }

    @Override
    @SuppressWarnings("BanJNDI") // the person who runs the tests chooses the name
    public ConnectionFactory connectionFactory() throws NamingException {
        return (ConnectionFactory) new InitialContext().lookup(NAME);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.DELIVERY_DELAY, Capability.SHARED_SUBSCRIPTIONS);
    }

    @Override
    public Map<String, String> knownDeviations() {
        return Map.of();
    }
}
