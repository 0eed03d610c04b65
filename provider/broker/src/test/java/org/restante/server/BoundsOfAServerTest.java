package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.RestanteServer;
import org.restante.TestBroker;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkUri;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.server.ServerOptions.Times;
import org.restante.tcp.WireCodec;

/** What a server does not take, and what it says then. */
final class BoundsOfAServerTest {

    private static TestBroker served() {
        return TestBroker.served(options -> options.withTimes(new Times(10_000, 10_000, 10_000, 200)));
    }

    private static TestBroker quick() {
        return TestBroker.served(options -> options.withTimes(new Times(300, 100, 200, 200)));
    }

    @Test
    void longFrameBeforeLoginEndsTheConnection() throws IOException {
        try (TestBroker served = served();
                RawClient client = RawClient.of(served).hello(1, 1)) {
            client.answer();
            client.begin((64 << 10) + 1, 0);
            assertTrue(client.next(RawClient.GOODBYE).text().contains("before login has 65536"));
            client.awaitEnd();
            Awaitility.await().until(() -> served.server().stats().connections() == 0);
            assertEquals(1, served.server().stats().dropped());
        }
    }

    @Test
    void longerFrameThanAnyTransactionEndsTheConnection() throws IOException {
        try (TestBroker served = served();
                RawClient client = RawClient.of(served).login()) {
            client.begin(Integer.MAX_VALUE, 0);
            assertTrue(client.next(RawClient.GOODBYE).text().contains("a frame of 2147483647 bytes; the largest has"));
            client.awaitEnd();
        }
    }

    @Test
    void negativeLengthEndsTheConnection() throws IOException {
        try (TestBroker served = served();
                RawClient client = RawClient.of(served).login()) {
            client.begin(-5, 0);
            assertTrue(client.next(RawClient.GOODBYE).text().contains("a frame of -5 bytes"));
            client.awaitEnd();
        }
    }

    @Test
    void nothingButConnectIsAnsweredBeforeLogin() throws IOException {
        try (TestBroker served = served();
                RawClient client = RawClient.of(served).hello(1, 1)) {
            client.answer();
            client.request(1, new Request.Browse(org.restante.message.Address.queue("q"), null, null, 1, 1));
            assertTrue(client.next(RawClient.GOODBYE).text().contains("the first request is to be Connect"));
            client.awaitEnd();
        }
    }

    @Test
    void secondConnectIsRefused() throws IOException {
        try (TestBroker served = served();
                RawClient client = RawClient.of(served).login()) {
            client.request(2, new Request.Connect(null, null));
            byte[] body = client.next(RawClient.REPLY).body();
            Reply reply = WireCodec.decodeReply(body, 0, body.length);
            assertEquals(
                    "this connection is logged in already",
                    assertInstanceOf(Reply.Refused.class, reply).reason());
        }
    }

    @Test
    void clientThatDoesNotLogInIsDisconnected() throws IOException {
        try (TestBroker served = quick();
                RawClient silent = RawClient.of(served);
                RawClient greeted = RawClient.of(served).hello(1, 1)) {
            greeted.answer();
            assertEquals(
                    "no login within 300 ms", greeted.next(RawClient.GOODBYE).text());
            greeted.awaitEnd();
            silent.awaitEnd();
            Awaitility.await().until(() -> served.server().stats().connections() == 0);
        }
    }

    @Test
    void clientThatFallsSilentIsGone() throws IOException {
        try (TestBroker served = quick();
                RawClient client = RawClient.of(served).login()) {
            assertEquals(
                    "nothing was heard for 300 ms",
                    client.next(RawClient.GOODBYE).text());
            client.awaitEnd();
        }
    }

    @Test
    void clientThatAsksForItHearsFromTheServerMoreOften() throws IOException {
        try (TestBroker served = served();
                RawClient client = RawClient.of(served).login()) {
            client.frame(RawClient.PING, 100, new byte[0]);
            assertEquals(10_000, client.next(RawClient.PING).number());
            client.next(RawClient.PING);
            client.next(RawClient.PING);
        }
    }

    @Test
    void linkThatIsIdleStaysForManyHeartbeats() throws Exception {
        ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
        try (TestBroker served = quick()) {
            Link link = LinkUri.parse(served.uri() + "?heartbeat=200").open(events::add);
            link.request(new Request.Connect(null, null)).toCompletableFuture().join();
            long before = served.server().stats().bytesIn();
            Awaitility.await().until(() -> served.server().stats().bytesIn() > before + 60);
            assertTrue(events.isEmpty(), events::toString);
            link.close();
        }
    }

