package org.restante.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The state shared by the parts of a simulation: random numbers, time, the running broker, the model and the clients. Owned by
 * the simulation's thread.
 */
final class SimulationState {

    static final int LINGER = 2000;
    private static final int MAX_CLIENTS = 3;

    final Random random;
    final Model model = new Model();
    final List<Simulation.Coverage> coverage;

    /** Whether most messages go to topics, most subscriptions share them, and the log is full often, so that it copies forward. */
    final boolean sharing;

    /** Clients with a link. */
    final List<SimulatedClient> clients = new ArrayList<>();

    /** Clients without a link, which will reconnect. */
    final List<SimulatedClient> disconnected = new ArrayList<>();

    /** The wall clock, which may be set. */
    long time = 10_000_000;

    /** The latest time of the wall clock. */
    long latest = time;

    /** The monotonic clock, in milliseconds. */
    long elapsed;

    SimulatedBroker broker;

    SimulationState(Random random, List<Simulation.Coverage> coverage, boolean sharing, SimulatedBroker.Start first)
            throws java.io.IOException {
        this.random = random;
        this.coverage = coverage;
        this.sharing = sharing;
        this.broker = first.start(this);
    }

    /** Both clocks go on. */
    void pass(long millis) {
        elapsed += millis;
        set(millis);
    }

    /** The wall clock is set forward, or back. */
    void set(long millis) {
        time += millis;
        latest = Math.max(latest, time);
    }

    /** A random client with a link; sometimes a new one. */
    SimulatedClient client() {
        boolean isRoom = clients.size() + disconnected.size() < MAX_CLIENTS;
        if (clients.isEmpty() || (isRoom && random.nextInt(4) == 0)) {
            UUID conversation = random.nextInt(3) == 0 ? null : new UUID(random.nextLong(), random.nextLong());
            SimulatedClient made = new SimulatedClient(broker, model, conversation);
            if (random.nextInt(3) != 0) {
                made.identify("client" + random.nextInt(2));
            }
            clients.add(made);
        }
        return pick(clients);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    <T> List<T> some(List<T> all) {
        return all.stream().filter(any -> random.nextInt(3) != 0).toList();
    }

    /** One turn of the broker thread; before it, ends the clients whose linger time is over. */
    void turn() {
        for (SimulatedClient client : disconnected) {
            if (!client.isEnded() && client.lostAt() + LINGER <= elapsed) {
                client.ended();
                coverage.add(Simulation.Coverage.LINGERED);
            }
        }
        broker.turn();
    }
}
