package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.DeliveryStatus;
import org.restante.link.Settings;

/** What a send meets at a destination that is full. */
final class BoundsTest {

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private JMSContext context() {
        return broker.factory().createContext();
    }

    private void set(String pattern, String... words) {
        Map<String, String> settings = new java.util.HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            settings.put(words[i], words[i + 1]);
        }
        try (Admin admin = Admin.connect(broker.uri())) {
            admin.configure(pattern, Settings.of(settings));
        }
    }

    private static void send(JMSContext context, String... texts) {
        for (String text : texts) {
            context.createProducer().send(context.createQueue("orders"), text);
        }
    }

    private static CompletableFuture<Void> sendInBackground(JMSContext context, String text) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        context.createProducer()
                .setAsync(new CompletionListener() {
                    @Override
                    public void onCompletion(Message message) {
                        sent.complete(null);
                    }

                    @Override
                    public void onException(Message message, Exception exception) {
                        sent.completeExceptionally(exception);
                    }
                })
                .send(context.createQueue("orders"), text);
        return sent;
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

    private static List<String> drain(JMSContext context) {
        try (JMSConsumer consumer = context.createConsumer(context.createQueue("orders"))) {
            return drain(consumer);
        }
    }

    private static String refused(
            Class<? extends JMSRuntimeException> as, org.junit.jupiter.api.function.Executable send) {
        return String.valueOf(assertThrows(as, send).getMessage());
    }

    @Test
    void refusesASendThatDoesNotFitWhereSetSo() {
        set("queue:orders", "maxMessages", "2", "whenFull", "refuse");
        try (JMSContext context = context()) {
            send(context, "one", "two");
            String why = refused(ResourceAllocationRuntimeException.class, () -> send(context, "three"));
            assertTrue(why.startsWith("queue:orders is full: 2 messages"), why);
            assertTrue(why.contains("it takes 2 (maxMessages)"), why);
            assertEquals(List.of("one", "two"), drain(context));
            send(context, "three");
            assertEquals(List.of("three"), drain(context));
        }
    }

    @Test
    void aNonPersistentMessageThatWaitsForRoomIsNotLostAtTheCloseOfItsConnection() throws Exception {
        set("queue:orders", "maxMessages", "1", "whenFull", "block");
        try (JMSContext other = context()) {
            JMSContext context = context();
            JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (String text : List.of("one", "two", "three")) {
                producer.send(context.createQueue("orders"), text);
            }
            CompletableFuture<Void> closing = CompletableFuture.runAsync(context::close);
            JMSConsumer consumer = other.createConsumer(other.createQueue("orders"));
            for (String text : List.of("one", "two", "three")) {
                Awaitility.await().until(() -> text.equals(consumer.receiveBody(String.class, 10)));
            }
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void nonPersistentMessagesOfManySessionsOfAConnectionAllWaitForRoom() throws Exception {
        int sessions = 3;
        int count = 200;
        String text = "x".repeat(16_000); // with its header just below 16 KiB; 8 MiB of a connection may wait for room
        List<JMSException> problems = new CopyOnWriteArrayList<>();
        try (JMSContext other = context();
                JMSContext context = context()) {
            context.setExceptionListener(problems::add);
            List<Runnable> senders = new ArrayList<>();
            AtomicInteger sent = new AtomicInteger();
            for (int i = 0; i < sessions; i++) {
                JMSContext session = context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
                JMSProducer producer = session.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
                Runnable sender = () -> producer.send(session.createQueue("orders"), text);
                sender.run();
                senders.add(() -> {
                    for (int j = 0; j < count; j++) {
                        sender.run();
                        sent.incrementAndGet();
                    }
                });
            }
            set("queue:orders", "maxMessages", "1", "whenFull", "block");
            List<CompletableFuture<Void>> sending = new ArrayList<>();
            senders.forEach(
                    sender -> sending.add(CompletableFuture.runAsync(sender, task -> new Thread(task).start())));
            Awaitility.await().until(() -> sent.get() > sessions * count / 2);
            JMSConsumer consumer = other.createConsumer(other.createQueue("orders"));
            for (int received = 0; received < sessions * (count + 1); received++) {
                assertEquals(text, consumer.receiveBody(String.class, 10_000), received + " came; " + problems);
            }
            for (CompletableFuture<Void> each : sending) {
                each.get(10, TimeUnit.SECONDS);
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void countsBytesAndRefusesForGoodWhatNeverFits() {
        set("queue:orders", "maxBytes", "1000", "whenFull", "block");
        try (JMSContext context = context()) {
            String why = refused(ResourceAllocationRuntimeException.class, () -> send(context, "x".repeat(1000)));
            assertTrue(why.contains("never has room for 1 messages"), why);
            assertTrue(why.contains("it takes 1000 bytes (maxBytes)"), why);
            set("queue:orders", "maxBytes", "1000", "whenFull", "refuse");
            send(context, "x".repeat(600));
            refused(ResourceAllocationRuntimeException.class, () -> send(context, "x".repeat(600)));
            send(context, "small");
            assertEquals(2, drain(context).size());
        }
    }

    @Test
    void countsWhatIsInFlightAndWhatIsDelayed() {
        set("queue:orders", "maxMessages", "2", "whenFull", "refuse");
        try (JMSContext context = context();
                JMSContext other = context.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            send(context, "one");
            JMSConsumer consumer = other.createConsumer(other.createQueue("orders"));
            assertEquals("one", consumer.receiveBody(String.class, 2000));
            context.createProducer().setDeliveryDelay(600_000).send(context.createQueue("orders"), "later");
            refused(ResourceAllocationRuntimeException.class, () -> send(context, "three"));
            other.acknowledge();
            send(context, "three");
        }
    }

    @Test
    void letsASendWaitUntilThereIsRoomAndKeepsTheOrder() {
        set("queue:orders", "maxMessages", "1");
        try (JMSContext context = context();
                JMSContext consuming = context()) {
            send(context, "one");
            CompletableFuture<Void> second = sendInBackground(context, "two");
            CompletableFuture<Void> third = sendInBackground(context, "three");
            context.createProducer().send(context.createQueue("others"), "not delayed");
            assertFalse(second.isDone());
            JMSConsumer consumer = consuming.createConsumer(consuming.createQueue("orders"));
            assertEquals("one", consumer.receiveBody(String.class, 2000));
            assertEquals("two", consumer.receiveBody(String.class, 2000));
            assertEquals("three", consumer.receiveBody(String.class, 2000));
            second.orTimeout(5, TimeUnit.SECONDS).join();
            third.orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void refusesASendThatHasWaitedTooLong() {
        set("queue:orders", "maxMessages", "1", "blockTimeout", "50");
        try (JMSContext context = context()) {
            send(context, "one");
            String why = refused(ResourceAllocationRuntimeException.class, () -> send(context, "two"));
            assertTrue(why.contains(" ms for room (blockTimeout): queue:orders is full"), why);
            assertEquals(List.of("one"), drain(context));
        }
    }

    @Test
    void letsATransactionWaitAsAWhole() {
        set("queue:orders", "maxMessages", "2", "blockTimeout", "50");
        try (JMSContext context = context();
                JMSContext transacted = context.createContext(JMSContext.SESSION_TRANSACTED)) {
            send(context, "one");
            send(transacted, "two", "three");
            refused(TransactionRolledBackRuntimeException.class, transacted::commit);
            assertEquals(List.of("one"), drain(context));
            send(transacted, "two", "three");
            transacted.commit();
            assertEquals(List.of("two", "three"), drain(context));
            send(transacted, "four", "five", "six");
            String why = refused(TransactionRolledBackRuntimeException.class, transacted::commit);
            assertTrue(why.contains("never has room for 3 messages"), why);
        }
    }

    @Test
    void givesATransactionTheRoomOfWhatItAcknowledges() {
        set("queue:orders", "maxMessages", "1", "whenFull", "refuse");
        try (JMSContext transacted = broker.factory().createContext(JMSContext.SESSION_TRANSACTED)) {
            send(transacted, "one");
            transacted.commit();
            JMSConsumer consumer = transacted.createConsumer(transacted.createQueue("orders"));
            assertEquals("one", consumer.receiveBody(String.class, 2000));
            send(transacted, "one again");
            transacted.commit();
            assertEquals("one again", consumer.receiveBody(String.class, 2000));
        }
    }

    @Test
    void dropsWhatWaitsWhenItsConnectionIsClosed() {
        set("queue:orders", "maxMessages", "1");
        JMSContext closing = context();
        try (JMSContext context = context()) {
            send(context, "one");
            CompletableFuture<Void> second = sendInBackground(closing, "two");
            broker.end(); // ends every link, and what waits with it
            assertThrows(
                    Exception.class, () -> second.orTimeout(5, TimeUnit.SECONDS).join());
        } finally {
            closing.close();
        }
    }

    @Test
    void blocksATopicsPublisherForAFullSubscriptionOnlyWhereSetSo() {
        try (JMSContext context = context()) {
            context.setClientID("anna");
            context.createDurableConsumer(context.createTopic("news"), "anna").close();
            context.createDurableConsumer(context.createTopic("free"), "ben").close();
            set("topic:news", "maxMessages", "1", "whenFull", "refuse");
            for (String topic : List.of("news", "free", "free")) {
                context.createProducer().send(context.createTopic(topic), "one");
            }
            String why = refused(
                    ResourceAllocationRuntimeException.class,
                    () -> context.createProducer().send(context.createTopic("news"), "two"));
            assertTrue(why.startsWith("the subscription 'anna' of topic:news is full"), why);
        }
    }

    @Test
    void dropsTheOldestOfTheLowestPriorityInARing() throws Exception {
        set("queue:orders", "maxMessages", "3", "whenFull", "drop-oldest");
        try (JMSContext context = context();
                Admin admin = Admin.connect(broker.uri())) {
            Message first = context.createTextMessage("low");
            context.createProducer().setPriority(1).send(context.createQueue("orders"), first);
            send(context, "one", "two", "three", "four");
            assertEquals(List.of("two", "three", "four"), drain(context));
            DeliveryStatus.Step last =
                    admin.status(first.getJMSMessageID()).get(0).steps().get(1);
            assertEquals(DeliveryStatus.State.PURGED, last.state());
            assertEquals("the ring is full", last.reason());
        }
    }

    @Test
    void dropsAsMuchAsALargeMessageNeeds() {
        set("queue:orders", "maxBytes", "1000", "whenFull", "drop-oldest");
        try (JMSContext context = context()) {
            send(context, "one", "two", "three", "x".repeat(800));
            List<String> left = drain(context);
            assertEquals("x".repeat(800), left.get(left.size() - 1));
            assertFalse(left.contains("one"));
        }
    }

    @Test
    void dropsNothingThatTheApplicationHasUntilItComesBack() {
        set("queue:orders", "maxMessages", "1", "whenFull", "drop-oldest");
        try (JMSContext context = context();
                JMSContext other = context.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            send(context, "one");
            JMSConsumer consumer = other.createConsumer(other.createQueue("orders"));
            assertEquals("one", consumer.receiveBody(String.class, 2000));
            consumer.close();
            send(context, "two", "three");
            other.acknowledge();
            assertEquals(List.of("three"), drain(context));
            send(context, "four");
            consumer = other.createConsumer(other.createQueue("orders"));
            assertEquals("four", consumer.receiveBody(String.class, 2000));
            consumer.close();
            send(context, "five");
            other.recover();
            assertEquals(List.of("five"), drain(context));
        }
    }

    @Test
    void keepsARingAcrossARestart(@TempDir Path data) {
        String uri = "vm:bounds-kept?data=" + data + "&idleTimeout=0";
        try (Admin admin = Admin.connect(uri);
                JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            admin.configure("queue:orders", Settings.of(Map.of("maxMessages", "2", "whenFull", "drop-oldest")));
            send(context, "one", "two", "three");
        }
        try (JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            send(context, "four");
            assertEquals(List.of("three", "four"), drain(context));
        }
    }
}
