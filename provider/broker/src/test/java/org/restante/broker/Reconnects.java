package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Envelope;

/**
 * Simulated clients lose their links and reconnect. The broker resumes their conversation, or, if it was restarted, they reclaim
 * their messages; in both cases they repeat the requests without a reply. Owned by the simulation's thread.
 */
final class Reconnects {

    private final SimulationState simulation;
    private final Traffic traffic;
    private final Consuming consuming;
    private final Evictions evictions;

    Reconnects(SimulationState simulation, Traffic traffic, Consuming consuming, Evictions evictions) {
        this.simulation = simulation;
        this.traffic = traffic;
        this.consuming = consuming;
        this.evictions = evictions;
    }

    /** A random client loses its link, or reconnects. */
    void step() {
        if (!simulation.disconnected.isEmpty() && simulation.random.nextInt(3) != 0) {
            SimulatedClient back =
                    simulation.disconnected.remove(simulation.random.nextInt(simulation.disconnected.size()));
            simulation.clients.add(back);
            reconnect(back);
            return;
        }
        List<SimulatedClient> able = simulation.clients.stream()
                .filter(SimulatedClient::canReconnect)
                .toList();
        if (able.isEmpty()) {
            return;
        }
        SimulatedClient client = simulation.pick(able);
        client.takeAnswers(pending -> simulation.random.nextBoolean());
        if (simulation.random.nextInt(3) == 0) {
            simulation.coverage.add(Simulation.Coverage.TAKEN_OVER);
            reconnect(client);
        } else {
            client.lose(simulation.elapsed);
            simulation.clients.remove(client);
            simulation.disconnected.add(client);
        }
    }

    private void reconnect(SimulatedClient client) {
        if (client.reconnect(simulation.broker)) {
            simulation.coverage.add(Simulation.Coverage.RESUMED);
            for (int session = 1; session <= 2; session++) {
                List<Model.Owed> kept = simulation.some(client.held(session));
                client.ask(new Request.Recover(session, List.of(), SimulatedClient.tags(kept)));
                client.kept(session, kept);
                evictions.check();
            }
            for (PendingRequest pending : List.copyOf(client.pendingRequests())) {
                repeat(client, pending, true);
            }
        } else {
            restore(client);
            for (PendingRequest pending : List.copyOf(client.pendingRequests())) {
                repeat(client, pending, client.isKnown(simulation.broker, pending));
            }
        }
    }

    /** Opens the consumers of queues again, and reclaims the messages they held, unless others have them now. */
    private void restore(SimulatedClient client) {
        Map<Integer, List<SimulatedClient.Held>> held = new LinkedHashMap<>();
        for (SimulatedClient.Held each : client.remembered()) {
            Model.Owed owed = each.owed();
            if (owed.tag != null && owed.owner.created == null && owed.owner.durable) {
                held.computeIfAbsent(each.consumer(), any -> new ArrayList<>()).add(each);
            }
        }
        client.remembered().clear();
        held.forEach((number, each) -> reclaim(client, number, each));
    }

    private void reclaim(SimulatedClient client, int number, List<SimulatedClient.Held> held) {
        Model.Owner owner = held.get(0).owed().owner;
        int session = held.get(0).session();
        client.ask(new Request.OpenConsumer(session, number, owner.address, null, false, null));
        consuming.opened(client, new SimulatedClient.Consumer(number, session, owner, null));
        for (int in = 1; in <= 2; in++) {
            int its = in;
            List<SimulatedClient.Held> part =
                    held.stream().filter(each -> each.session() == its).toList();
            List<Tag> tags = SimulatedClient.tags(
                    part.stream().map(SimulatedClient.Held::owed).toList());
            CompletableFuture<Reply> answer = client.ask(new Request.Reclaim(its, number, tags));
            List<SimulatedClient.Held> reclaimed =
                    part.stream().filter(client::has).toList();
            reclaimed.forEach(client::reclaimed);
            reclaimed.forEach(each -> simulation.coverage.add(Simulation.Coverage.RECLAIMED));
            List<Tag> expected = SimulatedClient.tags(
                    reclaimed.stream().map(SimulatedClient.Held::owed).toList());
            answer.thenAccept(reply -> {
                assertTrue(
                        reply instanceof Reply.Refused
                                || (reply instanceof Reply.Reclaimed back
                                        && back.tags().equals(expected)),
                        () -> "what was reclaimed: " + reply + ", not " + expected);
                reclaimed.forEach(client::confirmReclaimed);
            });
        }
    }

    /** @param known whether the broker remembers that the request was executed */
    private void repeat(SimulatedClient client, PendingRequest pending, boolean known) {
        assertTrue(
                known || pending.operation == null || !pending.isRemembered(),
                () -> "it is forgotten that " + pending.request + " was done");
        simulation.coverage.add(known ? Simulation.Coverage.DONE_BEFORE : Simulation.Coverage.DONE_AGAIN);
        if (known) {
            client.repeat(pending);
            assertFalse(SimulatedClient.isRefused(pending.answer));
            if (pending.operation != null) {
                simulation.model.confirmWith(pending.answer, pending.operation);
            }
        } else if (pending.request instanceof Request.Send send) {
            repeatAsNew(client, pending, List.of(send.message()), List.of());
        } else if (pending.request instanceof Request.Acknowledge acknowledge) {
            Object session = client.session(acknowledge.session());
            List<Model.Owed> inFlight = pending.acknowledged.stream()
                    .filter(owed -> owed.holder == session)
                    .toList();
            pending.request = new Request.Acknowledge(acknowledge.session(), SimulatedClient.tags(inFlight));
            repeatAsNew(client, pending, List.of(), inFlight);
        } else if (pending.request instanceof Request.Commit commit) {
            Object session = client.session(commit.session());
            if (pending.acknowledged.stream().allMatch(owed -> owed.holder == session)) {
                repeatAsNew(client, pending, commit.sends(), pending.acknowledged);
            } else {
                client.finished(pending); // the client rolls back
            }
        }
    }

    private void repeatAsNew(
            SimulatedClient client, PendingRequest pending, List<Envelope> sends, List<Model.Owed> acknowledged) {
        boolean isGone = sends.stream().anyMatch(this::isGone);
        if (isGone) {
            client.finished(pending);
            return;
        }
        client.repeat(pending);
        if (traffic.isTaken(client, pending)) {
            Model.Operation operation = simulation.model.operation();
            acknowledged.forEach(owed -> simulation.model.acknowledge(operation, owed));
            sends.forEach(message -> simulation.model.send(operation, message));
            evictions.committed(operation);
            traffic.taken(pending, operation);
        }
    }

    /** Whether its destination was a temporary one that has been removed. */
    private boolean isGone(Envelope message) {
        var to = message.header().destination();
        return to.kind().isTemporary()
                && simulation.broker.state().destinations().queue(to) == null;
    }
}
