package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.link.Event;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** A client of one node of a cluster, which sends to three queues and consumes from two. */
final class SharedClient {

    /** Nobody consumes from the last one before the end, so its messages are copied forward. */
    private static final List<String> QUEUES = List.of("queue:red", "queue:blue", "queue:old");

    private final SharedNode node;
    private final Engine engine;
    private final SharedModel model;
    private final Random random;
    private final boolean isEager;
    private final LinkEnd link;
    private final Map<Tag, SharedModel.Sent> held = new LinkedHashMap<>();
    private Reply.Connected connected;
    private boolean consumes;
    private boolean takes;
    private boolean ended;
    private long numbers;

    /** @param isEager whether it takes and settles as much as it gets */
    SharedClient(SharedNode node, SharedModel model, Random random, boolean isEager) {
        this.node = node;
        this.isEager = isEager;
        this.engine = node.engine();
        this.model = model;
        this.random = random;
        this.link = engine.connect(this::on);
        ask(new Request.Connect(null, null), reply -> {
            if (reply instanceof Reply.Connected admitted) {
                connected = admitted;
            } else {
                ended = true;
            }
        });
    }

    boolean isAt(SharedNode any) {
        return node == any && node.isOwner() && node.engine() == engine;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Ends its link; what it holds goes back. */
    void close() {
        engine.disconnect(link);
    }

    private void on(Event event) {
        if (event instanceof Event.Delivery delivery) {
            SharedModel.Sent sent = model.delivered(delivery, !node.log().isNewest());
            sent.isTaken |= takes;
            held.put(delivery.tag(), sent);
        } else if (event instanceof Event.Closed) {
            ended = true;
        }
    }

    private void ask(Request request, Consumer<Reply> then) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        answer.thenAccept(then);
        engine.handle(link, request, answer);
    }

    void step() {
        int dice = random.nextInt(10);
        if (!consumes && dice < 3) {
            consume(2);
        } else if (dice < 5) {
            String queue = QUEUES.get(random.nextInt(25) == 0 ? 2 : random.nextInt(2));
            Envelope message = message(queue);
            SharedModel.Sent sent = model.sent(message.id(), queue);
            ask(new Request.Send(message), reply -> sent.isConfirmed |= reply instanceof Reply.Done);
        } else if (dice < 7) {
            List<Tag> tags = some();
            if (!tags.isEmpty()) {
                List<SharedModel.Sent> acknowledged = acknowledging(tags);
                ask(
                        new Request.Acknowledge(1, tags),
                        reply -> acknowledged.forEach(sent -> sent.isAcknowledged |= reply instanceof Reply.Done));
            }
        } else if (dice < 8) {
            commit();
        } else if (consumes) {
            int consumer = 1 + random.nextInt(2);
            ask(new Request.Credit(consumer, 1 + random.nextInt(isEager ? 30 : 6), 1 << 20), reply -> {});
        }
    }

    private void consume(int queues) {
        consumes = true;
        for (int i = 0; i < queues; i++) {
            Address queue = Address.parse(QUEUES.get(i));
            ask(new Request.OpenConsumer(1, i + 1, queue, null, false, null), reply -> {});
        }
    }

    /** Some of what it holds; an eager client leaves little. */
    private List<Tag> some() {
        return held.keySet().stream()
                .filter(tag -> random.nextInt(isEager ? 12 : 2) > 0)
                .toList();
    }

    private List<SharedModel.Sent> acknowledging(List<Tag> tags) {
        List<SharedModel.Sent> acknowledged = new ArrayList<>();
        for (Tag tag : tags) {
            SharedModel.Sent sent = held.remove(tag);
            sent.isAcknowledging = true;
            sent.acknowledgements++;
            acknowledged.add(sent);
        }
        return acknowledged;
    }

    private void commit() {
        List<Envelope> sends = new ArrayList<>();
        List<SharedModel.Sent> made = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String queue = QUEUES.get(random.nextInt(25) == 0 ? 2 : random.nextInt(2));
            sends.add(message(queue));
            made.add(model.sent(sends.get(sends.size() - 1).id(), queue));
        }
        List<Tag> tags = some();
        if (sends.isEmpty() && tags.isEmpty()) {
            return;
        }
        List<SharedModel.Sent> acknowledged = acknowledging(tags);
        model.commit(new SharedModel.Batch(made, acknowledged));
        ask(new Request.Commit(1, sends, tags), reply -> {
            if (reply instanceof Reply.Done) {
                made.forEach(sent -> sent.isConfirmed = true);
                acknowledged.forEach(sent -> sent.isAcknowledged = true);
            }
        });
    }

    private Envelope message(String queue) {
        byte[] body = new byte[random.nextInt(random.nextInt(8) == 0 ? 1500 : 120)];
        random.nextBytes(body);
        MessageId id = new MessageId(connected.store(), connected.connection(), ++numbers);
        Header header = new Header(id, Address.parse(queue), true, 4, 1, 0, 0, null, null, null);
        return Envelope.of(header, Map.of(), BodyKind.BYTES, body);
    }

    /** At the end: takes all that waits, in order. */
    void takeAll(Runnable settle) {
        takes = true;
        consume(QUEUES.size());
        for (int i = 0; i < QUEUES.size(); i++) {
            held.clear();
            ask(new Request.Credit(i + 1, 100_000, 1 << 30), reply -> {});
            boolean[] drained = {false};
            ask(new Request.Drain(i + 1), reply -> drained[0] = reply instanceof Reply.Done);
            settle.run();
            assertTrue(drained[0], "the drain is not answered");
            model.checkOrder(
                    QUEUES.get(i), held.values().stream().map(sent -> sent.id).toList());
        }
    }
}
