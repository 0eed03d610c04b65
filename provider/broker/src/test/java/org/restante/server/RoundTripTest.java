package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.tcp.TcpLink;
import org.restante.tcp.TcpOptions;

/** What goes over a socket and back. */
final class RoundTripTest {

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory().reachedBy("tcp");

    private JMSContext connect() {
        return broker.factory().createContext();
    }

    @Test
    void messageArrivesAsItWasSent() throws Exception {
        try (JMSContext context = connect()) {
            TextMessage sent = context.createTextMessage("grüße, 世界");
            sent.setStringProperty("shop", "books");
            context.createProducer().setPriority(7).send(context.createQueue("orders"), sent);
            Message received =
                    context.createConsumer(context.createQueue("orders")).receive(10_000);
            assertEquals(
                    "grüße, 世界", assertInstanceOf(TextMessage.class, received).getText());
            assertEquals("books", received.getStringProperty("shop"));
            assertEquals(7, received.getJMSPriority());
            assertEquals(sent.getJMSMessageID(), received.getJMSMessageID());
        }
    }

    @Test
    void largeMessageArrivesWhole() throws Exception {
        byte[] body = new byte[5 << 20];
        new Random(1).nextBytes(body);
        try (JMSContext context = connect()) {
            BytesMessage sent = context.createBytesMessage();
            sent.writeBytes(body);
            context.createProducer().send(context.createQueue("large"), sent);
            BytesMessage received = (BytesMessage)
                    context.createConsumer(context.createQueue("large")).receive(10_000);
            byte[] back = new byte[body.length];
            assertEquals(body.length, received.readBytes(back));
            assertTrue(Arrays.equals(body, back));
        }
    }

    @Test
    void whatWasSentBeforeTheCloseIsThereAfterIt() {
        try (JMSContext context = connect()) {
            for (int i = 0; i < 1000; i++) {
                context.createProducer()
                        .setDeliveryMode(jakarta.jms.DeliveryMode.NON_PERSISTENT)
                        .send(context.createQueue("last"), "m" + i);
            }
        }
        try (JMSContext context = connect();
                JMSConsumer consumer = context.createConsumer(context.createQueue("last"))) {
            for (int i = 0; i < 1000; i++) {
                assertEquals("m" + i, consumer.receiveBody(String.class, 10_000));
            }
        }
    }

    @Test
    void clientIdentifierIsFreeAsSoonAsItsConnectionIsClosed() {
        for (int i = 0; i < 20; i++) {
            try (JMSContext context = connect()) {
                context.setClientID("the-one");
            }
        }
    }

    @Test
    void requestsArePipelinedAndAnsweredInOrder() throws Exception {
        Link link = LinkUri.parse(broker.uri()).open(event -> {});
        List<Integer> answered = new ArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        assertInstanceOf(Reply.Connected.class, ask(link, new Request.Connect(null, null)));
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            all.add(link.request(new Request.Drain(number))
                    .thenAccept(reply -> answered.add(number))
                    .toCompletableFuture());
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        link.close();
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i, answered.get(i));
        }
    }

    @Test
    void brokerThatEndsSaysSoToItsClients() throws Exception {
        ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
        Link link = LinkUri.parse(broker.uri()).open(events::add);
        assertInstanceOf(Reply.Connected.class, ask(link, new Request.Connect(null, null)));
        broker.running().close();
        Awaitility.await().until(() -> !events.isEmpty());
        Event.Closed closed = assertInstanceOf(Event.Closed.class, events.remove());
        assertTrue(closed.reason().contains("was closed"), closed.reason());
        Reply.Refused refused = assertInstanceOf(Reply.Refused.class, ask(link, new Request.Drain(1)));
        assertEquals(Problem.CLOSED, refused.problem());
        assertTrue(events.isEmpty());
        link.close();
    }

    @Test
    void serverThatEndsAnswersWhatItWasAsked() throws Exception {
        ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
        Link link = LinkUri.parse(broker.uri()).open(events::add);
        assertInstanceOf(Reply.Connected.class, ask(link, new Request.Connect(null, null)));
        CompletableFuture<Reply> asked = link.request(
                        new Request.OpenConsumer(1, 1, Address.queue("q"), null, false, null))
                .toCompletableFuture();
        Awaitility.await().until(() -> broker.server().stats().requests() == 1);
        broker.server().close();
        assertInstanceOf(Reply.Done.class, asked.join());
        Awaitility.await().until(() -> !events.isEmpty());
        Event.Closed closed = assertInstanceOf(Event.Closed.class, events.remove());
        assertEquals("the server ends", closed.reason());
    }

    @Test
    void socketThatWasAcceptedElsewhereIsServed(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(address);
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
                try {
                    broker.server().serve(listening.accept());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Link link = TcpLink.open(address, TcpOptions.STANDARD, event -> {});
            serving.join();
            assertInstanceOf(Reply.Connected.class, ask(link, new Request.Connect(null, null)));
            assertInstanceOf(Reply.Done.class, ask(link, new Request.Drain(1)));
            link.close();
            Awaitility.await().until(() -> broker.server().stats().connections() == 0);
        }
    }

    @Test
    void socketThatWasAcceptedElsewhereAndHasNoPlaceIsClosed(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        broker.server().close();
        try (ServerSocketChannel listening =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address)) {
            broker.server().serve(listening.accept());
            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void nobodyIsThereToTalkTo() {
        broker.server().close();
        Exception refused =
                assertThrows(Exception.class, () -> LinkUri.parse(broker.uri()).open(event -> {}));
        assertNotNull(refused.getMessage());
        assertTrue(refused.getMessage().contains("no server answers at " + broker.at()), refused.getMessage());
    }

    private static Reply ask(Link link, Request request) {
        return link.request(request)
                .toCompletableFuture()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
