package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.admin.AdminException;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.DeliveryFilter;
import org.restante.admin.DiskUse;
import org.restante.admin.MessageAdmin;
import org.restante.admin.MessageFilter;
import org.restante.admin.Tally;
import org.restante.link.DeliveryStatus;
import org.restante.link.MessageStatus;
import org.restante.link.Problem;
import org.restante.link.Settings;

/** What operators do with messages by a filter, as they and applications see it, on a durable broker. */
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"vm", "tcp"})
final class SweepTest extends OperatorFixture {

    private static final long SOON = 10_000;

    SweepTest(String scheme) {
        super(scheme, JMSContext.CLIENT_ACKNOWLEDGE);
    }

    /** With a property n that counts from 0. */
    private List<String> send(Destination to, int count) throws JMSException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TextMessage message = context.createTextMessage("m" + i);
            message.setIntProperty("n", i);
            context.createProducer().send(to, message);
            ids.add(message.getJMSMessageID());
        }
        return ids;
    }

    private List<String> send(String queue, int count) throws JMSException {
        return send(context.createQueue(queue), count);
    }

    private static MessageFilter where(String selector) {
        return MessageFilter.all().selector(selector);
    }

    private List<@org.jspecify.annotations.Nullable String> texts(MessageAdmin place) {
        return place.browse(MessageFilter.all().withInFlight())
                .map(BrowsedMessage::text)
                .toList();
    }

    private DeliveryStatus.State state(String id) {
        return admin.status(id).get(0).state();
    }

    @Test
    void countsWhatMatchesAndChangesNothing() throws JMSException {
        send("orders", 10);
        MessageAdmin orders = admin.queue("orders");
        assertEquals(4, orders.count(where("n >= 6")).messages());
        assertEquals(3, orders.count(where("n >= 6").limit(3)).messages());
        assertEquals(
                0,
                orders.count(MessageFilter.all().olderThan(Duration.ofHours(1))).messages());
        assertEquals(
                admin.destinations("orders").get(0).counts().bytes(),
                orders.count(MessageFilter.all()).bytes());
        assertEquals(10, texts(orders).size());
        assertEquals(new Tally(0, 0), admin.queue("orders").count(where("none = 1")));
    }

    @Test
    void purgesWhatMatchesASelectorToALimit() throws JMSException {
        List<String> ids = send("orders", 10);
        assertEquals(2, admin.queue("orders").purge(where("n >= 5").limit(2)));
        assertEquals(List.of("m0", "m1", "m2", "m3", "m4", "m7", "m8", "m9"), texts(admin.queue("orders")));
        assertEquals(DeliveryStatus.State.PURGED, state(ids.get(5)));
        assertEquals(3, admin.queue("orders").purge(where("n >= 5")));
        restart();
        assertEquals(List.of("m0", "m1", "m2", "m3", "m4"), texts(admin.queue("orders")));
    }

    @Test
    void purgesOneMessageAndSaysWhereThereIsNone() throws JMSException {
        List<String> ids = send("orders", 2);
        assertEquals(1, admin.queue("orders").purge(MessageFilter.one(ids.get(0))));
        AdminException gone =
                assertThrows(AdminException.class, () -> admin.queue("orders").purge(MessageFilter.one(ids.get(0))));
        assertEquals(Problem.INVALID_DESTINATION, gone.problem());
        AdminException nowhere =
                assertThrows(AdminException.class, () -> admin.queue("other").purge(MessageFilter.all()));
        assertEquals("queue:other is not there", nowhere.getMessage());
        AdminException wrong =
                assertThrows(AdminException.class, () -> admin.queue("orders").purge(where("n >")));
        assertEquals(Problem.INVALID_SELECTOR, wrong.problem());
    }

    @Test
    void movesWhatMatchesToAnotherQueueInOrder() throws JMSException {
        List<String> ids = send("orders", 250);
        assertEquals(240, admin.queue("orders").move(where("n >= 10"), "later"));
        assertEquals(10, texts(admin.queue("orders")).size());
        List<BrowsedMessage> moved =
                admin.queue("later").browse(MessageFilter.all()).toList();
        assertEquals(
                ids.subList(10, 250), moved.stream().map(BrowsedMessage::id).toList());
        assertEquals("queue:later", moved.get(0).header().destination().toString());
        AdminException refused =
                assertThrows(AdminException.class, () -> admin.queue("orders").move(MessageFilter.all(), "topic:news"));
        assertEquals(Problem.INVALID_DESTINATION, refused.problem());
    }

    @Test
    void copiesWithAllThatAMessageHasAndAnIdentifierOfItsOwn() throws JMSException {
        context.createProducer()
                .setProperty("l", 5L)
                .setProperty("text", "ü")
                .setTimeToLive(600_000)
                .setJMSCorrelationID("c")
                .setJMSType("t")
                .setJMSReplyTo(context.createQueue("replies"))
                .setPriority(7)
                .send(context.createQueue("orders"), "hello");
        assertEquals(1, admin.queue("orders").copy(MessageFilter.all(), "copies"));
        BrowsedMessage original =
                admin.queue("orders").browse(MessageFilter.all()).findFirst().orElseThrow();
        BrowsedMessage copy =
                admin.queue("copies").browse(MessageFilter.all()).findFirst().orElseThrow();
        assertNotEquals(original.id(), copy.id());
        assertEquals(original.id(), copy.properties().get("JMS_RESTANTE_COPY_OF"));
        assertEquals(5L, copy.properties().get("l"));
        assertEquals("ü", copy.properties().get("text"));
        assertEquals(original.header().expiration(), copy.header().expiration());
        assertEquals(original.header().timestamp(), copy.header().timestamp());
        assertEquals(original.header().correlation(), copy.header().correlation());
        assertEquals(original.header().replyTo(), copy.header().replyTo());
        assertEquals(original.header().type(), copy.header().type());
        assertEquals(7, copy.header().priority());
        assertEquals("hello", copy.text());
        assertEquals(1, admin.status(copy.id()).size());
        assertEquals(1, admin.status(original.id()).size());
    }

    @Test
    void copiesManyAndAlsoWhatIsInFlight() throws JMSException {
        send("orders", 300);
        context.createConsumer(context.createQueue("orders")).receive(SOON);
        long waiting = admin.queue("orders").count(MessageFilter.all()).messages();
        assertEquals(waiting, admin.queue("orders").copy(MessageFilter.all(), "copies"));
        assertEquals(300, admin.queue("orders").copy(MessageFilter.all().withInFlight(), "all"));
        restart();
        assertEquals(300, texts(admin.queue("all")).size());
        assertEquals(300, texts(admin.queue("orders")).size());
    }

    @Test
    void retriesOnlyTheDeadLettersThatMatch() throws JMSException {
        admin.configure("queue:orders", Settings.of(Map.of("maxDeliveries", "1")));
        send("orders", 4);
        JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
        for (int i = 0; i < 4; i++) {
            assertNotNull(consumer.receive(SOON));
        }
        context.recover();
        consumer.close();
        MessageAdmin dead = admin.queue("DLQ.orders");
        assertEquals(4, dead.count(MessageFilter.all()).messages());
        assertEquals(2, dead.retry(where("JMS_RESTANTE_ORIGIN = 'queue:orders' AND (n = 1 OR n = 3)")));
        assertEquals(List.of("m1", "m3"), texts(admin.queue("orders")));
        assertEquals(List.of("m0", "m2"), texts(dead));
    }

    @Test
    void worksOnTheMessagesOfOneSubscription() throws JMSException {
        context.createDurableConsumer(context.createTopic("news"), "daily").close();
        context.createDurableConsumer(context.createTopic("news"), "weekly").close();
        send(context.createTopic("news"), 6);
        MessageAdmin daily = admin.subscription("anna", "daily");
        assertEquals(List.of("m0", "m1", "m2", "m3", "m4", "m5"), texts(daily));
        assertEquals(2, daily.purge(where("n < 2")));
        assertEquals(1, daily.move(where("n = 2"), "aside"));
        assertEquals(1, daily.copy(where("n = 3"), "aside"));
        assertEquals(List.of("m3", "m4", "m5"), texts(daily));
        assertEquals(List.of("m2", "m3"), texts(admin.queue("aside")));
        assertEquals(6, texts(admin.subscription("anna", "weekly")).size());
        assertThrows(AdminException.class, () -> admin.subscription("anna", "monthly"));
    }

    @Test
    void leavesWhatIsInFlightWhereItIs() throws JMSException {
        List<String> ids = send("orders", 1);
        Message held = context.createConsumer(context.createQueue("orders")).receive(SOON);
        MessageAdmin orders = admin.queue("orders");
        assertEquals(0, orders.purge(MessageFilter.all()));
        assertEquals(0, orders.move(MessageFilter.all(), "other"));
        AdminException stays =
                assertThrows(AdminException.class, () -> orders.move(MessageFilter.one(ids.get(0)), "other"));
        assertTrue(String.valueOf(stays.getMessage()).contains("is in flight"), stays::getMessage);
        held.acknowledge();
        assertEquals(DeliveryStatus.State.ACKNOWLEDGED, state(ids.get(0)));
    }

    @Test
    void tellsWhoHoldsWhichMessage() throws JMSException {
        List<String> ids = send("orders", 3);
        JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
        consumer.receive(SOON);
        List<MessageStatus> held = admin.queue("orders").inFlight();
        assertFalse(held.isEmpty());
        MessageStatus first = held.get(0);
        assertEquals(ids.get(0), first.id().toString());
        assertEquals(1, first.attempts());
        MessageStatus.Holder holder = first.holder();
        assertNotNull(holder);
        assertEquals("anna", holder.clientId());
        assertTrue(holder.since() > 0);
        var connection = admin.connections().stream()
                .filter(status -> status.id() == holder.connection())
                .findFirst()
                .orElseThrow();
        assertEquals("anna", connection.clientId());
        assertEquals(holder.consumer(), connection.consumers().get(0).name());
        assertEquals(held.size(), connection.consumers().get(0).inFlight());
        consumer.close();
        context.recover();
        assertEquals(List.of(), admin.queue("orders").inFlight());
    }

    @Test
    void tellsDeliveriesByDestinationStateAndTime() throws JMSException {
        Instant before = java.time.InstantSource.system().instant();
        List<String> ids = send("orders", 3);
        send("others", 2);
        admin.queue("orders").purge(MessageFilter.one(ids.get(0)));
        assertEquals(5, admin.deliveries(DeliveryFilter.all()).count());
        assertEquals(
                3, admin.deliveries(DeliveryFilter.all().destination("orders")).count());
        assertEquals(
                ids.subList(0, 1),
                admin.deliveries(DeliveryFilter.all().state(DeliveryStatus.State.PURGED))
                        .map(status -> status.id().toString())
                        .toList());
        DeliveryFilter queued = DeliveryFilter.all().state(DeliveryStatus.State.QUEUED);
        assertEquals(4, admin.deliveries(queued).count());
        assertEquals(4, admin.deliveries(queued.from(before)).count());
        assertEquals(0, admin.deliveries(queued.until(before)).count());
        assertEquals(2, admin.deliveries(queued.limit(2)).count());
    }

    @Test
    void pagesThroughManyDeliveries() throws JMSException {
        send("orders", 1500);
        assertEquals(1200, admin.queue("orders").purge(MessageFilter.all().limit(1200)));
        assertEquals(1500, admin.deliveries(DeliveryFilter.all()).distinct().count());
        assertEquals(
                1200,
                admin.deliveries(DeliveryFilter.all().state(DeliveryStatus.State.PURGED))
                        .count());
    }

    @Test
    void browsesMoreThanAPageAndOnlyAsMuchAsIsWanted() throws JMSException {
        send("orders", 1500);
        assertEquals(1500, texts(admin.queue("orders")).size());
        assertEquals(
                List.of("m1499"),
                admin.queue("orders")
                        .browse(where("n = 1499"))
                        .map(BrowsedMessage::text)
                        .toList());
        assertEquals(
                7, admin.queue("orders").browse(MessageFilter.all().limit(7)).count());
    }

    @Test
    void seesWhatWaitsForATime() {
        context.createProducer().setDeliveryDelay(3_600_000).send(context.createQueue("orders"), "later");
        BrowsedMessage later =
                admin.queue("orders").browse(MessageFilter.all()).findFirst().orElseThrow();
        assertEquals("later", later.text());
        assertTrue(later.status().due() > later.status().queuedAt());
        assertNull(context.createConsumer(context.createQueue("orders")).receiveNoWait());
    }

    @Test
    void browsesMessagesThatAreLargerThanAPageTogether() {
        byte[] large = new byte[700_000];
        for (int i = 0; i < 5; i++) {
            context.createProducer().send(context.createQueue("large"), large);
        }
        assertEquals(
                5L * 700_000,
                admin.queue("large")
                        .browse(MessageFilter.all())
                        .mapToLong(message -> {
                            var body = message.body();
                            return body == null ? 0 : body.remaining();
                        })
                        .sum());
        assertEquals(5, admin.queue("large").copy(MessageFilter.all(), "copies"));
        assertEquals(5, admin.queue("copies").count(MessageFilter.all()).messages());
    }

    @Test
    void tellsWhatTheDiskIsUsedFor() throws JMSException {
        send("slow", 3);
        DiskUse use = admin.diskUse();
        assertTrue(use.status().logFiles() > 0);
        assertEquals(1, use.holders().size());
        assertEquals(3, use.holders().get(0).messages());
        assertEquals(
                "segment 0 is the only one, and is being written", use.words().get(3));
    }

    @Test
    void theAdminOfAClosedBrokerSaysSo() {
        broker.end();
        assertThrows(AdminException.class, () -> admin.queue("orders").count(MessageFilter.all()));
    }
}
