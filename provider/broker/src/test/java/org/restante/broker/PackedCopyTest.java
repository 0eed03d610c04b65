package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.state.DeliveryQueue;
import org.restante.disk.FaultyDisk;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Packed messages are copied forward like other messages. */
final class PackedCopyTest {

    private static final int COUNT = 40;

    private final Random random = new Random(1);
    private final SimulatedLog.Medium medium = new SimulatedLog.Medium();
    private final BrokerOptions options =
            BrokerOptions.forHeap(1 << 30).withCacheBytes(0).withBlock(4);

    private SimulatedBroker live() throws IOException {
        return new SimulatedBroker(medium, new FaultyDisk(), options, () -> Instant.ofEpochMilli(1_000_000), random);
    }

    private static void send(SimulatedBroker broker, int number) {
        LinkEnd link = broker.engine().connect(event -> {});
        MessageId id = new MessageId(1, 1, number);
        Header header = new Header(id, Address.queue("orders"), true, 4, 1, 0, 0, null, null, null);
        Envelope message = Envelope.of(header, Map.of(), BodyKind.BYTES, new byte[10]);
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        broker.engine().handle(link, new Request.Send(message), answer);
        broker.settle(new Random(1));
        assertEquals(new Reply.Done(), answer.join());
    }

    private static List<StoredMessage> messages(SimulatedBroker broker) {
        List<StoredMessage> messages = new ArrayList<>();
        DeliveryQueue queue = broker.state().destinations().queue(Address.queue("orders"));
        assertNotNull(queue);
        queue.backlog().forEach(reference -> messages.add(reference.message()));
        return messages;
    }

    @Test
    void liesWhereItsCopyLiesThoughTheHandCameByMeanwhile() throws IOException {
        SimulatedBroker broker = live();
        for (int i = 0; i < COUNT; i++) {
            send(broker, i);
        }
        assertTrue(broker.state().packer().messages() > COUNT / 2);
        long end = broker.engine().ledger().lastPosition();
        CopyForward copyForward = new CopyForward(broker.engine());
        for (StoredMessage message : messages(broker)) {
            byte[] entry = broker.log().at(message.position());
            copyForward.copy(CopyForward.candidates(message.position(), entry));
        }
        for (int i = 0; i < 3 * COUNT; i++) {
            broker.turn();
        }
        broker.settle(random);
        for (StoredMessage message : messages(broker)) {
            assertTrue(message.position() > end, () -> message + " lies at " + message.position());
            byte[] entry = broker.log().at(message.position());
            assertEquals(
                    message.id(),
                    Envelope.decode(entry, message.offset(), message.size()).id());
        }
        assertEquals(
                messages(broker).stream().mapToLong(StoredMessage::size).sum(),
                broker.state().live().total());
        assertTrue(broker.state().live().oldest(0) > 0);
        send(broker, COUNT);
        broker.settle(random);
        assertTrue(broker.state().packer().messages() > COUNT / 2, "they are packed again");
    }
}
