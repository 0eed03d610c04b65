package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.admin.AdminException;
import org.restante.link.DestinationStatus;

/** Operators stop deliveries and let them go on. */
@Timeout(60)
final class PauseTest extends OperatorFixture {

    private static final long SOON = 10_000;

    private Queue orders;
    private Topic news;

    PauseTest() {
        super("vm", JMSContext.AUTO_ACKNOWLEDGE);
    }

    @BeforeEach
    void openDestinations() {
        orders = context.createQueue("orders");
        news = context.createTopic("news");
    }

    private List<Boolean> paused(String destination) {
        return admin.destinations(destination).stream()
                .map(DestinationStatus::paused)
                .toList();
    }

    @Test
    void deliversNothingFromAPausedQueueAndTakesSends() throws JMSException {
        JMSConsumer consumer = context.createConsumer(orders);
        assertNull(consumer.receiveNoWait());
        admin.pause("orders");
        context.createProducer().send(orders, "one");
        assertNull(consumer.receiveNoWait());
        assertNull(context.createConsumer(orders).receive(50));
        assertEquals(List.of(true), paused("orders"));
        assertEquals(1, admin.destinations("orders").get(0).counts().undelivered());
        admin.resume("orders");
        assertEquals(List.of(false), paused("orders"));
        Message taken = consumer.receive(SOON);
        assertEquals("one", taken.getBody(String.class));
    }

    @Test
    void staysPausedOverARestartUntilItIsResumed() throws JMSException {
        context.createProducer().send(orders, "one");
        admin.pause("orders");
        restart();
        assertEquals(List.of(true), paused("orders"));
        assertNull(context.createConsumer(orders).receiveNoWait());
        admin.resume("orders");
        restart();
        assertEquals(List.of(false), paused("orders"));
        assertNotNull(context.createConsumer(orders).receive(SOON));
    }

    @Test
    void stopsAllSubscriptionsOfAPausedTopicAlsoLaterOnes() {
        JMSConsumer first = context.createDurableConsumer(news, "first");
        admin.pause("topic:news");
        JMSConsumer second = context.createDurableConsumer(news, "second");
        context.createProducer().send(news, "one");
        assertNull(first.receiveNoWait());
        assertNull(second.receiveNoWait());
        assertEquals(List.of(true, true, true), paused("topic:news"));
        admin.resume("topic:news");
        assertNotNull(first.receive(SOON));
        assertNotNull(second.receive(SOON));
    }

    @Test
    void pausesOneSubscriptionByItselfAlsoOverARestart() {
        context.createDurableConsumer(news, "first").close();
        context.createDurableConsumer(news, "second").close();
        context.createProducer().send(news, "one");
        admin.subscription("anna", "first").pause();
        restart();
        assertEquals(List.of(false, true, false), paused("topic:news"));
        JMSConsumer first = context.createDurableConsumer(news, "first");
        JMSConsumer second = context.createDurableConsumer(news, "second");
        assertNull(first.receiveNoWait());
        assertNotNull(second.receive(SOON));
        admin.subscription("anna", "first").resume();
        assertNotNull(first.receive(SOON));
    }

    @Test
    void aQueueThatIsMadeAnewIsNotPaused() {
        admin.create("orders");
        admin.pause("orders");
        admin.delete("orders", false);
        admin.create("orders");
        assertFalse(paused("orders").get(0));
    }

    @Test
    void refusesToPauseWhatIsNotThereOrDeliversToNobody() {
        AdminException gone = assertThrows(AdminException.class, () -> admin.pause("orders"));
        assertEquals("queue:orders is not there", gone.getMessage());
        AdminException schedules = assertThrows(AdminException.class, () -> admin.pause("queue:$schedules"));
        assertTrue(String.valueOf(schedules.getMessage()).contains("delivers to nobody"), schedules::getMessage);
    }
}
