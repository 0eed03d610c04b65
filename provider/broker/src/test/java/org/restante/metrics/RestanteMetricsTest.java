package org.restante.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.admin.Admin;
import org.restante.link.BrokerInfo;
import org.restante.link.LinkException;
import org.restante.link.NotHere;
import org.restante.link.Problem;

/** The meters in an application's own registry, also for a broker that does not answer or whose disk is full. */
final class RestanteMetricsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FakeBroker broker = new FakeBroker();
    private final AtomicLong nanos = new AtomicLong(-SECOND);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RestanteMetrics metrics = new RestanteMetrics(broker::admin, 2, nanos::get);

    @AfterEach
    void end() {
        metrics.close();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double waiting(String destination) {
        nanos.addAndGet(SECOND);
        gauge("restante.up"); // reading any meter takes the sample
        return registry.get("restante.destination.waiting")
                .tag("destination", destination)
                .gauge()
                .value();
    }

    @Test
    void anApplicationBindsThemToItsOwnRegistry() {
        metrics.bindTo(registry);
        assertEquals(1, gauge("restante.up"));
        assertEquals(60, gauge("restante.uptime"));
        assertEquals(30, gauge("restante.snapshot.age"));
        assertEquals(4, gauge("restante.waiting"));
        assertEquals(5, gauge("restante.waiting.bytes"));
        assertEquals(
                9, registry.get("restante.requests.refused").functionCounter().count());
        assertEquals(
                11,
                registry.get("restante.acknowledgements.foreign")
                        .functionCounter()
                        .count());
        assertEquals(23, registry.get("restante.snapshots").functionTimer().count());
        assertEquals(27, registry.get("restante.snapshots").functionTimer().totalTime(TimeUnit.MILLISECONDS));
        assertEquals(
                16,
                registry.get("restante.messages")
                        .tag("state", "dead_lettered")
                        .functionCounter()
                        .count());
        assertEquals(1, broker.infoRequests(), "one sample serves all of them for a second");
        metrics.close();
        assertTrue(registry.getMeters().isEmpty(), () -> "" + registry.getMeters());
    }

    @Test
    void aSampleLastsForASecondOfTheMonotonicClock() {
        metrics.bindTo(registry);
        assertEquals(1, gauge("restante.up"));
        nanos.addAndGet(SECOND - 1);
        assertEquals(1, gauge("restante.up"));
        assertEquals(1, broker.infoRequests());
        nanos.addAndGet(1);
        assertEquals(1, gauge("restante.up"));
        assertEquals(2, broker.infoRequests());
    }

    /** The queues with the most messages get meters; a queue keeps its meters until it is deleted. */
    @Test
    void destinationsBeyondTheBoundAreAddedUp() {
        broker.queues("queue:a", 5, "queue:b", 7, "queue:c", 6, "queue:d", 1);
        metrics.bindTo(registry);
        assertEquals(7, waiting("queue:b"));
        assertEquals(6, waiting("queue:c"));
        assertEquals(6, waiting("other"));
        assertThrows(MeterNotFoundException.class, () -> waiting("queue:a"));

        broker.queues("queue:a", 50, "queue:b", 1, "queue:c", 0, "queue:d", 1);
        assertEquals(1, waiting("queue:b"));
        assertEquals(51, waiting("other"));

        broker.queues("queue:a", 50, "queue:c", 0, "queue:d", 1);
        assertEquals(50, waiting("queue:a"));
        assertEquals(1, waiting("other"));
        assertThrows(MeterNotFoundException.class, () -> waiting("queue:b"));
    }

    @Test
    void temporaryDestinationsShareOneName() {
        broker.queues("temp-queue:x", 2, "temp-queue:y", 3);
        metrics.bindTo(registry);
        assertEquals(5, waiting("temporary"));
    }

    /** The table of docs/operations.md has them apart, because a broker with a log of its own has none of them. */
    @Test
    void aStandbyIsUpAndHealthyButNotReady() throws IOException {
        BrokerInfo.NodeInfo node =
                new BrokerInfo.NodeInfo("kafka:shop", "b", "standby", 7, "a", "tcp://a:7270", 512, 2, 3_250);
        RestanteMetrics standby = new RestanteMetrics(
                () -> Admin.open(
                        events -> {
                            throw new LinkException(Problem.CLOSED, new NotHere("tcp://a:7270").reason());
                        },
                        null,
                        null),
                2,
                nanos::get,
                () -> node);
        standby.bindTo(registry);
        assertEquals(1, gauge("restante.up"));
        assertEquals(0, gauge("restante.node.owner"));
        assertEquals(1, gauge("restante.node.following"));
        assertEquals(7, gauge("restante.node.epoch"));
        assertEquals(512, gauge("restante.node.lag"));
        assertEquals(3.25, gauge("restante.node.takeover"));
        assertEquals(
                2, registry.get("restante.node.takeovers").functionCounter().count());
        try (Endpoints endpoints = Endpoints.start(loopback(), standby, () -> null)) {
            assertEquals(200, Scrape.get(endpoints.address(), "/health").statusCode());
            HttpResponse<String> ready = Scrape.get(endpoints.address(), "/ready");
            assertEquals(503, ready.statusCode());
            assertEquals("not here: the broker is at tcp://a:7270\n", ready.body());
            String table = Files.readString(Path.of("../../docs/operations.md"));
            Scrape.of(endpoints.address()).families().stream()
                    .filter(name -> name.startsWith("restante_node_"))
                    .forEach(name -> assertTrue(table.contains("`" + name + "`"), name));
        }
        standby.close();
        assertTrue(registry.getMeters().isEmpty(), () -> "" + registry.getMeters());
    }

    @Test
    void aBrokerThatDoesNotAnswerIsDownAndItsNumbersStay() {
        metrics.bindTo(registry);
        assertEquals(4, gauge("restante.waiting"));
        broker.hang(true);
        nanos.addAndGet(SECOND);
        assertEquals(0, gauge("restante.up"));
        assertEquals(4, gauge("restante.waiting"));
        broker.hang(false);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNotHealthy() throws IOException {
        broker.hang(true);
        try (Endpoints endpoints = Endpoints.start(loopback(), metrics, () -> null)) {
            HttpResponse<String> health = Scrape.get(endpoints.address(), "/health");
            assertEquals(503, health.statusCode());
            assertEquals("the broker has not answered within 2 seconds\n", health.body());
        }
        broker.hang(false);
    }

    @Test
    void aFullDiskIsHealthyAndNotReady() throws IOException {
        broker.fillDisk();
        try (Endpoints endpoints = Endpoints.start(loopback(), metrics, () -> null)) {
            assertEquals(200, Scrape.get(endpoints.address(), "/health").statusCode());
            assertEquals(503, Scrape.get(endpoints.address(), "/ready").statusCode());
            assertEquals(0, Scrape.of(endpoints.address()).value("restante_log_room"));
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Test
    void aJmxClientReadsTheBroker() throws JMException {
        broker.queues("queue:a", 5);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.restante:type=Broker,name=\"a shop\"");
        try (BrokerBean bean = BrokerBean.register("a shop", metrics)) {
            assertTrue(bean.isUp());
            BrokerMXBean seen = JMX.newMXBeanProxy(beans, name, BrokerMXBean.class);
            assertTrue(seen.isUp());
            assertEquals(60.0, seen.getUptimeSeconds());
            assertEquals("tcp://127.0.0.1:7270", seen.getAddresses().get(0));
            assertEquals("queue:a", seen.getDestinations().get(0).getName());
            assertEquals(5, seen.getDestinations().get(0).getWaiting());
            for (var attribute : beans.getMBeanInfo(name).getAttributes()) {
                assertFalse(attribute.isWritable(), attribute::getName);
                assertNotNull(beans.getAttribute(name, attribute.getName()), attribute::getName);
            }
            assertEquals(0, beans.getMBeanInfo(name).getOperations().length);
            CompositeData[] rows = (CompositeData[]) beans.getAttribute(name, "Destinations");
            assertEquals("queue:a", rows[0].get("name"));
            assertThrows(IllegalStateException.class, () -> BrokerBean.register("a shop", metrics));
        }
        assertFalse(beans.isRegistered(name));
        assertNull(broker.admin().info().about().data());
    }
}
