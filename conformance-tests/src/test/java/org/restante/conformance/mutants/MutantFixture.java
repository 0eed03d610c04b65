package org.restante.conformance.mutants;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;
import org.restante.conformance.restante.DurableFixture;
import org.restante.conformance.restante.MemoryFixture;

/** Restante behind a {@link Border} with the rules of one mutant. */
final class MutantFixture implements ProviderFixture {

    private final Border border;
    private final ProviderFixture inside;

    MutantFixture(Mutant mutant) {
        this.border = new Border(mutant);
        this.inside = mutant.onDisk() ? new DurableFixture() : new MemoryFixture();
    }

    @Override
    public void start() throws Exception {
        inside.start();
    }

    @Override
    public void stop() throws Exception {
        inside.stop();
    }

    @Override
    public void restart() throws Exception {
        inside.restart();
    }

    @Override
    public ConnectionFactory connectionFactory() throws Exception {
        return (ConnectionFactory) border.outward(inside.connectionFactory());
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() throws Exception {
        return (XAConnectionFactory) border.outward(inside.xaConnectionFactory());
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
}
