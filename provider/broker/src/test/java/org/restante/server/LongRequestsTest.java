package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.tcp.WireCodec;
import org.restante.users.UserFile;

/** Long requests that are refused anyway: by a server with a user whom no permission allows anything but one queue. */
final class LongRequestsTest {

    private static final int LONG = 8 << 20;
    private static final int FIRST = 200_000;

    @TempDir
    private Path folder;

    private RestanteServer server;
    private RawClient eve;

    @BeforeEach
    void start() throws IOException {
        new UserFile(folder.resolve("users")).put("eve", "tea");
        Files.writeString(folder.resolve("permissions"), "allow eve send queue:open\n");
        server = RestanteServer.start(
                "vm:long?data=" + folder.resolve("data") + "&users=" + folder.resolve("users") + "&permissions="
                        + folder.resolve("permissions"),
                "tcp://127.0.0.1:0");
        eve = new RawClient(server.addresses().get(0));
        eve.hello(1, 1).answer();
        eve.request(1, new Request.Connect("eve", "tea")).next(RawClient.REPLY);
    }

    @AfterEach
    void stop() throws IOException {
        eve.close();
        server.close();
    }

    private static byte[] bytes(Request request) {
        WireCodec.Encoded encoded = WireCodec.encode(request);
        Encoder body = new Encoder(encoded.size()).raw(encoded.head(), 0, encoded.head().length);
        if (encoded.tail() != null) {
            encoded.tail().encodeTo(body);
        }
        byte[] whole = body.toBytes();
        return new Encoder(16 + whole.length)
                .i32(2 + whole.length)
                .u8(RawClient.REQUEST)
                .varint(2)
                .raw(whole, 0, whole.length)
                .toBytes();
    }

    private Reply reply() throws IOException {
        byte[] body = eve.next(RawClient.REPLY).body();
        return WireCodec.decodeReply(body, 0, body.length);
    }

    private void assertRefusedWithoutMemory(Problem problem, Request request) throws IOException {
        byte[] all = bytes(request);
        assertTrue(all.length > LONG / 2, "the request is not long");
        long before = server.stats().bytesIn();
        eve.bytes(Arrays.copyOf(all, all.length - 1));
        Awaitility.await().until(() -> server.stats().bytesIn() == before + all.length - 1);
        assertTrue(server.stats().requestBytes() < FIRST, () -> "the request takes memory: " + server.stats());
        eve.bytes(new byte[] {all[all.length - 1]});
        assertEquals(problem, assertInstanceOf(Reply.Refused.class, reply()).problem());
        eve.request(
                3,
                new Request.Status(
                        Letters.letter(Address.queue("open"), new byte[1]).id()));
        assertInstanceOf(Reply.Statuses.class, reply());
        Awaitility.await().until(() -> server.stats().requestBytes() == 0);
    }

    private static Envelope letter(String queue, int size) {
        return Letters.letter(Address.queue(queue), new byte[size]);
    }

    @Test
    void sendsToWhereTheUserMayNotSendTakeNoMemory() throws IOException {
        Envelope letter = letter("closed", LONG);
        Envelope small = letter("open", 100);
        assertRefusedWithoutMemory(Problem.SECURITY, new Request.Send(letter));
        assertRefusedWithoutMemory(Problem.SECURITY, new Request.Once(1, 1, new Request.Send(letter)));
        assertRefusedWithoutMemory(Problem.SECURITY, new Request.Commit(1, List.of(small, letter), List.of()));
        assertRefusedWithoutMemory(
                Problem.SECURITY,
                new BranchRequest.Prepare(
                        BranchId.of(1, new byte[] {1}, new byte[] {2}), List.of(letter), List.of(new Tag(1, 4, 1))));
        assertRefusedWithoutMemory(
                Problem.SECURITY,
                new AdminRequest.Import(
                        Place.of(Address.queue("open")), List.of(new AdminRequest.Imported(letter, 0))));
    }

    @Test
    void namesAndSelectorsThatAreTooLongTakeNoMemory() throws IOException {
        String name = "n".repeat(LONG);
        Address there = Address.queue("open");
        assertRefusedWithoutMemory(
                Problem.INVALID_DESTINATION, new Request.OpenConsumer(1, 1, Address.queue(name), null, false, null));
        assertRefusedWithoutMemory(Problem.INVALID_SELECTOR, new Request.OpenConsumer(1, 1, there, name, false, null));
        assertRefusedWithoutMemory(Problem.INVALID_SELECTOR, new Request.Browse(there, name, null, 1, 1));
        assertRefusedWithoutMemory(Problem.INVALID_DESTINATION, new AdminRequest.Create(Address.queue(name)));
        assertRefusedWithoutMemory(Problem.INVALID_CLIENT_ID, new Request.Identify(name));
        assertRefusedWithoutMemory(Problem.INVALID_DESTINATION, new Request.Unsubscribe(name));
        assertRefusedWithoutMemory(Problem.INVALID_DESTINATION, new Request.Send(letter(name, 1)));
    }

    @Test
    void longMessagesToWhereTheUserMaySendArrive() throws IOException {
        eve.request(2, new Request.Send(letter("open", LONG)));
        assertInstanceOf(Reply.Done.class, reply());
        eve.request(3, new Request.Commit(1, List.of(letter("open", LONG), letter("open", LONG)), List.of()));
        assertInstanceOf(Reply.Done.class, reply());
        eve.request(4, new Request.Commit(1, List.of(letter("open", LONG), letter("closed", 1)), List.of()));
        assertEquals(
                Problem.SECURITY, assertInstanceOf(Reply.Refused.class, reply()).problem());
    }

    @Test
    void requestsThatNameTooManyDeliveriesAreRefused() throws IOException {
        List<Tag> tags = IntStream.range(0, 1 << 20)
                .mapToObj(number -> new Tag(1, 4, number & 63))
                .toList();
        eve.request(2, new Request.Acknowledge(1, tags));
        assertEquals(
                Problem.SECURITY, assertInstanceOf(Reply.Refused.class, reply()).problem());
        byte[] one = new Encoder(3).u8(1).u8(4).u8(1).toBytes();
        Encoder more = new Encoder(4 << 20).u8(8).varint(1).varint(1 + (1 << 20));
        for (int i = 0; i <= 1 << 20; i++) {
            more.raw(one, 0, one.length);
        }
        eve.frame(RawClient.REQUEST, 3, more.toBytes());
        assertEquals(
                Problem.RESOURCE_LIMIT,
                assertInstanceOf(Reply.Refused.class, reply()).problem());
        Awaitility.await().until(() -> server.stats().requestBytes() == 0);
    }
}