    @Test
    void serverThatFallsSilentIsGone() throws Exception {
        ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
        try (java.net.ServerSocket listening =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            CompletableFuture<java.net.Socket> mute = CompletableFuture.supplyAsync(() -> mute(listening));
            Link link = LinkUri.parse("tcp://127.0.0.1:" + listening.getLocalPort() + "?heartbeat=100")
                    .open(events::add);
            CompletableFuture<Reply> answer = link.request(new Request.Drain(1)).toCompletableFuture();
            Awaitility.await().until(() -> !events.isEmpty());
            assertTrue(events.remove() instanceof Event.Closed closed
                    && closed.reason().contains("nothing was received from"));
            assertInstanceOf(Reply.Refused.class, answer.join());
            link.close();
            mute.join().close();
        }
    }

    private static java.net.Socket mute(java.net.ServerSocket listening) {
        try {
            java.net.Socket socket = listening.accept();
            socket.getOutputStream().write(new byte[] {'R', 'S', 'T', 'N', 1, 1, 1, 0});
            return socket;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void connectionsBeyondTheMostAreToldWhy() throws IOException {
        try (TestBroker served = TestBroker.served(
                options -> options.withConnections(1, 1).withTimes(new Times(10_000, 10_000, 10_000, 200)))) {
            try (RawClient first = RawClient.of(served).login();
                    RawClient second = RawClient.of(served).hello(1, 1)) {
                second.answer();
                assertTrue(second.next(RawClient.GOODBYE).text().startsWith("the server has 1 connections"));
                second.awaitEnd();
                first.request(2, new Request.Drain(1));
                assertEquals(2, first.next(RawClient.REPLY).number());
            }
            Awaitility.await().until(() -> served.server().stats().connections() == 0);
            assertEquals(1, served.server().stats().refused());
            RawClient.of(served).login().close();
        }
    }

    @Test
    void connectionsThatWaitForTheirLoginAreBounded() throws IOException {
        try (TestBroker served = TestBroker.served(options -> options.withConnections(10, 1));
                RawClient first = RawClient.of(served).hello(1, 1)) {
            first.answer();
            try (RawClient second = RawClient.of(served).hello(1, 1)) {
                second.answer();
                assertTrue(second.next(RawClient.GOODBYE).text().startsWith("1 connections wait for their login"));
            }
            first.request(1, new Request.Connect(null, null));
            first.next(RawClient.REPLY);
            Awaitility.await().until(() -> served.server().stats().notLoggedIn() == 0);
            RawClient.of(served).login().close();
        }
    }

    @Test
    void frameThatDoesNotComeInEndsItsConnection() throws IOException {
        try (TestBroker served = quick();
                RawClient client = RawClient.of(served).login()) {
            client.begin(1000, 10);
            String why = client.next(RawClient.GOODBYE).text();
            assertTrue(why.startsWith("a frame of 1000 bytes was not complete"), why);
        }
    }

    @Test
    void lengthOfAFrameThatDoesNotComeInEndsItsConnection() throws IOException {
        try (TestBroker served = TestBroker.served(options -> options.withTimes(new Times(10_000, 300, 100, 200)));
                RawClient client = RawClient.of(served).login()) {
            client.bytes(new byte[] {0, 0});
            String why = client.next(RawClient.GOODBYE).text();
            assertTrue(why.startsWith("a frame of 2 bytes was not complete"), why);
        }
    }

    @Test
    void frameThatComesInByteByByteEndsItsConnection() throws IOException {
        try (TestBroker served = TestBroker.served(options -> options.withTimes(new Times(10_000, 300, 200, 200)));
                RawClient client = RawClient.of(served).login().begin(100_000, 0)) {
            Awaitility.await().until(() -> served.server().stats().dropped() == 1 || isHungUp(client));
            assertEquals(1, served.server().stats().dropped());
        }
    }

    /** However long the frame is that was announced: its room is kept from others meanwhile. */
    @Test
    void longFrameThatComesInByteByByteEndsItsConnectionAsSoon() throws IOException {
        try (TestBroker served = TestBroker.served(options -> options.withTimes(new Times(10_000, 300, 200, 200)));
                RawClient client = RawClient.of(served).login().begin(30 << 20, 0)) {
            Awaitility.await().until(() -> served.server().stats().dropped() == 1 || isHungUp(client));
            assertEquals(1, served.server().stats().dropped());
        }
    }

    @Test
    void pingsDoNotPutOffTheTimeForALogin() throws IOException {
        try (TestBroker served = TestBroker.served(options -> options.withTimes(new Times(2_000, 300, 200, 200)));
                RawClient client = RawClient.of(served).hello(1, 1)) {
            client.answer();
            Awaitility.await().until(() -> {
                client.frame(RawClient.PING, 100, new byte[0]);
                return served.server().stats().dropped() == 1;
            });
            assertEquals(
                    "no login within 2000 ms", client.next(RawClient.GOODBYE).text());
        }
    }

    /** Sends one more byte; returns whether the server has closed the socket. */
    private static boolean isHungUp(RawClient client) {
        try {
            client.bytes(new byte[1]);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void longFramesThatDoNotComeInKeepNoOthersOut() throws Exception {
        try (TestBroker served = TestBroker.served(
                options -> options.withMemory(8 << 20, 1 << 20).withTimes(new Times(10_000, 10_000, 60_000, 1_000)))) {
            List<RawClient> half = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                half.add(RawClient.of(served).login().begin(3 << 20, 300 << 10));
            }
            Awaitility.await().until(() -> served.server().stats().waitingForMemory() > 0);
            assertTrue(
                    served.server().stats().requestBytes() <= 8 << 20,
                    () -> served.server().stats().toString());
            Link link = LinkUri.parse(served.uri()).open(event -> {});
            ask(link, new Request.Connect(null, null));
            for (int i = 0; i < 1000; i++) {
                assertInstanceOf(Reply.Done.class, ask(link, new Request.Drain(i)));
            }
            assertTrue(served.server().stats().waitingForMemory() > 0, "the long frames still wait");
            for (RawClient client : half) {
                client.close();
            }
            Awaitility.await().until(() -> served.server().stats().requestBytes() == 0);
            link.close();
        }
    }

    @Test
    void longFramesThatAreOnlyAnnouncedTakeNoRoomOfOthers() throws Exception {
        try (TestBroker served = TestBroker.served(
                options -> options.withMemory(8 << 20, 1 << 20).withTimes(new Times(10_000, 10_000, 60_000, 1_000)))) {
            List<RawClient> half = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                half.add(RawClient.of(served).login().begin(30 << 20, 1));
            }
            Awaitility.await().until(() -> served.server().stats().requestBytes() >= 3 * (64 << 10));
            Link link = LinkUri.parse(served.uri()).open(event -> {});
            ask(link, new Request.Connect(null, null));
            for (int i = 0; i < 10; i++) {
                Envelope large = Letters.letter(Address.queue("orders"), new byte[1 << 20]);
                assertInstanceOf(Reply.Done.class, ask(link, new Request.Send(large)));
            }
            Awaitility.await().until(() -> served.server().stats().requestBytes() < 1 << 20);
            link.close();
            for (RawClient client : half) {
                client.close();
            }
            Awaitility.await().until(() -> served.server().stats().requestBytes() == 0);
        }
    }

    @Test
    void longFramesOfOneUserLeaveRoomForAnother() throws Exception {
        try (TestBroker served = TestBroker.served(
                options -> options.withMemory(8 << 20, 1 << 20).withTimes(new Times(10_000, 10_000, 60_000, 1_000)))) {
            List<RawClient> half = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                half.add(RawClient.of(served).login("eve").begin(3 << 20, 400 << 10));
            }
            Awaitility.await().until(() -> served.server().stats().waitingForMemory() > 0);
            Link link = LinkUri.parse(served.uri()).open(event -> {});
            ask(link, new Request.Connect("anna", null));
            for (int i = 0; i < 10; i++) {
                Envelope large = Letters.letter(Address.queue("orders"), new byte[1 << 20]);
                assertInstanceOf(Reply.Done.class, ask(link, new Request.Send(large)));
            }
            assertTrue(served.server().stats().waitingForMemory() > 0, "the other user's frames still wait");
            link.close();
            for (RawClient client : half) {
                client.close();
            }
            Awaitility.await().until(() -> served.server().stats().requestBytes() == 0);
        }
    }

    @Test
    void addressThatOthersReachNeedsUsers() {
        IllegalStateException refused = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class, () -> RestanteServer.start("vm:open", "tcp://0.0.0.0:0"));
        assertTrue(String.valueOf(refused.getMessage())
                .contains("without users, a server does not listen at tcp://0.0.0.0:0"));
    }

    private static Reply ask(Link link, Request request) {
        return link.request(request)
                .toCompletableFuture()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
