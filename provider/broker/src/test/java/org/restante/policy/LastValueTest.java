package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.DeliveryStatus;
import org.restante.link.Settings;

/** A queue in which a message takes the place of the one before with the same value. */
final class LastValueTest {

    private static final Settings BY_STOCK = Settings.of(Map.of("lastValueKey", "stock"));

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    @BeforeEach
    void set() {
        try (Admin admin = Admin.connect(broker.uri())) {
            admin.configure("queue:prices", BY_STOCK);
        }
    }

    private JMSContext context(int mode) {
        return broker.factory().createContext(mode);
    }

    private static Message send(JMSContext context, String stock, String price) {
        Message message = context.createTextMessage(price);
        context.createProducer().setProperty("stock", stock).send(context.createQueue("prices"), message);
        return message;
    }

    private static List<String> drain(JMSContext context) {
        List<String> texts = new ArrayList<>();
        try (JMSConsumer consumer = context.createConsumer(context.createQueue("prices"))) {
            String text = consumer.receiveBody(String.class, 500);
            while (text != null) {
                texts.add(text);
                text = consumer.receiveBody(String.class, 50);
            }
        }
        return texts;
    }

    @Test
    void takesThePlaceOfTheOneBeforeAndGoesToTheEnd() throws Exception {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE);
                Admin admin = Admin.connect(broker.uri())) {
            Message old = send(context, "tea", "1");
            send(context, "coffee", "2");
            Message young = send(context, "tea", "3");
            context.createProducer().send(context.createQueue("prices"), "of nothing");
            context.createProducer().send(context.createQueue("prices"), "of nothing either");
            assertEquals(List.of("2", "3", "of nothing", "of nothing either"), drain(context));
            DeliveryStatus.Step last =
                    admin.status(old.getJMSMessageID()).get(0).steps().get(1);
            assertEquals(DeliveryStatus.State.PURGED, last.state());
            assertEquals("replaced by " + young.getJMSMessageID(), last.reason());
        }
    }

    @Test
    void leavesWhatIsInFlight() {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE);
                JMSContext other = context(JMSContext.CLIENT_ACKNOWLEDGE)) {
            send(context, "tea", "1");
            JMSConsumer consumer = other.createConsumer(other.createQueue("prices"));
            assertEquals("1", consumer.receiveBody(String.class, 2000));
            consumer.close();
            send(context, "tea", "2");
            other.recover();
            send(context, "coffee", "3");
            send(context, "tea", "4");
            assertEquals(List.of("3", "4"), drain(context));
        }
    }

    @Test
    void takesPlacesWithinATransactionToo() {
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            send(context, "tea", "1");
            context.commit();
            send(context, "tea", "2");
            send(context, "tea", "3");
            context.rollback();
            send(context, "tea", "4");
            send(context, "tea", "5");
            context.commit();
            assertEquals(List.of("5"), drain(context));
            context.commit();
        }
    }

    @Test
    void takesPlacesInEachSubscriptionByItself() {
        try (Admin admin = Admin.connect(broker.uri());
                JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            admin.configure("topic:prices", BY_STOCK);
            context.setClientID("anna");
            context.createDurableConsumer(context.createTopic("prices"), "all").close();
            for (String price : List.of("1", "2")) {
                context.createProducer().setProperty("stock", "tea").send(context.createTopic("prices"), price);
            }
            JMSConsumer consumer = context.createDurableConsumer(context.createTopic("prices"), "all");
            assertEquals("2", consumer.receiveBody(String.class, 2000));
            assertEquals(null, consumer.receiveBody(String.class, 50));
        }
    }

    @Test
    void needsNoRoomForWhatTakesAPlace() {
        try (Admin admin = Admin.connect(broker.uri());
                JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            admin.configure(
                    "queue:prices",
                    Settings.of(Map.of("lastValueKey", "stock", "maxMessages", "1", "whenFull", "refuse")));
            send(context, "tea", "1");
            send(context, "tea", "2");
            assertEquals(List.of("2"), drain(context));
        }
    }

    @Test
    void knowsTheValuesAfterARestart(@TempDir Path data) {
        String uri = "vm:last-values-kept?snapshotBytes=1&idleTimeout=0&data=" + data;
        RestanteConnectionFactory factory = new RestanteConnectionFactory(uri);
        try (Admin admin = Admin.connect(uri);
                JMSContext context = factory.createContext()) {
            admin.configure("queue:prices", BY_STOCK);
            send(context, "tea", "1");
            send(context, "coffee", "2");
        }
        try (JMSContext context = factory.createContext()) {
            send(context, "tea", "3");
        }
        try (JMSContext context = factory.createContext()) {
            assertEquals(List.of("2", "3"), drain(context));
        }
    }

    @Test
    void refusesAValueThatIsTooLong() {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertThrows(MessageFormatRuntimeException.class, () -> send(context, "x".repeat(257), "1"));
        }
    }
}
