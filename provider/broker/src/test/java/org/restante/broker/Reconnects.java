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
 * Simulated clients lose their links and come back: to a broker that still knows them, or to one that has to be told what they have,
 * and in both cases they ask again what they have not heard the answer of. Owned by the simulation's thread.
 */
final class Reconnects {

    private final SimulationState scene;
    private final Traffic traffic;
    private final Consuming consuming;

    Reconnects(SimulationState scene, Traffic traffic, Consuming consuming) {
        this.scene = scene;
        this.traffic = traffic;
        this.consuming = consuming;
    }

    /** One more thing happens to the link of somebody. */
    void step() {
        if (!scene.away.isEmpty() && scene.random.nextInt(3) != 0) {
            SimulatedClient back = scene.away.remove(scene.random.nextInt(scene.away.size()));
            scene.clients.add(back);
            comeBack(back);
            return;
        }
        List<SimulatedClient> able =
                scene.clients.stream().filter(SimulatedClient::comesBack).toList();
        if (able.isEmpty()) {
            return;
        }
        SimulatedClient client = scene.pick(able);
        client.hear(errand -> scene.random.nextBoolean());
        if (scene.random.nextInt(3) == 0) {
            scene.tallies.add(Simulation.Tally.TAKEN_OVER);
            comeBack(client);
        } else {
            client.lose(scene.time);
            scene.clients.remove(client);
            scene.away.add(client);
        }
    }

    private void comeBack(SimulatedClient client) {
        if (client.comeBack(scene.life)) {
            scene.tallies.add(Simulation.Tally.RESUMED);
            for (int session = 1; session <= 2; session++) {
                List<Model.Owed> kept = scene.some(client.held(session));
                client.ask(new Request.Recover(session, List.of(), SimulatedClient.tags(kept)));
                client.kept(session, kept);
            }
            for (PendingRequest errand : List.copyOf(client.errands())) {
                again(client, errand, true);
            }
        } else {
            restore(client);
            for (PendingRequest errand : List.copyOf(client.errands())) {
                again(client, errand, client.isKnown(scene.life, errand));
            }
        }
    }

    /** Of the consumers those of queues; they have what they held, unless others got it. */
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
            List<SimulatedClient.Held> had = part.stream().filter(client::has).toList();
            had.forEach(client::reclaimed);
            had.forEach(each -> scene.tallies.add(Simulation.Tally.RECLAIMED));
            List<Tag> expected = SimulatedClient.tags(
                    had.stream().map(SimulatedClient.Held::owed).toList());
            answer.thenAccept(reply -> {
                assertTrue(
                        reply instanceof Reply.Refused || reply.equals(new Reply.Reclaimed(expected)),
                        () -> "what was reclaimed: " + reply + ", not " + expected);
                had.forEach(client::keptAgain);
            });
        }
    }

    /** @param known whether the broker knows that it was done */
    private void again(SimulatedClient client, PendingRequest errand, boolean known) {
        assertTrue(
                known || errand.deal == null || !errand.isRemembered(),
                () -> "it is forgotten that " + errand.request + " was done");
        scene.tallies.add(known ? Simulation.Tally.DONE_BEFORE : Simulation.Tally.DONE_AGAIN);
        if (known) {
            client.again(errand);
            assertFalse(SimulatedClient.isRefused(errand.answer));
            if (errand.deal != null) {
                scene.model.confirmWith(errand.answer, errand.deal);
            }
        } else if (errand.request instanceof Request.Send send) {
            anew(client, errand, List.of(send.message()), List.of());
        } else if (errand.request instanceof Request.Acknowledge acknowledge) {
            Object session = client.session(acknowledge.session());
            List<Model.Owed> still = errand.acknowledged.stream()
                    .filter(owed -> owed.holder == session)
                    .toList();
            anew(client, errand, List.of(), still);
        } else if (errand.request instanceof Request.Commit commit) {
            Object session = client.session(commit.session());
            if (errand.acknowledged.stream().allMatch(owed -> owed.holder == session)) {
                anew(client, errand, commit.sends(), errand.acknowledged);
            } else {
                client.through(errand); // it is rolled back
            }
        }
    }

    private void anew(
            SimulatedClient client, PendingRequest errand, List<Envelope> sends, List<Model.Owed> acknowledged) {
        boolean gone = sends.stream().anyMatch(this::isGone);
        if (gone) {
            client.through(errand);
            return;
        }
        client.again(errand);
        if (traffic.isTaken(client, errand)) {
            Model.Deal deal = scene.model.deal();
            acknowledged.forEach(owed -> scene.model.acknowledge(deal, owed));
            sends.forEach(message -> scene.model.send(deal, message));
            traffic.taken(errand, deal);
        }
    }

    /** Whether its destination was a temporary one that has gone. */
    private boolean isGone(Envelope message) {
        var to = message.header().destination();
        return to.kind().isTemporary() && scene.life.state().destinations().queue(to) == null;
    }
}
