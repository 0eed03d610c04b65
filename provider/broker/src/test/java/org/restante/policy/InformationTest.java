package org.restante.policy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.BrokerInfo;
import org.restante.link.BrokerInfo.ForceTime;
import org.restante.link.DestinationStatus;
import org.restante.link.Settings;
import org.restante.link.Traffic;

/** What a broker tells of itself is what was done with it. */
@SuppressWarnings("try") // a broker that is held, and not spoken to
final class InformationTest {

    private static final long SOON = 10_000;

    @TempDir
    private Path data;

    @Test
    void browsedMessageHasTheDeliveriesSoFar() throws Exception {
        try (Restante broker = Restante.start("vm:browsed-counts");
                JMSContext context = new RestanteConnectionFactory("vm:browsed-counts")
                        .createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            Queue orders = context.createQueue("orders");
            context.createProducer().send(orders, "m");
            for (int deliveries = 0; deliveries < 3; deliveries++) {
                try (QueueBrowser browser = context.createBrowser(orders);
                        JMSConsumer consumer = context.createConsumer(orders)) {
                    Message browsed = (Message) browser.getEnumeration().nextElement();
                    assertEquals(deliveries, browsed.getIntProperty("JMSXDeliveryCount"));
                    assertEquals(deliveries > 0, browsed.getJMSRedelivered());
                    assertEquals(deliveries + 1, intProperty(consumer.receive(SOON), "JMSXDeliveryCount"));
                    context.recover();
                }
            }
        }
    }

    @Test
    void countsWhatBecameOfTheMessages() {
        String uri = "vm:information";
        try (Restante broker = Restante.start(uri);
                Admin admin = Admin.connect(uri);
                JMSContext context = new RestanteConnectionFactory(uri).createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            Queue orders = context.createQueue("orders");
            admin.configure("queue:orders", Settings.of(Map.of("maxDeliveries", "2")));
            for (int i = 0; i < 5; i++) {
                context.createProducer().send(orders, "m" + i);
            }
            admin.move("queue:orders", "queue:elsewhere", lastOf(context, orders));
            var consumer = context.createConsumer(orders);
            consumer.receive(SOON);
            context.acknowledge();
            consumer.receive(SOON);
            context.recover();
            assertEquals(2, intProperty(consumer.receive(SOON), "JMSXDeliveryCount"));
            context.recover();
            consumer.receive(SOON);
            consumer.close();
            Traffic traffic = admin.destinations("queue:orders").get(0).traffic();
            assertEquals(5, traffic.queued());
            assertEquals(1, traffic.acknowledged());
            assertEquals(1, traffic.deadLettered());
            assertEquals(1, traffic.moved());
            assertTrue(traffic.delivered() >= 4, traffic::toString);
            assertTrue(traffic.returned() >= 1, traffic::toString);

            BrokerInfo info = admin.info();
            assertEquals(7, info.traffic().queued(), "two of them a second time, elsewhere");
            assertEquals(4, info.load().waiting());
            assertEquals(1, info.load().inFlight());
            assertEquals(2, info.load().connections());
            assertEquals(0, info.load().consumers());
            assertEquals(3, info.load().destinations());
            assertNull(info.about().data());
            assertEquals(List.of(), info.about().addresses());
            assertEquals(List.of(), info.log().forces());
            assertTrue(info.log().entries() > 8, info::toString);
            assertTrue(info.about().startedAt() <= info.about().now());
        }
    }

    private static String lastOf(JMSContext context, Queue queue) {
        try {
            var waiting = context.createBrowser(queue).getEnumeration();
            String last = "";
            while (waiting.hasMoreElements()) {
                last = ((Message) waiting.nextElement()).getJMSMessageID();
            }
            return last;
        } catch (jakarta.jms.JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    private static int intProperty(Message message, String name) {
        try {
            return message.getIntProperty(name);
        } catch (jakarta.jms.JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    @Test
    void aTopicCountsNothingAndEachOfItsSubscriptionsItsOwn() {
        String uri = "vm:information-topics";
        try (Restante broker = Restante.start(uri);
                Admin admin = Admin.connect(uri);
                JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            Topic news = context.createTopic("news");
            context.createSharedDurableConsumer(news, "one").close();
            context.createSharedDurableConsumer(news, "two").close();
            context.createProducer().send(news, "extra");
            List<DestinationStatus> there = admin.destinations("topic:news");
            assertEquals(Traffic.NONE, there.get(0).traffic());
            assertEquals(1, there.get(1).traffic().queued());
            assertEquals(1, there.get(2).traffic().queued());
            assertEquals(2, admin.info().traffic().queued());
        }
    }

    @Test
    void tellsOfItsDiskAndCountsFromTheStartAndNotFromTheRecovery() throws IOException {
        String uri = "vm:information-disk?data=" + data.toUri().getRawPath() + "&segmentBytes=65536";
        try (Restante broker = Restante.start(uri);
                Admin admin = Admin.connect(uri);
                JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            context.createProducer().send(context.createQueue("orders"), "tea");
            BrokerInfo info = admin.info();
            assertEquals(
                    data.toAbsolutePath().normalize().toString(), info.about().data());
            await().untilAsserted( // segments are prepared in the background
                            () -> assertEquals(bytes(), admin.info().about().diskBytes()));
            assertTrue(info.log().hasRoom());
            assertEquals(1, info.log().segments());
            long forces =
                    info.log().forces().stream().mapToLong(ForceTime::count).sum();
            assertTrue(forces >= 1, info::toString);
            assertTrue(info.log().forcedNanos() > 0, info::toString);
        }
        try (Restante broker = Restante.start(uri);
                Admin admin = Admin.connect(uri)) {
            BrokerInfo info = admin.info();
            assertEquals(Traffic.NONE, info.traffic());
            assertEquals(1, info.load().waiting());
            assertTrue(info.load().liveBytes() > 0, info::toString);
        }
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
