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
 * A provider that is running already and is found by JNDI, under the name in the system property {@code
 * conformance.jndi.name}, else {@code ConnectionFactory}; {@code jndi.properties} on the class path says where.
 *
 * <p>It shows what a fixture can override. One that starts its provider itself does so in {@link #start}.
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
        // The provider was running before; it stays.
    }

    @Override
    @SuppressWarnings("BanJNDI") // the name is the tester's own
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
