package org.restante.outage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.jms.RestanteConnectionFactory;

/** A server whose process may have few files and sockets open, and more clients than that: the log goes on, and so does accepting. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
final class FewHandlesTest {

    private static final int MESSAGES = 2_000;

    @TempDir
    private Path folder;

    private final List<JMSContext> contexts = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {64, 200})
    void tooManyClientsStopNeitherTheLogNorTheAccepting(int limit) throws IOException {
        String data = "vm:few?data=" + folder.resolve("data") + "&segmentBytes=1048576&snapshotBytes=1048576";
        try (Child server = Child.withHandles(limit, folder, "few", ServerMain.class, data, "tcp://127.0.0.1:0")) {
            int port = Integer.parseInt(server.ready());
            RestanteConnectionFactory factory = new RestanteConnectionFactory("tcp://127.0.0.1:" + port);
            try (JMSContext sender = factory.createContext()) {
                sender.createProducer()
                        .send(sender.createQueue("orders"), "the first"); // reads the classes: a handle for each
                assertTrue(connectUntilRefused(factory, limit), "all clients were admitted");
                connectSilently(port, limit);
                String body = "x".repeat(2_000);
                for (int i = 1; i < MESSAGES; i++) {
                    sender.createProducer().send(sender.createQueue("orders"), body);
                }
            }
            contexts.forEach(JMSContext::close);
            for (Socket socket : sockets) {
                socket.close();
            }
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                factory.createContext().close();
                return true;
            });
            assertEquals(MESSAGES, received(factory));
            assertTrue(server.isAlive());
            assertTrue(server.errors().contains("in place of 10000 (maxConnections)"), server.errors());
            assertFalse(server.errors().contains("SEVERE"), server.errors());
        }
    }

    /** They are in one count with the clients, or have a share of their own; neither takes from the log. */
    @ParameterizedTest
    @ValueSource(ints = {80, 200})
    void silentConnectionsOverHttpAndToTheDirectoryLeaveHandlesToTheLog(int limit) throws Exception {
        Path data = folder.resolve("data");
        String broker = "vm:few?data=" + data + "&segmentBytes=1048576&snapshotBytes=1048576";
        List<SocketChannel> attached = new ArrayList<>();
        try (Child server =
                Child.withHandles(limit, folder, "few", ServerMain.class, broker, "tcp://127.0.0.1:0", "http")) {
            RestanteConnectionFactory factory =
                    new RestanteConnectionFactory("tcp://127.0.0.1:" + Integer.parseInt(server.ready()));
            int http = Integer.parseInt(server.ready());
            assertEquals(200, status(http)); // reads the classes: a handle for each
            try (JMSContext sender = factory.createContext()) {
                sender.createProducer().send(sender.createQueue("orders"), "the first");
                connectSilently(http, 2 * limit);
                for (int i = 0; i < limit; i++) {
                    attached.add(SocketChannel.open(
                            UnixDomainSocketAddress.of(data.resolve("attach").resolve("socket"))));
                }
                connectUntilRefused(factory, limit);
                String body = "x".repeat(2_000);
                for (int i = 1; i < MESSAGES; i++) {
                    sender.createProducer().send(sender.createQueue("orders"), body);
                    if (i % 500 == 0) {
                        assertEquals(200, status(http));
                        connectSilently(http, limit);
                    }
                }
            }
            assertTrue(server.isAlive());
            assertFalse(server.errors().contains("SEVERE"), server.errors());
            assertFalse(server.errors().contains("oo many open files"), server.errors());
        } finally {
            for (SocketChannel each : attached) {
                each.close();
            }
            for (Socket each : sockets) {
                each.close();
            }
        }
    }

    private static int status(int http) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/health"))
                .timeout(Duration.ofSeconds(60))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private boolean connectUntilRefused(RestanteConnectionFactory factory, int most) {
        try {
            while (contexts.size() < most) {
                contexts.add(factory.createContext());
            }
            return false;
        } catch (JMSRuntimeException e) {
            return true;
        }
    }

    private void connectSilently(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static int received(RestanteConnectionFactory factory) {
        int count = 0;
        try (JMSContext receiver = factory.createContext()) {
            var consumer = receiver.createConsumer(receiver.createQueue("orders"));
            while (count < MESSAGES && consumer.receive(10_000) != null) {
                count++;
            }
        }
        return count;
    }
}
