package org.restante.soak;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.link.AdminRequest;
import org.restante.link.Place;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;
import org.restante.server.RawClient;
import org.restante.tcp.HostPort;
import org.restante.tcp.WireCodec;

/**
 * A user without permission sends requests of many small parts, over several connections at once: decoded, each part takes more memory
 * than its bytes.
 */
final class ManyPartsTest {

    private static final int CONNECTIONS = 6;
    private static final int TAGS = 1_000_000;
    private static final int MESSAGES = 400_000;

    @TempDir
    private Path folder;

    private static byte[] acknowledge() {
        Encoder body = new Encoder(4 << 20).u8(8).varint(1).varint(TAGS);
        byte[] tag = new Encoder(3).u8(1).u8(4).u8(1).toBytes();
        for (int i = 0; i < TAGS; i++) {
            body.raw(tag, 0, tag.length);
        }
        return body.toBytes();
    }

    private static byte[] body(Request request) {
        return WireCodec.encode(request).head();
    }

    private static List<Envelope> messages(Address to) {
        Header header = new Header(new MessageId(0, 0, 0), to, false, 4, 0, 0, 0, null, null, null);
        return Collections.nCopies(MESSAGES, Envelope.of(header, Map.of(), BodyKind.NONE, null));
    }

    @Test
    void serverWithASmallHeapGoesOn() throws Exception {
        List<byte[]> requests = List.of(
                acknowledge(),
                body(new Request.Commit(1, messages(new Address(Address.Kind.TEMPORARY_QUEUE, "t")), List.of())),
                body(new AdminRequest.Import(
                        Place.of(Address.queue("q")),
                        messages(Address.queue("q")).stream()
                                .map(message -> new AdminRequest.Imported(message, 0))
                                .toList())));
        try (ServerProcess server = new ServerProcess(folder)) {
            for (byte[] request : requests) {
                refused(server.port(), request);
            }
        }
    }

    private static void refused(int port, byte[] request) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            RawClient client = new RawClient(new HostPort("127.0.0.1", port));
            clients.add(client);
            client.hello(1, 1).answer();
            client.request(1, new Request.Connect("eve", ServerProcess.PASSWORD))
                    .next(RawClient.REPLY);
        }
        List<CompletableFuture<Reply>> replies = clients.stream()
                .map(client -> CompletableFuture.supplyAsync(() -> reply(client, request)))
                .toList();
        for (CompletableFuture<Reply> reply : replies) {
            assertInstanceOf(Reply.Refused.class, reply.join());
        }
        for (RawClient client : clients) {
            client.close();
        }
    }

    private static Reply reply(RawClient client, byte[] request) {
        try {
            byte[] reply = client.frame(RawClient.REQUEST, 2, request)
                    .next(RawClient.REPLY)
                    .body();
            return WireCodec.decodeReply(reply, 0, reply.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
