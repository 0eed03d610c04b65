package org.restante.conformance.restante;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteXaConnectionFactory;

/** The answers that all fixtures of Restante have in common; they differ in where the broker runs and keeps its messages. */
abstract class RestanteFixture implements ProviderFixture {

    final KnownUser user = new KnownUser();

    /** For connections, with at least one option. */
    abstract String uri();

    @Override
    public final ConnectionFactory connectionFactory() {
        return new RestanteConnectionFactory(uri() + "&trust=org.restante.conformance.model");
    }

    @Override
    public final XAConnectionFactory xaConnectionFactory() {
        return new RestanteXaConnectionFactory(uri());
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.KILL)); // a broker in this JVM cannot be killed alone
    }

    @Override
    public final Optional<Credentials> credentials() {
        return user.credentials();
    }

    @Override
    public final List<Integer> individualAcknowledgeModes() {
        return List.of(4, 101);
    }
}
