package org.restante.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.shell.Ran;
import org.restante.shell.terminal.ShellException;

/** Held messages over a link that reconnects to another broker. */
final class HeldMessagesTest {

    @TempDir
    private Path data;

    private RestanteServer serve(int port) {
        return RestanteServer.start("vm:held?data=" + data, "tcp://127.0.0.1:" + port);
    }

    private static int hold(HeldMessages heldMessages, JMSContext connection) {
        return heldMessages.hold(
                connection,
                context -> context.createConsumer(context.createQueue("orders")),
                consumer -> consumer.receive(10_000));
    }

    @Test
    void neverSaysTwiceThatAMessageWasAcknowledgedWhichWasNot() {
        RestanteServer server = serve(0);
        int port = server.addresses().get(0).port();
        HeldMessages heldMessages = new HeldMessages();
        try (JMSContext connection =
                new RestanteConnectionFactory("tcp://127.0.0.1:" + port + "?reconnect=1m").createContext()) {
            for (String text : new String[] {"a", "b", "c"}) {
                connection.createProducer().send(connection.createQueue("orders"), text);
            }
            assertEquals(1, hold(heldMessages, connection));
            assertEquals(2, hold(heldMessages, connection));
            assertEquals(3, hold(heldMessages, connection));
            server.close();
            server = serve(port);

            ShellException refused = assertThrows(ShellException.class, () -> heldMessages.acknowledge(1));
            assertTrue(refused.getMessage().startsWith("message 1 was not acknowledged and is no longer held: "));
            heldMessages.acknowledge(1); // no longer held: nothing happens
            ShellException all = assertThrows(ShellException.class, heldMessages::acknowledgeAll);
            assertTrue(all.getMessage().startsWith("0 of 2 messages acknowledged"), all.getMessage());
            assertEquals(0, heldMessages.size());
            assertEquals(
                    "a\nb\nc\n",
                    Ran.on(data, "", "--url", "tcp://127.0.0.1:" + port, "browse", "orders", "-o", "raw")
                            .out());
        } finally {
            server.close();
        }
    }
}
