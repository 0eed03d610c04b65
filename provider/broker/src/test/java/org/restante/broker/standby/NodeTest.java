package org.restante.broker.standby;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;
import org.restante.broker.Broker;
import org.restante.broker.BrokerOptions;
import org.restante.broker.TestClient;
import org.restante.broker.persistence.Storage;
import org.restante.link.Caller;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.NotHere;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.LogFailedException;
import org.restante.log.MemoryLog;
import org.restante.log.StaleOwnerException;
import org.restante.log.shared.SharedMemoryLog;

@ExtendWith(QuietLog.class)
class NodeTest {

    private final MemoryLog shared = new MemoryLog(64 << 20);
    private final List<Node> nodes = new ArrayList<>();
    private final Node first = node("first");
    private final Node second = node("second");

    private Node node(String name) {
        return node(name, this::open, "tcp://owner:7270");
    }

    private Node node(String name, Storage.Opener opener, @Nullable String owner) {
        Node made = Node.start(new Node.Settings(
                        name,
                        opener,
                        BrokerOptions.forHeap(256 << 20),
                        InstantSource.system(),
                        System::nanoTime,
                        new Random(1),
                        () -> owner))
                .join();
        nodes.add(made);
        return made;
    }

    private Storage open() throws IOException {
        return new Storage(shared.successor(), null, () -> {});
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(Node::close);
    }

    @Test
    void takesOverWhatTheOwnerHasConfirmed() {
        TestClient client = new TestClient(first.takeOver().join());
        for (int i = 0; i < 20; i++) {
            client.send("orders", "message " + i);
        }
        assertEquals(10, client.texts(client.consume("orders"), 10).size());
        TestClient other = new TestClient(second.takeOver().join());
        List<Event.Delivery> all = other.take(other.consume("orders"), 20);
        assertEquals(20, all.size(), "none was acknowledged");
        assertEquals(
                10, all.stream().filter(delivery -> delivery.attempt() == 1).count());
        assertEquals(Node.Role.OWNER, second.role());
    }

    @Test
    void aStandbyIsWarm() {
        TestClient client = new TestClient(first.takeOver().join());
        for (int i = 0; i < 20; i++) {
            client.send("orders", "message " + i);
        }
        await().until(() -> second.position() > 20 * 64);
        assertEquals(Node.Role.STANDBY, second.role());
    }

    @Test
    void aFencedOwnerEndsForItsClientsAndFollowsAgain() {
        Broker old = first.takeOver().join();
        TestClient client = new TestClient(old);
        client.send("orders", "one");
        second.takeOver().join();
        Reply reply = client.ask(new Request.Send(client.message("orders", "two")));
        Reply.Refused refused = assertInstanceOf(Reply.Refused.class, reply);
        assertEquals(Problem.CLOSED, refused.problem());
        assertEquals(new NotHere(null), NotHere.of(refused.reason()));
        assertInstanceOf(
                StaleOwnerException.class, old.failed().toCompletableFuture().join());
        await().until(() -> first.role() == Node.Role.STANDBY);
        assertNull(first.broker());
        TestClient back = new TestClient(first.takeOver().join());
        assertEquals(List.of("one"), back.texts(back.consume("orders"), 10));
    }

    @Test
    void aStandbyRefusesClientsAndNamesTheOwner() {
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        for (Link link :
                List.of(first.connect(events::add, Caller.ANYBODY), first.accept(events::add, Caller.ANYBODY))) {
            Reply reply = link.request(new Request.Connect(null, null, null))
                    .toCompletableFuture()
                    .join();
            Reply.Refused refused = assertInstanceOf(Reply.Refused.class, reply);
            assertEquals(Problem.CLOSED, refused.problem());
            assertEquals(new NotHere("tcp://owner:7270"), NotHere.of(refused.reason()));
            link.close();
        }
        assertTrue(events.isEmpty());
    }

    /** Without anything to append it would serve a state that is old. */
    @Test
    void anIdleOwnerStepsDownWhenItsLogShowsAnother() throws IOException {
        SharedMemoryLog.Topic topic = new SharedMemoryLog.Topic(1 << 20);
        List<SharedMemoryLog> opened = new CopyOnWriteArrayList<>();
        Node node = node(
                "third",
                () -> {
                    opened.add(new SharedMemoryLog(topic));
                    return new Storage(opened.get(opened.size() - 1), null, () -> {});
                },
                null);
        Broker broker = node.takeOver().join();
        TestClient client = new TestClient(broker);
        client.send("orders", "one");
        new SharedMemoryLog(topic).claim();
        opened.get(0).read(1);
        StaleOwnerException stale = assertInstanceOf(
                StaleOwnerException.class, broker.failed().toCompletableFuture().join());
        assertEquals("tcp://eager", stale.owner());
        await().until(() -> node.role() == Node.Role.STANDBY);
        Reply.Refused refused =
                assertInstanceOf(Reply.Refused.class, client.ask(new Request.Send(client.message("orders", "two"))));
        assertEquals(Problem.CLOSED, refused.problem());
    }

    @Test
    void takesOverAtOnceWhatItOwns() {
        Broker broker = first.takeOver().join();
        assertEquals(broker, first.takeOver().join());
    }

    @Test
    void takesNothingOverOnceItIsClosed() {
        second.close();
        assertEquals(Node.Role.ENDED, second.role());
        assertInstanceOf(
                IOException.class,
                assertThrows(CompletionException.class, () -> second.takeOver().join())
                        .getCause());
    }

    /** The cluster of its log may be away for longer than the log takes to fail. */
    @Test
    void opensItsLogAgainUntilThatSucceeds() {
        List<MemoryLog> opened = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        Node node = node(
                "third",
                () -> {
                    if (!opened.isEmpty() && failures.getAndIncrement() < 2) {
                        throw new IOException("no node answers");
                    }
                    opened.add(shared.successor());
                    return new Storage(opened.get(opened.size() - 1), null, () -> {});
                },
                null);
        TestClient client = new TestClient(node.takeOver().join());
        opened.get(0).close();
        assertInstanceOf(Reply.Refused.class, client.ask(new Request.Send(client.message("orders", "two"))));
        await().until(() -> node.role() == Node.Role.STANDBY);
        assertEquals(3, failures.get());
        assertFalse(node.failed().toCompletableFuture().isDone());
    }

    @Test
    void followsAgainWhenItsLogFails() {
        List<MemoryLog> opened = new ArrayList<>();
        Node node = node(
                "third",
                () -> {
                    opened.add(shared.successor());
                    return new Storage(opened.get(opened.size() - 1), null, () -> {});
                },
                null);
        Broker broker = node.takeOver().join();
        TestClient client = new TestClient(broker);
        opened.get(0).close();
        assertInstanceOf(Reply.Refused.class, client.ask(new Request.Send(client.message("orders", "two"))));
        assertInstanceOf(
                LogFailedException.class, broker.failed().toCompletableFuture().join());
        await().until(() -> node.role() == Node.Role.STANDBY);
        assertEquals(2, opened.size());
    }
}
