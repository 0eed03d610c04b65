package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.admin.Admin;
import org.restante.disk.DirectoryLock;
import org.restante.disk.DirectoryLockedException;
import org.restante.disk.DiskFaults;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.LinkUri;

/** A durable broker without connections: kept for its idle timeout, and in nobody's way meanwhile. */
final class KeptBrokerTest {

    private static final String AN_HOUR = "&idleTimeout=3600000";

    @TempDir
    private Path folder;

    @AfterEach
    void endBrokers() {
        VmBrokers.stop("kept");
        VmBrokers.stop("other");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private String uri(String options) {
        return "vm:kept?data=" + data() + options;
    }

    private static void send(String uri, String text) {
        try (JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            context.createProducer().send(context.createQueue("q"), text);
        }
    }

    private static void sendNonPersistent(String uri, String text) {
        try (JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .send(context.createQueue("q"), text);
        }
    }

    private static String receive(String uri) {
        try (JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            return context.createConsumer(context.createQueue("q")).receiveBodyNoWait(String.class);
        }
    }

    private static long startedAt(String uri) {
        try (Admin admin = Admin.connect(uri)) {
            return admin.info().about().startedAt();
        }
    }

    private void assertIsFree() throws IOException {
        assertFalse(Files.exists(data().resolve("attach")), "the socket is left behind");
        assertTrue(isFree(), "the directory is still in use");
    }

    private void assertIsHeld() {
        assertThrows(DirectoryLockedException.class, () -> DirectoryLock.acquire(data(), InstantSource.system()));
    }

    @Test
    void staysWhileANonPersistentMessageWaits() throws IOException {
        String uri = uri("&idleTimeout=50");
        long started = startedAt(uri);
        sendNonPersistent(uri, "tea");
        Awaitility.await().during(Duration.ofMillis(200)).untilAsserted(this::assertIsHeld);

        assertEquals("tea", receive(uri));
        assertEquals(started, startedAt(uri));
        Awaitility.await().untilAsserted(this::assertIsFree);
    }

    @Test
    @SuppressWarnings("try") // to close it early is what is tested
    void staysWithANonPersistentMessageThoughAnotherProcessIsAttached() throws Exception {
        String uri = uri("&idleTimeout=50");
        String attached = "vm:other?data=" + data() + "&idleTimeout=0";
        try (Admin first = Admin.connect(uri);
                JMSContext second = new RestanteConnectionFactory(attached).createContext()) {
            long started = first.info().about().startedAt();
            sendNonPersistent(uri, "tea");
            first.close();

            JMSConsumer consumer = second.createConsumer(second.createQueue("q"));
            assertEquals("tea", consumer.receiveBody(String.class, 10_000));
            Awaitility.await().until(() -> startedAt(attached) != started); // the other one has the directory now
        }
        Awaitility.await().until(this::isFree);
    }

    @Test
    void endsWhenItsLogHasFailedThoughANonPersistentMessageWaits() throws Exception {
        DiskFaults faults = new DiskFaults();
        String uri = uri("&idleTimeout=50");
        VmBrokers.Held held =
                VmBrokers.hold(BrokerConfiguration.of(LinkUri.parse(uri)).withDisk(faults::over));
        sendNonPersistent(uri, "milk");
        faults.failSync();
        assertThrows(JMSRuntimeException.class, () -> send(uri, "tea"));
        VmBrokers.release(held);

        Awaitility.await().until(this::isFree);
        send(uri, "coffee"); // to another broker
    }

    @Test
    void isTheSameForAConnectionOfEachCall() {
        long started = startedAt(uri(AN_HOUR));
        assertIsHeld();
        for (int i = 0; i < 20; i++) {
            send(uri(AN_HOUR), "message " + i);
        }
        assertEquals(started, startedAt(uri(AN_HOUR)));
    }

    @Test
    void isKeptForFiveSecondsUnlessTheUriHasAnotherTime() {
        assertEquals(5_000, BrokerConfiguration.of(LinkUri.parse(uri(""))).idleTimeout());
        assertEquals(
                0, BrokerConfiguration.of(LinkUri.parse(uri("&idleTimeout=0"))).idleTimeout());
        for (String option : List.of("-1", "3600001", "5s", "")) {
            LinkUri refused = LinkUri.parse(uri("&idleTimeout=" + option));
            assertThrows(IllegalArgumentException.class, () -> BrokerConfiguration.of(refused), option);
        }
        LinkUri inMemory = LinkUri.parse("vm:kept?idleTimeout=0");
        assertThrows(IllegalArgumentException.class, () -> BrokerConfiguration.of(inMemory));
    }

    @Test
    void endsWhenItsTimeIsOver() throws Exception {
        send(uri("&idleTimeout=1"), "tea");
        Awaitility.await().untilAsserted(this::assertIsFree);
        assertEquals("tea", receive(uri("")));
    }

    private boolean isFree() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(data(), InstantSource.system())) {
            return lock.isInPlace();
        } catch (DirectoryLockedException e) {
            return false;
        }
    }

    @Test
    void isNotKeptWithoutATime() throws Exception {
        send(uri("&idleTimeout=0"), "tea");
        assertIsFree();
    }

    @Test
    void endsAtOnceByRestanteClose() throws Exception {
        send(uri(AN_HOUR), "tea");
        Restante.start(uri(AN_HOUR)).close();
        assertIsFree();
    }

    @Test
    void endsAtOnceWithItsServer() throws Exception {
        RestanteServer.start(uri(AN_HOUR), "tcp://127.0.0.1:0").close();
        assertIsFree();
        send(uri(AN_HOUR), "tea");
        RestanteServer.start(uri(AN_HOUR), "tcp://127.0.0.1:0").close();
        assertIsFree();
    }

    @Test
    @SuppressWarnings("try") // to close it is what is tested
    void isHeldByRestanteAndNotKept() throws Exception {
        try (Restante broker = Restante.start(uri("&idleTimeout=1"))) {
            long started = startedAt(uri(""));
            send(uri(""), "tea");
            assertEquals(started, startedAt(uri("")));
            broker.restart();
            send(uri(""), "milk");
            assertIsHeld();
        }
        assertIsFree();
    }

    @Test
    void isStartedAnewForAnotherUriOfItsName() {
        long started = startedAt(uri(AN_HOUR));
        assertNotEquals(started, startedAt(uri(AN_HOUR + "&maxWaiting=1000")));
        String elsewhere = "vm:kept?data=" + folder.resolve("elsewhere");
        send(elsewhere, "tea");
        assertEquals("tea", receive(elsewhere));
        assertNull(receive(uri("")));
    }

    @Test
    void isNotInTheWayOfAnotherNameForItsDirectory() throws Exception {
        send(uri(AN_HOUR), "tea");
        String other = "vm:other?data=" + data() + "&idleTimeout=0";
        assertEquals("tea", receive(other));
        assertIsFree();
        send(uri(AN_HOUR), "milk");
        String link = "vm:other?data=" + Files.createSymbolicLink(folder.resolve("link"), data()) + "&idleTimeout=0";
        assertEquals("milk", receive(link));
        Awaitility.await().until(this::isFree);
    }

    @Test
    void isNotUsedOnADeletedDirectory() throws Exception {
        send(uri(AN_HOUR), "lost with its directory");
        delete(data());
        send(uri(AN_HOUR), "tea");
        assertTrue(Files.exists(data().resolve("lock")));
        VmBrokers.stop("kept");
        assertEquals("tea", receive(uri(AN_HOUR)));
        assertNull(receive(uri(AN_HOUR)));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Test
    void inMemoryStaysWithItsMessages() {
        send("vm:kept", "tea");
        assertEquals("tea", receive("vm:kept"));
    }
}
