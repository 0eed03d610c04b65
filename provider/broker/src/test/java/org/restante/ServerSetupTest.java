package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.admin.Admin;
import org.restante.configuration.ConfigurationException;
import org.restante.configuration.ConfigurationFile;
import org.restante.configuration.Mistake;
import org.restante.configuration.ServerConfiguration;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.BrokerInfo;
import org.restante.server.ServerOptions;

/** From a file's text to a server, and what is wrong before there is one. */
final class ServerSetupTest {

    @TempDir
    private Path folder;

    private ServerConfiguration read(String... lines) throws ConfigurationException {
        return ConfigurationFile.parse(String.join("\n", lines), folder);
    }

    private List<String> wrong(String... lines) throws ConfigurationException {
        return ServerSetup.check(read(lines)).stream().map(Mistake::text).toList();
    }

    @Test
    void theStandardIsRight() throws ConfigurationException {
        assertEquals(List.of(), wrong());
    }

    @Test
    void theStandardIsThatOfAServerByItself() {
        ServerConfiguration standard = ServerConfiguration.standard();
        ServerOptions options = ServerSetup.options(standard);
        assertEquals(ServerOptions.at(options.listen()), options);
        assertEquals(
                BrokerConfiguration.of(org.restante.link.LinkUri.parse("vm:x")),
                BrokerConfiguration.of(org.restante.link.LinkUri.parse(ServerSetup.brokerUri("x", standard))));
    }

    @Test
    void unusedQueuesGoAfterTheTimeOfTheFileOrOfTheUri() throws ConfigurationException {
        assertEquals(0, unusedQueues(ServerSetup.brokerUri("x", read())));
        assertEquals(36_000_000, unusedQueues(ServerSetup.brokerUri("x", read("unusedQueues = 10h"))));
        assertEquals(0, unusedQueues("vm:x?unusedQueues=off"));
        assertEquals(600_000, unusedQueues("vm:x?unusedQueues=10m"));
        String refused =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> unusedQueues("vm:x?unusedQueues=10"))
                        .getMessage());
        assertTrue(refused.contains("takes a time, as 500ms, 30s, 10m or 24h, or off, not '10'"), refused);
    }

    private static long unusedQueues(String uri) {
        return BrokerConfiguration.of(org.restante.link.LinkUri.parse(uri))
                .options()
                .unusedQueues();
    }

    @Test
    void namesAllThatIsWrongAtOnce() throws ConfigurationException, IOException {
        Files.writeString(folder.resolve("users"), "nonsense\n");
        List<String> wrong = wrong(
                "listen = tcp://0.0.0.0:7270, tls://127.0.0.1:7271",
                "tls.key = missing.pem",
                "users = users",
                "permissions = nowhere",
                "segmentBytes = 100000");
        assertEquals(7, wrong.size(), () -> String.join("\n", wrong));
        assertTrue(wrong.get(0).contains("passwords would cross the network"), wrong.get(0));
        assertTrue(wrong.get(1).contains("needs 'tls.certificate'"), wrong.get(1));
        assertTrue(wrong.get(2).contains("go together"), wrong.get(2));
        assertTrue(wrong.get(3).contains("missing.pem"), wrong.get(3));
        assertTrue(wrong.get(4).contains("line 1"), wrong.get(4));
        assertTrue(wrong.get(5).contains("nowhere"), wrong.get(5));
        assertTrue(wrong.get(6).contains("power of two"), wrong.get(6));
    }

    @Test
    void doesNotListenBeyondThisMachineWithoutUsers() throws ConfigurationException {
        assertTrue(wrong("listen = tcp://0.0.0.0:0").get(0).startsWith("without users"), "no refusal");
    }

    @Test
    void aServerRunsAsItsFileSaysAndTellsOfItself() throws ConfigurationException {
        ServerConfiguration configuration =
                read("listen = tcp://127.0.0.1:0", "data = a b & c", "segmentBytes = 64KiB", "linger = 2s");
        try (RestanteServer server = RestanteServer.start("setup", configuration);
                Admin admin = server.admin()) {
            String uri = "tcp://" + server.addresses().get(0);
            try (JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
                context.createProducer().send(context.createQueue("orders"), "tea");
            }
            BrokerInfo info = admin.info();
            assertTrue(info.about().addresses().contains(uri), info::toString); // and the socket in its directory
            assertEquals(folder.resolve("a b & c").toString(), info.about().data());
            assertEquals(1, info.sockets().accepted());
            assertTrue(info.sockets().bytesIn() > 100, info::toString);
        }
    }
}
