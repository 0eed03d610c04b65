package org.restante.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.restante.TestBroker;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.metrics.HealthOf;
import org.restante.tcp.ListeningSocket;
import org.restante.tcp.LoopBreaker;

/**
 * Event loops that are ended by an error, on either side: their connections end, nobody waits for ever, and other loops take their
 * place.
 */
final class LoopEndTest {

    private static final ServerOptions OPTIONS = ServerOptions.at(List.of(Listen.parse("tcp://127.0.0.1:0")));

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = Server.start(
                OPTIONS, (peer, events) -> LinkUri.parse(broker.uri()).open(events));
    }

    @AfterEach
    void end() {
        server.close();
    }

    private String uri() {
        return "tcp://" + server.addresses().get(0);
    }

    private JMSContext connect(String options) {
        return new RestanteConnectionFactory(uri() + options).createContext(JMSContext.CLIENT_ACKNOWLEDGE);
    }

    private void sendAndReceive(JMSContext context, String text) {
        context.createProducer().send(context.createQueue("others"), text);
        assertEquals(text, context.createConsumer(context.createQueue("others")).receiveBody(String.class, 10_000));
        context.acknowledge();
    }

    @Test
    void connectionsOfALoopOfTheServerEndAndNewOnesAreServed() throws Exception {
        AtomicReference<JMSException> heard = new AtomicReference<>();
        try (JMSContext first = connect("?heartbeat=600000")) {
            first.setExceptionListener(heard::set);
            first.createProducer().send(first.createQueue("orders"), "tea");
            assertNotNull(first.createConsumer(first.createQueue("orders")).receive(10_000));
            LoopBreaker.endAll(server.loops());
            await().until(() -> heard.get() != null);
        }
        try (JMSContext second = connect("")) {
            Message again = second.createConsumer(second.createQueue("orders")).receive(10_000);
            assertTrue(again.getJMSRedelivered());
            second.acknowledge();
            sendAndReceive(second, "coffee");
        }
        assertNull(server.failure());
        await().until(() -> server.stats().connections() == 0);
    }

    @Test
    void clientsReconnectWhenALoopOfTheServerHasEnded() {
        try (JMSContext context = connect("?reconnect=true&heartbeat=600000")) {
            for (int i = 0; i < 20; i++) {
                LoopBreaker.endAll(server.loops());
                sendAndReceive(context, "tea " + i);
            }
        }
    }

    @Test
    void serverWhoseLoopsEndAgainAndAgainIsNotHealthy() throws Exception {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            LoopBreaker.endAll(server.loops());
            return String.valueOf(server.failure()).contains("no more clients are accepted");
        });
        assertThrows(JMSRuntimeException.class, () -> connect(""));
        assertEquals(ListeningSocket.MAX_ENDED_LOOPS, server.loops().ended(), 8);
        assertTrue(String.valueOf(server.failure()).contains("event loops were ended by errors"));
        try (HealthOf health = new HealthOf(broker.uri(), server::failure)) {
            for (String path : List.of("/health", "/ready")) {
                HttpResponse<String> answer = health.get(path);
                assertEquals(503, answer.statusCode());
                assertTrue(answer.body().contains("event loops were ended by errors"), answer.body());
            }
        }
    }

    @Test
    void connectionsOfALoopOfTheClientEndAndNewOnesWork() {
        AtomicReference<JMSException> heard = new AtomicReference<>();
        try (JMSContext first = connect("?heartbeat=600000")) {
            first.setExceptionListener(heard::set);
            sendAndReceive(first, "tea");
            LoopBreaker.endLoopsOfClients();
            await().until(() -> heard.get() != null);
            assertTrue(heard.get().getMessage().contains("event loop was ended by an error"), heard.get()::getMessage);
        }
        try (JMSContext second = connect("")) {
            sendAndReceive(second, "coffee");
        }
    }

    @Test
    void clientReconnectsWhenItsLoopHasEnded() {
        try (JMSContext context = connect("?reconnect=true&heartbeat=600000")) {
            for (int i = 0; i < 20; i++) {
                LoopBreaker.endLoopsOfClients();
                sendAndReceive(context, "tea " + i);
            }
        }
    }

    /** A link that answers nothing but Connect. */
    private record SilentLink() implements Link {
        @Override
        public CompletionStage<Reply> request(Request request) {
            return request instanceof Request.Connect
                    ? CompletableFuture.completedFuture(new Reply.Connected(1, 2, 1 << 20))
                    : new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }

    @Test
    void requestsThatWaitAreRefusedWhenALoopEndsOnEitherSide() throws Exception {
        try (Server silent = Server.start(OPTIONS, (peer, events) -> new SilentLink())) {
            for (boolean ofClient : List.of(true, false)) {
                CompletableFuture<Event> closed = new CompletableFuture<>();
                Link link = LinkUri.parse("tcp://" + silent.addresses().get(0) + "?heartbeat=600000")
                        .open(closed::complete);
                Letters.ask(link, new Request.Connect(null, null));
                CompletableFuture<Reply> answer =
                        link.request(new Request.CloseConsumer(1, List.of())).toCompletableFuture();
                if (ofClient) {
                    LoopBreaker.endLoopsOfClients();
                } else {
                    LoopBreaker.endAll(silent.loops());
                }
                Reply.Refused refused = assertInstanceOf(Reply.Refused.class, answer.get(10, TimeUnit.SECONDS));
                assertEquals(Problem.CLOSED, refused.problem());
                assertInstanceOf(Event.Closed.class, closed.get(10, TimeUnit.SECONDS));
                link.close();
            }
        }
    }

    @Test
    void errorInAHandlerEndsOnlyItsConnection() throws Exception {
        LinkSource failing = (peer, events) -> {
            throw new StackOverflowError("thrown by the test");
        };
        try (JMSContext context = connect("");
                Server broken = Server.start(OPTIONS, failing)) {
            Link link = LinkUri.parse("tcp://" + broken.addresses().get(0)).open(event -> {});
            assertInstanceOf(Reply.Refused.class, Letters.ask(link, new Request.Connect(null, null)));
            link.close();
            assertEquals(0, broken.loops().ended());
            sendAndReceive(context, "tea");
        }
    }

    @Test
    void errorOfWhoTakesTheEventsEndsOnlyThatLink() throws Exception {
        CompletableFuture<Event> closed = new CompletableFuture<>();
        try (JMSContext context = connect("");
                Server closing = Server.start(OPTIONS, (peer, events) -> {
                    events.accept(new Event.Closed("the first event"));
                    throw new LinkException(Problem.CLOSED, "no link");
                })) {
            Link link = LinkUri.parse("tcp://" + closing.addresses().get(0)).open(event -> {
                closed.complete(event);
                throw new StackOverflowError("thrown by the test");
            });
            assertInstanceOf(Reply.Refused.class, Letters.ask(link, new Request.Connect(null, null)));
            assertInstanceOf(Event.Closed.class, closed.get(10, TimeUnit.SECONDS));
            link.close();
            sendAndReceive(context, "tea");
        }
    }

    @Test
    void endpointsAnswerWhenTheirLoopHasEnded() throws Exception {
        try (HealthOf health = new HealthOf(broker.uri(), () -> null)) {
            for (int i = 0; i < 20; i++) {
                health.endLoop();
                assertEquals(200, health.get("/health").statusCode());
            }
        }
    }

    @Test
    void listensAtItsAddressTillItIsClosed() throws Exception {
        InetSocketAddress at = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.addresses().get(0).port());
        for (int i = 0; i < 20; i++) {
            LoopBreaker.endAll(server.loops());
        }
        server.close();
        try (Server next = Server.start(
                ServerOptions.at(List.of(Listen.parse("tcp://127.0.0.1:" + at.getPort()))),
                (peer, events) -> new SilentLink())) {
            assertEquals(at.getPort(), next.addresses().get(0).port());
        }
    }
}
