package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.ConnectionStatus;
import org.restante.link.Counts;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.Problem;
import org.restante.link.Settings;

final class AdministrationTest {

    private static final long SOON = 10_000;
    private static final long NEVER = 50;

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private Admin admin;
    private Connection connection;
    private Session session;
    private Queue orders;

    @BeforeEach
    void connect() throws JMSException {
        admin = broker.closing(Admin.connect(broker.uri() + "?clientId=for-the-factory-only"));
        connection = broker.closing(broker.factory().createConnection());
        connection.setClientID("anna");
        connection.start();
        session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        orders = session.createQueue("orders");
    }

    private List<String> send(Destination to, int count) throws JMSException {
        List<String> ids = new ArrayList<>();
        MessageProducer producer = session.createProducer(to);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (int i = 0; i < count; i++) {
            Message message = session.createTextMessage("m" + i);
            producer.send(message);
            ids.add(message.getJMSMessageID());
        }
        return ids;
    }

    private Counts counts(String destination) {
        List<DestinationStatus> found = admin.destinations(destination);
        assertEquals(1, found.size(), () -> destination + ": " + found);
        return found.get(0).counts();
    }

    private DeliveryStatus.State state(String id) {
        return admin.status(id).get(0).state();
    }

    @Test
    void countsWhatWaitsWithAndWithoutWhatIsInFlight() throws JMSException {
        send(orders, 3);
        MessageProducer later = session.createProducer(orders);
        later.setDeliveryDelay(3_600_000);
        later.send(session.createTextMessage("later"));
        Message first = session.createConsumer(orders).receive(SOON);
        Counts counts = counts("orders");
        assertEquals(4, counts.messages());
        assertEquals(1, counts.inFlight());
        assertEquals(3, counts.undelivered());
        assertEquals(1, counts.delayed());
        assertEquals(1, counts.consumers());
        assertTrue(counts.bytes() > 4 * 40, () -> "bytes: " + counts.bytes());
        assertTrue(counts.oldest() > 0);
        first.acknowledge();
        assertEquals(3, counts("orders").messages());
        assertEquals(0, counts("orders").inFlight());
    }

    @Test
    void listsQueuesTopicsAndSubscriptions() throws JMSException {
        send(orders, 1);
        session.createDurableConsumer(session.createTopic("news.*"), "daily", "a = 1", false);
        session.createSharedConsumer(session.createTopic("news.de"), "readers");
        send(session.createTopic("news.de"), 2);
        List<DestinationStatus> all = admin.destinations();
        assertEquals(
                List.of("queue:orders", "topic:news.*", "topic:news.*", "topic:news.de", "topic:news.de"),
                all.stream().map(status -> status.address().toString()).toList());
        assertEquals(
                new DestinationStatus.Subscription("anna", "daily", "a = 1", true, false),
                all.get(2).subscription());
        assertEquals(
                new DestinationStatus.Subscription("anna", "readers", null, false, true),
                all.get(4).subscription());
        assertEquals(0, all.get(2).counts().messages());
        assertEquals(2, all.get(4).counts().messages());
    }

    @Test
    void createsADestinationOnceAndNoPattern() {
        admin.create("queue:made");
        admin.create("queue:made");
        admin.create("topic:news");
        assertEquals(0, counts("queue:made").messages());
        assertEquals(0, counts("topic:news").messages());
        assertEquals(List.of(), admin.destinations("queue:other"));
        AdminException refused = assertThrows(AdminException.class, () -> admin.create("topic:news.*"));
        assertEquals(Problem.INVALID_DESTINATION, refused.problem());
    }

    @Test
    void purgesWhatWaitsAndLeavesWhatIsInFlight() throws JMSException {
        List<String> ids = send(orders, 5);
        Message first = session.createConsumer(orders).receive(SOON);
        assertEquals(4, admin.purge("orders", false));
        assertEquals(DeliveryStatus.State.PURGED, state(ids.get(4)));
        assertEquals(1, counts("orders").messages());
        first.acknowledge();
        assertEquals(DeliveryStatus.State.ACKNOWLEDGED, state(ids.get(0)));
        assertEquals(0, counts("orders").messages());
    }

    @Test
    void purgesWhatIsInFlightWhenForced() throws JMSException {
        send(orders, 3);
        MessageConsumer consumer = session.createConsumer(orders);
        Message first = consumer.receive(SOON);
        assertEquals(3, admin.purge("orders", true));
        first.acknowledge();
        session.recover();
        assertNull(consumer.receive(NEVER));
        send(orders, 1);
        assertNotNull(consumer.receive(SOON));
    }

