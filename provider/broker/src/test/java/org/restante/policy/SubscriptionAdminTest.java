package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.admin.AdminException;
import org.restante.admin.MessageFilter;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.Problem;

/** Operators make and delete durable subscriptions. */
@Timeout(60)
final class SubscriptionAdminTest extends OperatorFixture {

    private static final long SOON = 10_000;

    private Topic news;

    SubscriptionAdminTest() {
        super("vm", JMSContext.CLIENT_ACKNOWLEDGE);
    }

    @BeforeEach
    void openDestinations() {
        news = context.createTopic("news");
    }

    @Test
    void makesASubscriptionThatCollectsBeforeItsFirstConsumerComes() throws Exception {
        admin.createSubscription("topic:news", "anna", "daily", "n = 1", false);
        admin.createSubscription("topic:news", "anna", "daily", "n = 1", false);
        context.createProducer().setProperty("n", 1).send(news, "one");
        context.createProducer().setProperty("n", 2).send(news, "two");
        restart();
        JMSConsumer consumer = context.createDurableConsumer(news, "daily", "n = 1", false);
        assertEquals("one", consumer.receive(SOON).getBody(String.class));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    void makesASharedOneOfNobodys() {
        admin.createSubscription("topic:news.>", null, "all", null, true);
        context.createProducer().send(context.createTopic("news.de"), "one");
        assertEquals(
                1, admin.subscription(null, "all").count(MessageFilter.all()).messages());
        DestinationStatus.Subscription made =
                admin.destinations("topic:news.>").get(1).subscription();
        assertEquals(new DestinationStatus.Subscription(null, "all", null, true, true), made);
    }

    @Test
    void refusesASubscriptionThatCannotBe() {
        admin.createSubscription("topic:news", "anna", "daily", null, false);
        assertEquals(Problem.ILLEGAL_STATE, refused("topic:news", "anna", "daily", "n = 1", false));
        assertEquals(Problem.ILLEGAL_STATE, refused("topic:other", "anna", "daily", null, false));
        assertEquals(Problem.ILLEGAL_STATE, refused("topic:news", "anna", "daily", null, true));
        assertEquals(Problem.INVALID_SELECTOR, refused("topic:news", "anna", "wrong", "n =", false));
        assertEquals(Problem.INVALID_DESTINATION, refused("queue:news", "anna", "wrong", null, false));
        assertEquals(Problem.INVALID_CLIENT_ID, refused("topic:news", null, "wrong", null, false));
    }

    private Problem refused(String topic, String clientId, String name, String selector, boolean shared) {
        return assertThrows(
                        AdminException.class, () -> admin.createSubscription(topic, clientId, name, selector, shared))
                .problem();
    }

    @Test
    void deletesOneSubscriptionAndLeavesTheOthers() throws Exception {
        context.createDurableConsumer(news, "daily").close();
        context.createDurableConsumer(news, "weekly").close();
        var message = context.createTextMessage("one");
        context.createProducer().send(news, message);
        assertEquals(1, admin.deleteSubscription("anna", "daily", false));
        assertThrows(AdminException.class, () -> admin.deleteSubscription("anna", "daily", false));
        assertEquals(2, admin.destinations("topic:news").size());
        assertEquals(
                List.of(DeliveryStatus.State.PURGED, DeliveryStatus.State.QUEUED),
                admin.status(message.getJMSMessageID()).stream()
                        .map(DeliveryStatus::state)
                        .toList());
        restart();
        assertEquals(2, admin.destinations("topic:news").size());
        assertNotNull(context.createDurableConsumer(news, "weekly").receive(SOON));
    }

    @Test
    void deletesWhatIsInUseOnlyByForceAndSaysWhereItStays() {
        JMSConsumer consumer = context.createDurableConsumer(news, "daily");
        context.createProducer().send(news, "one");
        context.createProducer().send(news, "two");
        assertNotNull(consumer.receive(SOON));
        AdminException used =
                assertThrows(AdminException.class, () -> admin.deleteSubscription("anna", "daily", false));
        assertEquals(Problem.ILLEGAL_STATE, used.problem());
        AdminException stays =
                assertThrows(AdminException.class, () -> admin.deleteSubscription("anna", "daily", true));
        assertEquals(
                "2 messages went; topic:news was emptied and stays, because it has 1 consumers", stays.getMessage());
        assertEquals(
                0,
                admin.subscription("anna", "daily")
                        .count(MessageFilter.all().withInFlight())
                        .messages());
        consumer.close();
        context.createProducer().send(news, "three");
        assertEquals(1, admin.deleteSubscription("anna", "daily", true));
        assertEquals(1, admin.destinations("topic:news").size());
    }

    @Test
    void aPlaceThatIsGoneIsRefused() {
        context.createDurableConsumer(news, "daily").close();
        var daily = admin.subscription("anna", "daily");
        daily.delete(false);
        AdminException gone = assertThrows(AdminException.class, () -> daily.purge(MessageFilter.all()));
        assertTrue(String.valueOf(gone.getMessage()).contains("it may be gone by now"), gone::getMessage);
    }
}
