package org.restante.conformance.mutants;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;
import org.restante.conformance.restante.DurableFixture;
import org.restante.conformance.restante.MemoryFixture;

/** Restante behind a {@link Border} with the rules of one mutant. A new broker for each run; runs follow each other in one JVM. */
public final class MutantFixture implements ProviderFixture {

    private static volatile Mutant mutant = Mutant.NONE;

    private ProviderFixture inside;
    private Border border;

    /** For the system property {@code conformance.fixture}. */
    public MutantFixture() {}

    /** The mutant of the next run. */
    static void becomes(Mutant next) {
        mutant = next;
    }

    @Override
    public void start() throws Exception {
        inside = mutant.onDisk() ? new DurableFixture() : new MemoryFixture();
        border = new Border(mutant);
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
        Set<Capability> all = EnumSet.allOf(Capability.class);
        all.removeIf(each -> each == Capability.KILL || (each == Capability.RESTART && !mutant.onDisk()));
        return all;
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