    @Test
    void purgesInPartsAsManyMessagesAsThereAre() throws JMSException {
        List<String> ids = send(orders, 20_000);
        assertEquals(20_000, admin.purge("orders", false));
        assertEquals(DeliveryStatus.State.PURGED, state(ids.get(19_999)));
        assertEquals(new Counts(0, 0, 0, 0, 0, 0), counts("orders"));
    }

    @Test
    void purgesOneSubscriptionOrAllOfATopic() throws JMSException {
        MessageConsumer one = session.createConsumer(session.createTopic("news"));
        session.createDurableConsumer(session.createTopic("news"), "daily");
        send(session.createTopic("news"), 3);
        DestinationStatus daily = admin.destinations("topic:news").stream()
                .filter(status -> status.subscription() != null
                        && "daily".equals(status.subscription().name()))
                .findFirst()
                .orElseThrow();
        assertEquals(3, admin.purge(daily, false));
        assertNotNull(one.receive(SOON));
        assertEquals(3, admin.purge("topic:news", true));
    }

    @Test
    void deletesAQueueOnlyWhenNobodyUsesItUnlessForced() throws JMSException {
        List<String> ids = send(orders, 20_000);
        MessageConsumer consumer = session.createConsumer(orders);
        consumer.receive(SOON);
        AdminException refused = assertThrows(AdminException.class, () -> admin.delete("orders", false));
        assertEquals(Problem.ILLEGAL_STATE, refused.problem());
        assertEquals(20_000, counts("orders").messages());
        assertEquals(20_000, admin.delete("orders", true));
        assertEquals(DeliveryStatus.State.PURGED, state(ids.get(19_999)));
        send(orders, 1);
        assertNotNull(consumer.receive(SOON));
        consumer.close();
        session.recover();
        assertEquals(1, admin.delete("orders", false));
        assertEquals(List.of(), admin.destinations("orders"));
    }

    @Test
    void deletesATopicWithItsSubscriptions() throws JMSException {
        session.createDurableConsumer(session.createTopic("news"), "daily").close();
        send(session.createTopic("news"), 2);
        assertEquals(2, admin.delete("topic:news", false));
        assertEquals(List.of(), admin.destinations());
        assertThrows(JMSException.class, () -> session.unsubscribe("daily"));
        AdminException refused = assertThrows(AdminException.class, () -> admin.delete("topic:news", false));
        assertEquals(Problem.INVALID_DESTINATION, refused.problem());
    }

    @Test
    void emptiesTheWholeBroker() throws JMSException {
        send(orders, 2);
        Message held = session.createConsumer(orders).receive(SOON);
        session.createDurableConsumer(session.createTopic("news.>"), "daily").close();
        send(session.createTopic("news.de"), 2);
        send(session.createTemporaryQueue(), 1);
        send(session.createQueue("others"), 1);
        admin.configure("queue:>", Settings.of(Map.of("exclusive", "true")));
        assertEquals(6, admin.clear(true));
        held.acknowledge();
        assertEquals(Map.of(), admin.settings());
        assertEquals(
                List.of("queue:orders"),
                admin.destinations().stream()
                        .filter(status -> !status.address().kind().isTemporary())
                        .map(status -> status.address().toString())
                        .toList());
        assertTrue(
                admin.destinations().stream().allMatch(status -> status.counts().messages() == 0));
    }

    @Test
    void listsConnectionsAndWhatTheyHold() throws JMSException {
        send(orders, 1);
        session.createConsumer(orders, "JMSPriority > 3").receive(SOON);
        session.createTemporaryTopic();
        List<ConnectionStatus> all = admin.connections();
        assertEquals(2, all.size());
        ConnectionStatus annas = all.stream()
                .filter(status -> "anna".equals(status.clientId()))
                .findFirst()
                .orElseThrow();
        assertEquals(1, annas.inFlight());
        assertEquals(1, annas.temporaries());
        assertEquals("queue:orders", annas.consumers().get(0).destination().toString());
        assertEquals("JMSPriority > 3", annas.consumers().get(0).selector());
    }

    @Test
    void endsAConnectionAndGivesBackWhatItHeld() throws Exception {
        send(orders, 1);
        CompletableFuture<JMSException> heard = new CompletableFuture<>();
        connection.setExceptionListener(heard::complete);
        session.createConsumer(orders).receive(SOON);
        long id = admin.connections().stream()
                .filter(status -> "anna".equals(status.clientId()))
                .mapToLong(ConnectionStatus::id)
                .findFirst()
                .orElseThrow();
        admin.endConnection(id);
        assertTrue(String.valueOf(heard.get(10, TimeUnit.SECONDS).getMessage()).contains("operator"));
        assertFalse(admin.connections().stream().anyMatch(status -> status.id() == id));
        assertEquals(1, counts("orders").undelivered());
        assertThrows(AdminException.class, () -> admin.endConnection(id));
    }
}
