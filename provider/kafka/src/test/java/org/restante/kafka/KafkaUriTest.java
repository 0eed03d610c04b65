package org.restante.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.InitialContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.BrokerInfo.NodeInfo;

/** {@code kafka:} URIs: in code, by JNDI, and of a server. */
class KafkaUriTest {

    private static final long PATIENCE = 30_000;

    private final TestLogs logs = new TestLogs();
    private final String name = logs.options().name();
    private final String attaching =
            "kafka:" + name + "?bootstrap=" + logs.cluster().bootstrap();
    private final String uri = attaching + "&listen=tcp://127.0.0.1:0";

    @TempDir
    private Path directory;

    /** What the first connection has started goes on until it is stopped. */
    private Restante running() {
        return Restante.start(uri);
    }

    private static void send(String to, String... texts) {
        try (JMSContext context = new RestanteConnectionFactory(to).createContext()) {
            for (String text : texts) {
                context.createProducer().send(context.createQueue("orders"), text);
            }
        }
    }

    private static String receive(String from) {
        try (JMSContext context = new RestanteConnectionFactory(from).createContext()) {
            return context.createConsumer(context.createQueue("orders")).receiveBody(String.class, PATIENCE);
        }
    }

    @Test
    void anApplicationIsTheOwnerAndAnotherOneAttachesByTheLogAlone() throws Exception {
        send(uri, "tea", "milk");
        try (Restante started = running()) {
            assertNotNull(started);
            receiveByAllWays();
        }
    }

