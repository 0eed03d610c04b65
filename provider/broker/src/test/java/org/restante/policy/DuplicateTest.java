package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageFormatRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.Settings;

/** What is sent again with the identifier of something sent before is stored once. */
final class DuplicateTest {

    private static final String ID = "JMS_RESTANTE_DUPLICATE_ID";

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private static JMSContext context(String uri, int mode) {
        return new RestanteConnectionFactory(uri).createContext(mode);
    }

    private JMSContext context() {
        return context(broker.uri(), JMSContext.AUTO_ACKNOWLEDGE);
    }

    private static void send(JMSContext context, String queue, String id, String text) {
        context.createProducer().setProperty(ID, id).send(context.createQueue(queue), text);
    }

    private static List<String> drain(JMSContext context, String queue) {
        try (JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            return drain(consumer);
        }
    }

    private static List<String> drain(JMSConsumer consumer) {
        List<String> texts = new ArrayList<>();
        String text = consumer.receiveBody(String.class, 500);
        while (text != null) {
            texts.add(text);
            text = consumer.receiveBody(String.class, 50);
        }
        return texts;
    }

    @Test
    void storesWhatIsSentAgainOnlyOnce() {
        try (JMSContext context = context()) {
            send(context, "orders", "1", "one");
            send(context, "orders", "1", "one again");
            send(context, "orders", "2", "two");
            assertEquals(List.of("one", "two"), drain(context, "orders"));
            send(context, "orders", "2", "two again");
            assertEquals(List.of(), drain(context, "orders"));
        }
    }

    @Test
    void remembersForEachDestinationByItself() {
        try (JMSContext context = context()) {
            send(context, "orders", "1", "one");
            send(context, "others", "1", "one");
            assertEquals(List.of("one"), drain(context, "orders"));
            assertEquals(List.of("one"), drain(context, "others"));
        }
    }

    @Test
    void takesTheIdentifierOfActiveMqArtemisToo() {
        try (JMSContext context = context()) {
            context.createProducer().setProperty("_AMQ_DUPL_ID", "1").send(context.createQueue("orders"), "one");
            send(context, "orders", "1", "one again");
            assertEquals(List.of("one"), drain(context, "orders"));
        }
    }

    @Test
    void storesOnceForAllSubscriptionsOfATopic() {
        try (JMSContext context = context()) {
            JMSConsumer first = context.createConsumer(context.createTopic("news"));
            JMSConsumer second = context.createConsumer(context.createTopic("news"));
            for (String text : List.of("one", "one again")) {
                context.createProducer().setProperty(ID, "1").send(context.createTopic("news"), text);
            }
            assertEquals(List.of("one"), drain(first));
            assertEquals(List.of("one"), drain(second));
        }
    }

    @Test
    void leavesOutOfATransactionOnlyWhatWasSentBefore() {
        try (JMSContext context = context(broker.uri(), JMSContext.SESSION_TRANSACTED)) {
            send(context, "orders", "1", "one");
            context.commit();
            send(context, "orders", "1", "one again");
            send(context, "orders", "2", "two");
            send(context, "orders", "2", "two again");
            context.commit();
            assertEquals(List.of("one", "two"), drain(context, "orders"));
            context.commit();
        }
    }

    @Test
    void forgetsWhatWasRolledBack() {
        try (JMSContext context = context(broker.uri(), JMSContext.SESSION_TRANSACTED)) {
            send(context, "orders", "1", "one");
            context.rollback();
            send(context, "orders", "1", "one again");
            context.commit();
            assertEquals(List.of("one again"), drain(context, "orders"));
        }
    }

    @Test
    void remembersAsManyAsItsWindow() {
        try (Admin admin = Admin.connect(broker.uri());
                JMSContext context = context()) {
            admin.configure("queue:orders", Settings.of(Map.of("duplicateWindow", "2")));
            List.of("1", "2", "3", "2", "1").forEach(id -> send(context, "orders", id, id));
            assertEquals(List.of("1", "2", "3", "1"), drain(context, "orders"));
        }
    }

    @Test
    void remembersNothingWithAWindowOfNone() {
        try (Admin admin = Admin.connect(broker.uri());
                JMSContext context = context()) {
            admin.configure("queue:orders", Settings.of(Map.of("duplicateWindow", "0")));
            send(context, "orders", "1", "one");
            send(context, "orders", "1", "one again");
            assertEquals(List.of("one", "one again"), drain(context, "orders"));
        }
    }

    @Test
    void remembersAcrossARestart(@TempDir Path data) {
        String uri = "vm:duplicates-kept?data=" + data + "&idleTimeout=0";
        try (JMSContext context = context(uri, JMSContext.AUTO_ACKNOWLEDGE)) {
            send(context, "orders", "1", "one");
            assertEquals(List.of("one"), drain(context, "orders"));
        }
        try (JMSContext context = context(uri, JMSContext.AUTO_ACKNOWLEDGE)) {
            send(context, "orders", "1", "one again");
            send(context, "orders", "2", "two");
            assertEquals(List.of("two"), drain(context, "orders"));
        }
    }

    @Test
    void refusesAnIdentifierThatIsTooLong() {
        try (JMSContext context = context()) {
            Exception refused = assertThrows(
                    MessageFormatRuntimeException.class, () -> send(context, "orders", "x".repeat(257), "one"));
            assertTrue(String.valueOf(refused.getMessage()).contains(ID + " has 257 characters; 256 are the most"));
        }
    }
}
