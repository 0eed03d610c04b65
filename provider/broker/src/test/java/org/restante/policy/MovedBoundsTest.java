package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.MessageFilter;
import org.restante.link.Settings;

/** What bounds, last values and repetitions mean to messages that are moved, copied, retried, or dead. */
@Timeout(60)
final class MovedBoundsTest {

    private static final long SOON = 10_000;

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private Admin admin;
    private JMSContext context;
    private Queue orders;

    @BeforeEach
    void connect() {
        admin = broker.admin();
        context = broker.context(JMSContext.CLIENT_ACKNOWLEDGE);
        orders = context.createQueue("orders");
    }

    private void set(String pattern, String... settings) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            words.put(settings[i], settings[i + 1]);
        }
        admin.configure(pattern, Settings.of(words));
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            context.createProducer().setProperty("key", "k" + i % 2).send(orders, "m" + i);
        }
    }

    private List<String> texts(String queue) {
        return admin.queue(queue)
                .browse(MessageFilter.all())
                .map(BrowsedMessage::text)
                .map(String::valueOf)
                .toList();
    }

    /** All that waits in the queue is delivered once and given back. */
    private void dieAll(int count) {
        JMSConsumer consumer = context.createConsumer(orders);
        for (int i = 0; i < count; i++) {
            assertNotNull(consumer.receive(SOON));
        }
        context.recover();
        consumer.close();
    }

    @Test
    void aFullQueueTakesNoMoreOfWhatIsMovedAndTheRestStays() {
        set("queue:small", "maxMessages", "3");
        send(5);
        AdminException full =
                assertThrows(AdminException.class, () -> admin.queue("orders").move(MessageFilter.all(), "small"));
        assertTrue(
                String.valueOf(full.getMessage())
                        .startsWith("3 messages of queue:orders were moved, 2 stay: queue:small is full"),
                full::getMessage);
        assertEquals(List.of("m0", "m1", "m2"), texts("small"));
        assertEquals(List.of("m3", "m4"), texts("orders"));
    }

    @Test
    void aFullQueueTakesNoMoreCopies() {
        set("queue:small", "maxMessages", "3", "whenFull", "refuse");
        send(5);
        AdminException full =
                assertThrows(AdminException.class, () -> admin.queue("orders").copy(MessageFilter.all(), "small"));
        assertTrue(
                String.valueOf(full.getMessage()).startsWith("3 messages of queue:orders were copied, 1 stay"),
                full::getMessage);
        assertEquals(3, texts("small").size());
        assertEquals(5, texts("orders").size());
    }

    @Test
    void aRingDropsItsOldestForWhatIsMoved() {
        set("queue:ring", "maxMessages", "3", "whenFull", "drop-oldest");
        send(5);
        assertEquals(5, admin.queue("orders").move(MessageFilter.all(), "ring"));
        assertEquals(List.of("m2", "m3", "m4"), texts("ring"));
    }

    @Test
    void aLastValueTakesItsPlaceWhenItIsMoved() {
        set("queue:last", "lastValueKey", "key");
        send(5);
        assertEquals(5, admin.queue("orders").move(MessageFilter.all(), "last"));
        assertEquals(List.of("m3", "m4"), texts("last"));
    }

    @Test
    void deadLettersFindRoomInAFullQueueAndARingDropsItsOldest() {
        set("queue:orders", "maxDeliveries", "1");
        set("queue:DLQ.orders", "maxMessages", "2", "whenFull", "refuse");
        send(5);
        dieAll(5);
        assertEquals(5, texts("DLQ.orders").size());
        set("queue:DLQ.orders", "maxMessages", "2", "whenFull", "drop-oldest");
        send(1);
        dieAll(1);
        assertEquals(List.of("m4", "m0"), texts("DLQ.orders"));
    }

    @Test
    void whatIsRetriedIsNoRepetitionOfItself() {
        set("queue:orders", "maxDeliveries", "1");
        context.createProducer()
                .setProperty("JMS_RESTANTE_DUPLICATE_ID", "once")
                .send(orders, "one");
        dieAll(1);
        assertEquals(1, admin.retry("DLQ.orders"));
        assertEquals(List.of("one"), texts("orders"));
    }

    @Test
    void whatIsRetriedToAFullQueueStaysDead() {
        set("queue:orders", "maxDeliveries", "1", "maxMessages", "2", "whenFull", "refuse");
        send(2);
        dieAll(2);
        send(1);
        AdminException full = assertThrows(AdminException.class, () -> admin.retry("DLQ.orders"));
        assertTrue(
                String.valueOf(full.getMessage()).contains("were sent back, 1 stay: queue:orders is full"),
                full::getMessage);
        assertEquals(1, texts("DLQ.orders").size());
        assertEquals(2, texts("orders").size());
    }
}
