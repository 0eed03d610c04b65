package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.Settings;

/** Redelivery, dead letters and expiry as an application sees them, on a durable broker. */
@Timeout(60)
class DeadLetterQueueTest {

    private static final long PATIENCE = 10_000;

    @TempDir
    private Path data;

    @RegisterExtension
    private final TestBroker broker = TestBroker.onDisk(() -> data);

    private Admin admin;

    @BeforeEach
    void connect() {
        admin = broker.admin();
    }

    private void restart() {
        broker.restart();
        connect();
    }

    private JMSContext context(int mode) {
        return broker.factory().createContext(mode);
    }

    private void set(String pattern, String setting, String value) {
        admin.configure(pattern, Settings.of(Map.of(setting, value)));
    }

    private String send(String queue, String text) throws JMSException {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            TextMessage message = context.createTextMessage(text);
            message.setJMSCorrelationID("correlated");
            message.setIntProperty("n", 5);
            context.createProducer().setTimeToLive(600_000).send(context.createQueue(queue), message);
            return message.getJMSMessageID();
        }
    }

    /** Receives so often, and rolls back each time. */
    private void fail(String queue, int times) {
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue(queue));
            for (int i = 0; i < times; i++) {
                assertNotNull(consumer.receive(PATIENCE), "attempt " + i);
                context.rollback();
            }
            assertNull(consumer.receiveNoWait(), "one more");
        }
    }

    private List<State> states(String messageId) {
        return admin.status(messageId).stream().map(status -> status.state()).toList();
    }

    @Test
    void movesAMessageThatIsRolledBackAgainAndAgainAndKeepsAllItCarries() throws JMSException {
        set("queue:orders", "maxDeliveries", "3");
        String id = send("orders", "poison");
        fail("orders", 3);
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue dead = context.createQueue("DLQ.orders");
            Message letter = context.createConsumer(dead, "JMS_RESTANTE_ORIGIN = 'queue:orders'")
                    .receive(PATIENCE);
            assertEquals("poison", letter.getBody(String.class));
            assertEquals(id, letter.getJMSMessageID());
            assertEquals("correlated", letter.getJMSCorrelationID());
            assertEquals(5, letter.getIntProperty("n"));
            assertEquals(dead, letter.getJMSDestination());
            assertEquals(0, letter.getJMSExpiration());
            assertEquals(1, letter.getIntProperty("JMSXDeliveryCount"));
            assertFalse(letter.getJMSRedelivered());
            assertEquals("delivered 3 times and never acknowledged", letter.getStringProperty("JMS_RESTANTE_REASON"));
            assertEquals(3, letter.getIntProperty("JMS_RESTANTE_ATTEMPTS"));
            assertTrue(letter.propertyExists("JMS_RESTANTE_TIME"));
        }
        assertEquals(List.of(State.DEAD_LETTERED, State.ACKNOWLEDGED), states(id));
    }

    @Test
    void countsAcrossARestartAndFindsTheDeadLetterAfterOne() throws JMSException {
        set("queue:orders", "maxDeliveries", "2");
        send("orders", "poison");
        try (JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE)) {
            assertNotNull(context.createConsumer(context.createQueue("orders")).receive(PATIENCE));
        }
        restart();
        fail("orders", 1);
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertNull(context.createConsumer(context.createQueue("orders")).receiveNoWait());
            assertNotNull(
                    context.createConsumer(context.createQueue("DLQ.orders")).receiveNoWait());
        }
    }

    @Test
    void movesAMessageOnWhichAListenerFailsEachTime() throws JMSException {
        set("queue:orders", "maxDeliveries", "2");
        send("orders", "poison");
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE);
                JMSContext other = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createConsumer(context.createQueue("orders")).setMessageListener(message -> {
                throw new IllegalStateException("a listener that fails");
            });
            assertNotNull(other.createConsumer(other.createQueue("DLQ.orders")).receive(PATIENCE));
        }
    }

    @Test
    void deliversAgainAfterTheDelayAlsoAcrossARestart() throws JMSException {
        set("queue:orders", "redeliveryDelay", "300");
        send("orders", "slow");
        send("orders", "next");
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
            assertEquals("slow", consumer.receiveBody(String.class, PATIENCE));
            context.rollback();
            assertEquals("next", consumer.receiveBody(String.class, PATIENCE));
            context.commit();
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
            assertEquals("slow", consumer.receiveBody(String.class, PATIENCE));
        }
    }

    @Test
    void tellsOfAMessageThatExpiresInTheClientThatItExpired() throws JMSException {
        set("queue:orders", "expiryQueue", "late");
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue orders = context.createQueue("orders");
            JMSConsumer consumer = context.createConsumer(orders);
            context.createProducer().send(orders, "first");
            TextMessage brief = context.createTextMessage("brief");
            context.createProducer().setTimeToLive(200).send(orders, brief);
            assertEquals("first", consumer.receiveBody(String.class, PATIENCE));
            long end = brief.getJMSExpiration();
            Awaitility.await().until(() -> InstantSource.system().millis() > end);
            assertNull(consumer.receiveNoWait());
            Awaitility.await().until(() -> states(brief.getJMSMessageID()).contains(State.EXPIRED));
            Message late = context.createConsumer(context.createQueue("late")).receive(PATIENCE);
            assertEquals("brief", late.getBody(String.class));
            assertEquals("expired", late.getStringProperty("JMS_RESTANTE_REASON"));
        }
    }

    @Test
    void sendsDeadLettersBackAsIfTheyHadNeverBeenDelivered() throws JMSException {
        set("queue:>", "maxDeliveries", "1");
        send("orders", "a");
        fail("orders", 1);
        String b = send("bills", "b");
        fail("bills", 1);
        admin.move("DLQ.bills", "DLQ.orders", b);
        assertEquals(2, admin.retry("queue:DLQ.orders"));
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Message back = context.createConsumer(context.createQueue("bills")).receive(PATIENCE);
            assertEquals("b", back.getBody(String.class));
            assertEquals(b, back.getJMSMessageID());
            assertEquals(1, back.getIntProperty("JMSXDeliveryCount"));
            assertFalse(back.propertyExists("JMS_RESTANTE_ORIGIN"));
            assertEquals(5, back.getIntProperty("n"));
        }
        fail("orders", 1);
        assertEquals(1, admin.retry("DLQ.orders"));
    }

    @Test
    void sendsBackMoreThanASlice() throws JMSException {
        set("queue:orders", "maxDeliveries", "1");
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            Queue orders = context.createQueue("orders");
            for (int i = 0; i < 250; i++) {
                context.createProducer().send(orders, "m" + i);
            }
            context.commit();
            JMSConsumer consumer = context.createConsumer(orders);
            for (int i = 0; i < 250; i++) {
                assertNotNull(consumer.receive(PATIENCE));
            }
            context.rollback();
            assertNull(consumer.receiveNoWait());
        }
        assertEquals(250, admin.retry("DLQ.orders"));
        assertEquals(0, admin.retry("DLQ.orders"));
    }

    @Test
    void sendsOneDeadLetterBack() throws JMSException {
        set("queue:orders", "maxDeliveries", "1");
        send("orders", "a");
        fail("orders", 1);
        String b = send("orders", "b");
        fail("orders", 1);
        admin.retry("DLQ.orders", b);
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
            assertEquals("b", consumer.receiveBody(String.class, PATIENCE));
            assertNull(consumer.receiveNoWait());
        }
        assertThrows(AdminException.class, () -> admin.retry("DLQ.orders", b));
    }

    @Test
    void sendsADeadLetterBackToItsSubscriptionOnlyAndKeepsItWhereThatIsGone() throws JMSException {
        set("topic:news", "maxDeliveries", "1");
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            context.setClientID("paper");
            Destination news = context.createTopic("news");
            JMSConsumer anna = context.createDurableConsumer(context.createTopic("news"), "anna");
            JMSConsumer ben = context.createSharedDurableConsumer(context.createTopic("news"), "ben");
            context.createProducer().send(news, "flash");
            context.commit();
            assertNotNull(ben.receive(PATIENCE));
            context.commit();
            assertNotNull(anna.receive(PATIENCE));
            context.rollback();
            assertEquals(1, admin.retry("DLQ.news"));
            assertNotNull(anna.receive(PATIENCE));
            assertNull(ben.receiveNoWait());
            context.rollback();
            anna.close();
            context.unsubscribe("anna");
        }
        AdminException refused = assertThrows(AdminException.class, () -> admin.retry("DLQ.news"));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("subscription anna of topic:news, which is gone"),
                refused.getMessage());
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertNotNull(
                    context.createConsumer(context.createQueue("DLQ.news")).receive(PATIENCE));
        }
    }

    @Test
    void movesNothingThatIsInFlightOrNotThere() throws JMSException {
        String id = send("orders", "a");
        try (JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE)) {
            assertNotNull(context.createConsumer(context.createQueue("orders")).receive(PATIENCE));
            assertThrows(AdminException.class, () -> admin.move("orders", "attic", id));
        }
        assertThrows(AdminException.class, () -> admin.move("nowhere", "attic", id));
        assertThrows(AdminException.class, () -> admin.move("orders", "topic:news", id));
        assertThrows(AdminException.class, () -> admin.retry("orders", id));
        admin.move("orders", "attic", id);
        assertEquals(List.of(State.MOVED, State.QUEUED), states(id));
    }
}
