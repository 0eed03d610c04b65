package org.restante.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.disk.FileDisk;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;

/** Health, readiness and metrics of a broker on disk, requested by a real HTTP client. */
final class EndpointsTest {

    private static final long TIMEOUT = 10_000;
    private static final Pattern ROW = Pattern.compile("\\| `(restante_[a-z_]+)[`{].*");

    @TempDir
    private Path data;

    @RegisterExtension
    private final TestBroker broker = TestBroker.onDisk(() -> data);

    private final AtomicReference<@Nullable String> notReady = new AtomicReference<>();
    private RestanteMetrics metrics;
    private Endpoints endpoints;

    @BeforeEach
    void start() throws IOException {
        metrics = RestanteMetrics.of(broker.uri());
        endpoints = Endpoints.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics, notReady::get);
    }

    @AfterEach
    void end() {
        endpoints.close();
        metrics.close();
    }

    private HttpResponse<String> get(String path) {
        return Scrape.get(endpoints.address(), path);
    }

    private Scrape scrape() {
        return Scrape.of(endpoints.address());
    }

    @Test
    void metricsAreWhatWasDone() {
        try (JMSContext context = broker.factory().createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            context.setClientID("anna");
            Queue orders = context.createQueue("orders");
            Topic news = context.createTopic("news");
            context.createDurableConsumer(news, "daily").close();
            for (int i = 0; i < 5; i++) {
                context.createProducer().send(orders, "m" + i);
            }
            context.createProducer().send(news, "extra");
            var consumer = context.createConsumer(orders);
            consumer.receive(TIMEOUT);
            consumer.receive(TIMEOUT);
            context.acknowledge();
            consumer.receive(TIMEOUT);

            Scrape scrape = scrape();
            assertEquals(1, scrape.value("restante_up"));
            assertEquals(2, scrape.value("restante_connections"));
            assertEquals(1, scrape.value("restante_consumers"));
            assertEquals(4, scrape.value("restante_waiting"));
            assertEquals(6, scrape.value("restante_messages_total{state=\"queued\"}"));
            assertEquals(2, scrape.value("restante_messages_total{state=\"acknowledged\"}"));
            assertEquals(0, scrape.value("restante_messages_total{state=\"dead_lettered\"}"));
            String queue = "{destination=\"queue:orders\",subscription=\"\"}";
            assertEquals(3, scrape.value("restante_destination_waiting" + queue));
            assertEquals(1, scrape.value("restante_destination_consumers" + queue));
            assertTrue(scrape.value("restante_destination_inflight" + queue) >= 1);
            assertTrue(scrape.value("restante_destination_waiting_bytes" + queue) > 0);
            assertEquals(
                    5,
                    scrape.value("restante_destination_messages_total{destination=\"queue:orders\",state=\"queued\","
                            + "subscription=\"\"}"));
            String subscription = "{destination=\"topic:news\",subscription=\"anna/daily\"}";
            assertEquals(1, scrape.value("restante_destination_waiting" + subscription));
            assertTrue(scrape.value("restante_destination_oldest_age_seconds" + subscription) >= 0);
            double forces = scrape.value("restante_log_force_seconds_count");
            assertTrue(forces >= 6, () -> "forces: " + forces);
            assertEquals(forces, scrape.value("restante_log_force_seconds_bucket{le=\"+Inf\"}"));
            assertTrue(scrape.value("restante_log_force_seconds_sum") > 0);
            assertTrue(scrape.value("restante_disk_bytes") > 0);
            assertTrue(scrape.value("restante_log_appended_bytes_total") > 0);
            assertTrue(scrape.families().contains("jvm_memory_used_bytes"), () -> "" + scrape.families());
        }
    }

    /** Compares the names in the table of docs/operations.md with those of a real scrape. */
    @Test
    void everyMetricIsDocumentedAndEveryDocumentedOneIsThere() throws IOException {
        try (JMSContext context = broker.factory().createContext()) {
            context.createProducer().send(context.createQueue("orders"), "tea");
        }
        TreeSet<String> scraped = new TreeSet<>();
        scrape().families().stream()
                .filter(name -> name.startsWith("restante_"))
                .forEach(scraped::add);
        assertEquals(documented(), scraped);
    }

    private static Set<String> documented() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        TreeSet<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(top.resolve("docs/operations.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                names.add(row.group(1));
            }
        }
        return names;
    }

    @Test
    void isHealthyAndReadyWhileTheBrokerWorks() {
        assertEquals(200, get("/health").statusCode());
        assertEquals("ok\n", get("/health").body());
        assertEquals(200, get("/ready").statusCode());
        assertEquals(404, get("/").statusCode());
    }

    @Test
    void isNotReadyWhileItShutsDownAndHealthyAllTheSame() {
        notReady.set("the server shuts down");
        assertEquals(503, get("/ready").statusCode());
        assertEquals("the server shuts down\n", get("/ready").body());
        assertEquals(200, get("/health").statusCode());
    }

    /** Another owner claims the log, so that the next append fails, as it would on a broken disk. */
    @Test
    void healthTurnsBadWhenTheLogFails() throws IOException {
        try (FileJournal newerOwner =
                        FileJournal.open(new FileDisk(data), "journal", JournalOptions.DEFAULT, new Random(1));
                JMSContext context = broker.factory().createContext()) {
            assertEquals(200, get("/health").statusCode());
            Queue orders = context.createQueue("orders");
            assertTrue(newerOwner.claim() > 1);
            assertThrows(
                    JMSRuntimeException.class, () -> context.createProducer().send(orders, "lost"));
            await().untilAsserted(() -> assertEquals(503, get("/health").statusCode()));
            assertTrue(
                    get("/health").body().contains("the log has failed"),
                    () -> get("/health").body());
            assertEquals(503, get("/ready").statusCode());
            assertEquals(0, scrape().value("restante_up"));
        }
    }

    @Test
    void aBrokerThatStartedAgainIsAskedAgain() {
        assertEquals(200, get("/health").statusCode());
        broker.running().restart();
        await().untilAsserted(() -> assertEquals(200, get("/health").statusCode()));
    }

    @Test
    void listensNoMoreWhenItIsClosed() {
        assertEquals(200, get("/metrics").statusCode());
        endpoints.close();
        assertFalse(isListening(endpoints), "it still listens");
    }

    /** Many times, because the end of an event loop leaves its channels open now and then. */
    @Test
    void listensNoMoreAndKeepsNoConnectionHoweverOftenItIsClosed() throws IOException {
        for (int i = 0; i < 100; i++) {
            Endpoints each =
                    Endpoints.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics, notReady::get);
            try (Socket kept = new Socket()) {
                kept.connect(each.address());
                kept.setSoTimeout(60_000);
                each.close();
                assertFalse(isListening(each), "it still listens");
                assertTrue(hasEnded(kept));
            }
        }
    }

    private static boolean hasEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static boolean isListening(Endpoints endpoints) {
        try (Socket socket = new Socket()) {
            socket.connect(endpoints.address());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void saysWhoCannotListenWhere() {
        IOException refused = assertThrows(
                IOException.class,
                () -> Endpoints.start(
                        endpoints.address(),
                        new RestanteMetrics(
                                () -> {
                                    throw new IllegalStateException("nobody is asked");
                                },
                                1,
                                System::nanoTime),
                        () -> null));
        assertTrue(
                refused.getMessage()
                        .startsWith("cannot listen for HTTP on "
                                + endpoints.address().getHostString() + ":"
                                + endpoints.address().getPort() + ": "),
                refused.getMessage());
    }

    private Socket begin(String part) throws IOException {
        Socket socket = new Socket();
        socket.connect(endpoints.address());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void healthAnswersHoweverManyRequestsAreUnfinished() throws IOException {
        List<Socket> unfinished = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                unfinished.add(begin(
                        i % 2 == 0
                                ? "GET /metrics HTTP/1.1\r\nHost: a\r\n"
                                : "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n1"));
                if (i % 50 == 0) {
                    assertEquals(200, get("/health").statusCode());
                    assertEquals(200, get("/ready").statusCode());
                }
            }
        } finally {
            for (Socket each : unfinished) {
                each.close();
            }
        }
    }

    @Test
    void requestThatDoesNotEndIsClosed() throws IOException {
        try (Socket silent = begin("");
                Socket slow = begin("GET /health HTTP/1.1\r\nX: ")) {
            assertEquals(-1, silent.getInputStream().read());
            assertEquals(-1, slow.getInputStream().read());
        }
    }

    @Test
    void headThatNeverEndsIsRefused() throws IOException {
        try (Socket endless = begin("GET /health HTTP/1.1\r\nX: " + "x".repeat(20_000))) {
            String answer = new String(endless.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
        }
        assertEquals(200, get("/health").statusCode());
    }

    @Test
    void requestsOfOneConnectionAreAnsweredInTurn() throws IOException {
        try (Socket kept = begin("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")) {
            byte[] first = new byte[15];
            kept.getInputStream().readNBytes(first, 0, 15);
            assertEquals("HTTP/1.1 200 OK", new String(first, StandardCharsets.US_ASCII));
            kept.getOutputStream()
                    .write("HEAD /ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String rest = new String(kept.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(rest.contains("HTTP/1.1 200 OK") && rest.endsWith("\r\n\r\n"), rest);
        }
    }
}
