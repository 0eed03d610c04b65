package org.restante.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.tcp.EventLoops;
import org.restante.tcp.LoopGroup;

/** Requests as they may come over HTTP, with answers that the test makes, over real sockets. */
final class HttpRequestsTest {

    private static final int HUGE = 32 << 20;

    private final LoopGroup group = EventLoops.group(1, "http-requests-test");
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final Map<String, HttpAnswer> answers = Map.of(
            "/health", HttpAnswer.of("ok", null),
            "/ready", HttpAnswer.of("ready", "not yet"),
            "/huge", HttpAnswer.metrics("x".repeat(HUGE)));
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private InetSocketAddress address;

    @BeforeEach
    void listen() {
        Executor made = task -> {
            Thread thread = new Thread(task, "http-requests-answer");
            thread.setUncaughtExceptionHandler((where, failure) -> ended.completeExceptionally(failure));
            thread.start();
        };
        HttpConnections connections = new HttpConnections(group, this::answerTo, path -> made);
        Channel listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        open.add(channel);
                        channel.closeFuture().addListener(end -> open.remove(channel));
                        channel.pipeline().addLast(connections);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        address = (InetSocketAddress) listening.localAddress();
    }

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private HttpAnswer answerTo(String path) {
        if (path.equals("/late")) {
            asked.complete(null);
            closed.join();
        }
        if (path.equals("/broken")) {
            throw new StackOverflowError("thrown by the test");
        }
        return answers.getOrDefault(path, HttpAnswer.ABSENT);
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(address);
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** All that is answered until the connection is closed. */
    private String answer(String request) throws IOException {
        try (Socket socket = send(request)) {
            return text(socket);
        }
    }

    private static String text(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }

    @Test
    void errorOfAnAnswerEndsNeitherItsConnectionNorItsThread() throws IOException {
        String broken = "GET /broken HTTP/1.1\r\nHost: a\r\n\r\n";
        String all = answer(broken + "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertEquals(1, count(all, "HTTP/1.1 500"), all);
        assertEquals(1, count(all, "HTTP/1.1 200"), all);
        assertFalse(ended.isDone());
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInOrder() throws IOException {
        String all = answer("GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
                + "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + "HEAD /ready HTTP/1.1\r\nHost: a\r\n\r\n"
                + "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertEquals(4, count(all, "HTTP/1.1 "), all);
        int ok = all.indexOf("HTTP/1.1 200 OK");
        int notAllowed = all.indexOf("HTTP/1.1 405");
        int notReady = all.indexOf("HTTP/1.1 503");
        int absent = all.indexOf("HTTP/1.1 404");
        assertTrue(ok == 0 && ok < notAllowed && notAllowed < notReady && notReady < absent, all);
    }

    @Test
    void hundredRequestsThatComeTogether() throws IOException {
        String refused = "PUT / HTTP/1.1\r\n\r\n";
        String all = answer(refused.repeat(100) + "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertEquals(100, count(all, "HTTP/1.1 405"));
        assertTrue(all.endsWith("\r\n\r\nok\n"));
    }

    @Test
    void clientThatHasNothingMoreToSendGetsItsAnswer() throws IOException {
        try (Socket socket = send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")) {
            socket.shutdownOutput();
            String all = text(socket);
            assertTrue(all.startsWith("HTTP/1.1 200 OK") && all.endsWith("\r\n\r\nok\n"), all);
        }
    }

    @Test
    void olderClientLearnsWhetherItsConnectionStaysOpen() throws IOException {
        String first = "GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        String all = answer(first + "GET /health HTTP/1.0\r\n\r\n");
        assertEquals(2, count(all, "200 OK"), all);
        assertEquals(1, count(all.toLowerCase(java.util.Locale.ROOT), "connection: keep-alive"), all);
    }

    @Test
    void pathThatIsNotOneIsRefusedWithAnAnswer() throws IOException {
        for (String path : new String[] {"/%zz", "/%", "*"}) {
            String all = answer("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertTrue(all.startsWith("HTTP/1.1 40"), path + ": " + all);
        }
    }

    @Test
    void wholeAddressAsProxiesSendIt() throws IOException {
        String all = answer("GET http://localhost:1/health?verbose HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(all.startsWith("HTTP/1.1 200 OK"), all);
    }

    @Test
    void refusedMethodNamesThoseThatAreServed() throws IOException {
        String all = answer("DELETE /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(all.toLowerCase(java.util.Locale.ROOT).contains("\r\nallow: get, head\r\n"), all);
    }

    @Test
    void clientThatDoesNotReadItsAnswerIsClosed() throws IOException {
        try (Socket closing = send("GET /huge HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Socket keeping = send("GET /huge HTTP/1.1\r\nHost: a\r\n\r\n")) {
            Awaitility.await().until(() -> open.size() == 2);
            Awaitility.await().atMost(java.time.Duration.ofMinutes(1)).until(open::isEmpty);
            assertTrue(closing.isConnected() && keeping.isConnected());
        }
    }

    @Test
    void answerThatIsMadeAfterTheEndFailsNoThread() throws IOException {
        try (Socket socket = send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n")) {
            asked.join();
            Thread answering = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("http-requests-answer"))
                    .findFirst()
                    .orElseThrow();
            end();
            closed.complete(null);
            Awaitility.await().until(() -> !answering.isAlive());
            assertFalse(ended.isCompletedExceptionally(), ended::toString);
            assertEquals(-1, socket.getInputStream().read());
        }
    }
}
