package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.TestBroker;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Problem;

/** How both sides agree on a version, or say why not. */
final class GreetingTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 9, 1", "0, 1, 1", "2, 9, 0", "0, 0, 0", "9, 1, 1"})
    void serverTakesTheHighestVersionInCommon(int lowest, int highest, int chosen) throws IOException {
        int expected = lowest > highest ? 0 : chosen;
        try (TestBroker served = TestBroker.served(options -> options);
                RawClient client = RawClient.of(served).hello(lowest, highest)) {
            byte[] answer = client.answer();
            assertArrayEquals(new byte[] {'R', 'S', 'T', 'N', (byte) expected, 1, 1, 0}, answer);
            if (expected == 0) {
                client.awaitEnd();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "RSTM....", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001"})
    void whatIsNoClientIsToldWhatIsSpokenHereAndNoMore(String bytes) throws IOException {
        try (TestBroker served = TestBroker.served(options -> options);
                RawClient client = RawClient.of(served).bytes(bytes.getBytes(StandardCharsets.ISO_8859_1))) {
            assertArrayEquals(new byte[] {'R', 'S', 'T', 'N', 0, 1, 1, 0}, client.answer());
            client.awaitEnd();
        }
    }

    @Test
    void newerServerTellsTheClientToBeUpdated() throws Exception {
        LinkException failure = open(new byte[] {'R', 'S', 'T', 'N', 0, 5, 9, 0});
        assertTrue(failure.getMessage().contains("speaks versions 5 to 9"), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("update the client"), failure.getMessage());
        assertEquals(Problem.ILLEGAL_STATE, failure.problem());
    }

    @Test
    void serverThatChoosesWhatTheClientDoesNotSpeakIsRefused() throws Exception {
        LinkException failure = open(new byte[] {'R', 'S', 'T', 'N', 7, 0, 7, 0});
        assertTrue(failure.getMessage().contains("speaks versions 0 to 7"), failure.getMessage());
    }

    @Test
    void whatIsNoServerIsNamedByWhatItSays() throws Exception {
        LinkException failure = open("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII));
        assertTrue(
                failure.getMessage().contains("is not a Restante server: it begins with 'SSH-2.0-'"),
                failure.getMessage());
    }

    @Test
    void portThatSpeaksTlsIsNamedSo() throws Exception {
        LinkException failure = open(new byte[] {0x15, 3, 3, 0, 2, 2, 40});
        assertTrue(failure.getMessage().endsWith("speaks TLS; write tls: in place of tcp:"), failure.getMessage());
    }

    @Test
    void serverThatSaysNothingAndClosesIsNamed() throws Exception {
        LinkException failure = open(new byte[0]);
        assertTrue(failure.getMessage().contains("closed the connection before"), failure.getMessage());
        assertEquals(Problem.CLOSED, failure.problem());
    }

    @Test
    void serverThatSaysNothingIsGivenUpAfterTheTimeout() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String uri = "tcp://127.0.0.1:" + listening.getLocalPort() + "?connectTimeout=100";
            LinkException failure =
                    assertThrows(LinkException.class, () -> LinkUri.parse(uri).open(event -> {}));
            assertTrue(failure.getMessage().contains("did not answer within 100 ms"), failure.getMessage());
        }
    }

    @Test
    void nextServerIsTriedWhenOneIsNotThere() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        try (TestBroker served = TestBroker.served(options -> options)) {
            LinkUri.parse("tcp://127.0.0.1:" + nobody + "," + served.at())
                    .open(event -> {})
                    .close();
            LinkException failure = assertThrows(
                    LinkException.class,
                    () -> LinkUri.parse("tcp://127.0.0.1:" + nobody + ",no-such-host.invalid")
                            .open(event -> {}));
            assertTrue(failure.getMessage().contains("no server answers at 127.0.0.1:" + nobody), failure.getMessage());
            assertTrue(failure.getMessage().contains("'no-such-host.invalid' is not known"), failure.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://localhost?hartbeat=1000, did you mean 'heartbeat'",
        "tcp://localhost?heartbeat=5, takes milliseconds from 100 to 600000",
        "tcp://localhost?tlsCa=x, is not known",
        "tls://localhost?tlsCa=/no/such/file, names '/no/such/file'",
        "tls://localhost?verifyHost=maybe, takes true or false",
        "tcp://localhost:99999, no port from 0 to 65535",
        "tcp://[::1:7270, does not name a host",
    })
    void optionOfTheUriThatIsNoneIsRefused(String uri, String message) {
        Exception failure = assertThrows(
                IllegalArgumentException.class, () -> LinkUri.parse(uri).open(event -> {}));
        assertTrue(String.valueOf(failure.getMessage()).contains(message), failure.getMessage());
    }

    @Test
    void exampleOfTheDocumentIsUnderstood() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        String document = Files.readString(top.resolve("docs").resolve("protocol.md"));
        List<byte[]> said = Pattern.compile("(?m)^    C ([0-9a-f ]+)")
                .matcher(document)
                .results()
                .map(line -> HexFormat.of().parseHex(line.group(1).replace(" ", "")))
                .toList();
        int beforeDelivery = said.size() - 2;
        try (TestBroker served = TestBroker.served(options -> options);
                RawClient client = RawClient.of(served)) {
            for (byte[] bytes : said.subList(0, beforeDelivery)) {
                client.bytes(bytes);
            }
            assertEquals(1, client.answer()[4]);
            Map<Long, Integer> replies = new TreeMap<>();
            while (replies.size() < 5) {
                RawClient.Frame frame = client.read();
                if (frame.kind() == RawClient.REPLY) {
                    replies.put(frame.number(), (int) frame.body()[0]);
                } else if (frame.kind() == RawClient.EVENT) {
                    String delivered = HexFormat.of().formatHex(frame.body());
                    assertTrue(document.replace(" ", "").contains(delivered), delivered);
                    for (byte[] bytes : said.subList(beforeDelivery, said.size())) {
                        client.bytes(bytes);
                    }
                }
            }
            assertEquals(Map.of(1L, 3, 2L, 1, 3L, 1, 4L, 1, 5L, 1), replies);
            client.awaitEnd();
        }
    }

    /** Opens a link to a server that says these bytes, whatever it hears, and closes. */
    private static LinkException open(byte[] says) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
                try (Socket socket = listening.accept();
                        OutputStream out = socket.getOutputStream()) {
                    socket.getInputStream().readNBytes(8);
                    out.write(says);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            LinkException failure = assertThrows(
                    LinkException.class,
                    () -> LinkUri.parse("tcp://127.0.0.1:" + listening.getLocalPort())
                            .open(event -> {}));
            done.join();
            return failure;
        }
    }
}
