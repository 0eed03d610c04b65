package org.restante.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Encoder;
import org.restante.server.RawClient;
import org.restante.tcp.HostPort;
import org.restante.tcp.WireCodec;

/** A user without permission acknowledges as many deliveries as requests may name, over several connections at once. */
final class ManyTagsTest {

    private static final int CONNECTIONS = 6;
    private static final int TAGS = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void serverWithASmallHeapGoesOn() throws Exception {
        Encoder body = new Encoder(4 << 20).u8(8).varint(1).varint(TAGS);
        byte[] tag = new Encoder(3).u8(1).u8(4).u8(1).toBytes();
        for (int i = 0; i < TAGS; i++) {
            body.raw(tag, 0, tag.length);
        }
        byte[] acknowledge = body.toBytes();
        try (ServerProcess server = new ServerProcess(folder)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                RawClient client = new RawClient(new HostPort("127.0.0.1", server.port()));
                clients.add(client);
                client.hello(1, 1).answer();
                client.request(1, new Request.Connect("eve", ServerProcess.PASSWORD))
                        .next(RawClient.REPLY);
                client.frame(RawClient.REQUEST, 2, acknowledge);
            }
            for (RawClient client : clients) {
                byte[] reply = client.next(RawClient.REPLY).body();
                Reply.Refused refused =
                        assertInstanceOf(Reply.Refused.class, WireCodec.decodeReply(reply, 0, reply.length));
                assertEquals(Problem.SECURITY, refused.problem());
                client.close();
            }
        }
    }
}