    @SuppressWarnings("JdkObsolete") // the API gives no choice
    private void receiveByAllWays() throws Exception {
        assertEquals("tea", receive(uri));
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "org.restante.jms.RestanteInitialContextFactory");
        environment.put(Context.PROVIDER_URL, uri);
        ConnectionFactory factory = (ConnectionFactory) new InitialContext(environment).lookup("ConnectionFactory");
        try (JMSContext context = factory.createContext()) {
            assertEquals(
                    "milk",
                    context.createConsumer(context.createQueue("orders")).receiveBody(String.class, PATIENCE));
        }
        NodeInfo node = info(uri);
        assertEquals("owner", node.role());
        assertEquals(1, node.epoch());
        assertEquals("kafka:" + name + " at " + logs.cluster().bootstrap(), node.log());
        assertTrue(node.ownerAddress().startsWith("tcp://127.0.0.1:"), node.ownerAddress());
    }

    private static NodeInfo info(String of) {
        try (Admin admin = Admin.connect(of)) {
            NodeInfo node = admin.info().node();
            assertNotNull(node);
            return node;
        }
    }

    @Test
    void connectionsGoToTheOwnerAndOnWithTheNextOne() throws IOException {
        try (NodeProcess owner = new NodeProcess(attaching);
                Restante standby = Restante.start(uri);
                JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            context.createProducer().send(context.createQueue("orders"), "tea");
            assertEquals(owner.address(), info(attaching).ownerAddress());
            assertEquals(owner.address(), info(uri).ownerAddress());
            assertEquals("tea", receive(attaching));
            context.createProducer().send(context.createQueue("orders"), "milk");
            owner.kill();
            context.createProducer().send(context.createQueue("orders"), "sugar");
            NodeInfo after = info(uri);
            assertEquals("owner", after.role());
            assertEquals(2, after.epoch());
            assertEquals(1, after.takeOvers());
            assertTrue(after.takeOverMillis() >= 3_000, after.toString());
            assertEquals("milk", receive(attaching));
            assertEquals("sugar", receive(uri));
            assertNotNull(standby);
        }
    }

    @Test
    void aProcessThatIsClosedLeavesTheLogFree() throws IOException {
        try (Restante owner = Restante.start(uri)) {
            send(uri, "tea");
            assertNotNull(owner);
        }
        try (KafkaLog log = logs.open()) {
            assertTrue(log.isFree());
            assertEquals(1, log.epoch());
        }
    }

    @Test
    void aServerThatIsStandbyNamesTheOwner() throws IOException {
        try (NodeProcess owner = new NodeProcess(attaching);
                RestanteServer standby = RestanteServer.start(attaching, "tcp://127.0.0.1:0")) {
            NodeInfo node = standby.node();
            assertNotNull(node);
            assertEquals("standby", node.role());
            assertEquals(owner.address(), node.ownerAddress());
            assertTrue(owner.info().contains("role=owner"));
            String at = "tcp://" + standby.addresses().get(0);
            JMSRuntimeException refused = assertThrows(JMSRuntimeException.class, () -> send(at, "tea"));
            assertTrue(String.valueOf(refused.getMessage()).contains("not here: the broker is at " + owner.address()));
            String both = "tcp://" + standby.addresses().get(0) + ","
                    + owner.address().substring("tcp://".length()) + "?reconnect=30s";
            send(both, "tea");
            assertEquals("tea", receive(both));
            Awaitility.await().until(() -> standby.node().lagBytes() == 0);
        }
    }

    @Test
    void aStartWithADirectoryKnowsItsLog() throws IOException {
        String kept = uri + "&data=" + directory;
        Restante.start(kept).close();
        try (Restante again = Restante.start(kept)) {
            send(attaching, "tea");
            assertNotNull(again);
        }
        List<String> names;
        try (Stream<Path> files = Files.list(directory)) {
            names = files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
        assertTrue(names.containsAll(List.of("lock", "shared-log", "snapshots")), names.toString());
        Files.writeString(directory.resolve("shared-log"), "1\n");
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Restante.start(kept));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("but log 1 is expected: bootstrap leads to another cluster"),
                refused.getMessage());
        Files.createDirectory(directory.resolve("journal"));
        IllegalStateException journal = assertThrows(IllegalStateException.class, () -> Restante.start(kept));
        assertTrue(String.valueOf(journal.getMessage()).contains("a log of its own"), journal.getMessage());
    }

    @Test
    void refusesWhatCannotWork() {
        assertRefused("kafka:" + name + "?listen=tcp://127.0.0.1:0", "needs the option 'bootstrap'");
        assertRefused(attaching, "only attaches to the owner of the log; add listen=");
        assertRefused(attaching + "&data=/tmp/x", "needs the option 'listen'");
        assertRefused(uri + "&bootstap=x", "'bootstrap'");
        assertRefused(uri + "&replicas=0", "'replicas' takes a whole number");
        assertRefused(uri + "&idleTimeout=0", "'idleTimeout'");
        JMSRuntimeException soon =
                assertThrows(JMSRuntimeException.class, () -> send(attaching + "&reconnect=false", "tea"));
        assertTrue(String.valueOf(soon.getMessage()).contains("no process owns the log"), soon.getMessage());
        assertThrows(JMSRuntimeException.class, () -> send(attaching + "&reconnect=soon", "tea"));
        IllegalStateException everywhere = assertThrows(
                IllegalStateException.class,
                () -> Restante.start(attaching + "&listen=tcp://0.0.0.0:0?plaintext=true"));
        assertTrue(String.valueOf(everywhere.getMessage()).contains("without users"), everywhere.getMessage());
    }

    private static void assertRefused(String of, String reason) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Restante.start(of));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    }

    @Test
    void sendsAreRefusedWhileTheClusterTakesNoRecordsAndTakenAfterwards() throws IOException {
        try (RestanteServer node = RestanteServer.start(attaching, "tcp://127.0.0.1:0")) {
            String at = "tcp://" + node.addresses().get(0);
            send(at, "tea");
            int leader = logs.cluster().leader(logs.topic());
            logs.cluster().nodes().stream().filter(each -> each != leader).forEach(logs.cluster()::kill);
            JMSRuntimeException refused = assertThrows(JMSRuntimeException.class, () -> send(at, "milk"));
            assertTrue(String.valueOf(refused.getMessage()).contains("min.insync.replicas"), refused.getMessage());
            logs.cluster().heal();
            String patient = at + "?reconnect=1m";
            send(patient, "sugar");
            assertEquals("tea", receive(patient));
            assertNull(node.failure());
        }
    }
}
