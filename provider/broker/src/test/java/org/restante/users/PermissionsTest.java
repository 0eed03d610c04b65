package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.jms.RestanteConnectionFactory;

/** What users may do over a socket, by the API alone, and what is written of it. */
@SuppressWarnings("NullAway.Init") // set before each test
final class PermissionsTest {

    private static final String BROKER = "vm:permitted";

    @TempDir
    private Path folder;

    private final List<String> audit = new CopyOnWriteArrayList<>();
    private final Logger log = Logger.getLogger(Audit.NAME);
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            audit.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Restante broker;
    private RestanteServer server;

    @BeforeEach
    void start() throws Exception {
        Path users = folder.resolve("users");
        List<String> lines = new ArrayList<>();
        for (String user : List.of("anna", "bob", "operator")) {
            lines.add(user + ":" + PasswordHash.of("tea", PasswordHash.MIN_ITERATIONS, new Random(1)));
        }
        Files.write(users, lines);
        Path permissions = folder.resolve("permissions");
        Files.writeString(permissions, """
                allow anna send queue:orders.*
                allow anna send,receive topic:news.>
                allow bob receive,browse queue:orders.*
                allow operator all everything
                """);
        broker = Restante.start(BROKER + "?users=" + users + "&permissions=" + permissions);
        server = RestanteServer.start(BROKER, "tcp://127.0.0.1:0");
        log.addHandler(handler);
    }

    @AfterEach
    void stop() {
        log.removeHandler(handler);
        server.close();
        broker.close();
    }

    private String uri() {
        return "tcp://" + server.addresses().get(0);
    }

    private JMSContext as(String user) {
        return new RestanteConnectionFactory(uri()).createContext(user, "tea");
    }

    private static void assertRefused(String words, Executable step) {
        Exception refusal = assertThrows(Exception.class, step);
        assertTrue(
                refusal instanceof JMSSecurityException || refusal instanceof JMSSecurityRuntimeException,
                refusal.toString());
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
    }

    @Test
    void whoMaySendMayNotReceiveOrBrowse() throws Exception {
        try (JMSContext anna = as("anna")) {
            Queue orders = anna.createQueue("orders.new");
            anna.createProducer().send(orders, "one");
            assertRefused("'anna' may not receive 'queue:orders.new'", () -> anna.createConsumer(orders));
            assertRefused(
                    "'anna' may not browse 'queue:orders.new'",
                    () -> anna.createBrowser(orders).getEnumeration().hasMoreElements());
            assertRefused(
                    "'anna' may not send 'queue:other'",
                    () -> anna.createProducer().send(anna.createQueue("other"), "two"));
        }
        try (JMSContext bob = as("bob")) {
            Queue orders = bob.createQueue("orders.new");
            assertTrue(bob.createBrowser(orders).getEnumeration().hasMoreElements());
            assertEquals("one", bob.createConsumer(orders).receiveBody(String.class, 20_000));
            assertRefused(
                    "'bob' may not send 'queue:orders.new'",
                    () -> bob.createProducer().send(orders, "two"));
        }
    }

    @Test
    void patternIsSubscribedToWhereAllOfItIsAllowed() {
        try (JMSContext anna = as("anna")) {
            assertNotNull(anna.createConsumer(anna.createTopic("news.*.de")));
            assertRefused("may not receive 'topic:>'", () -> anna.createConsumer(anna.createTopic(">")));
            assertRefused(
                    "may not receive 'topic:weather'",
                    () -> anna.createSharedDurableConsumer(anna.createTopic("weather"), "w"));
        }
    }

    @Test
    void transactionWithOneSendThatIsNotAllowedSendsNothing() {
        try (JMSContext anna = as("anna");
                JMSContext transacted = anna.createContext(JMSContext.SESSION_TRANSACTED)) {
            transacted.createProducer().send(transacted.createQueue("orders.new"), "one");
            transacted.createProducer().send(transacted.createQueue("other"), "two");
            assertThrows(RuntimeException.class, transacted::commit);
        }
        try (JMSContext bob = as("bob");
                JMSConsumer consumer = bob.createConsumer(bob.createQueue("orders.new"))) {
            assertEquals(null, consumer.receiveNoWait());
        }
    }

    @Test
    void replyGoesToATemporaryQueueOfSomebodyElse() {
        try (JMSContext anna = as("anna");
                JMSContext bob = as("bob")) {
            TemporaryQueue replies = anna.createTemporaryQueue();
            JMSConsumer waiting = anna.createConsumer(replies);
            bob.createProducer().send(replies, "done");
            assertEquals("done", waiting.receiveBody(String.class, 20_000));
        }
    }

    @Test
    void operatorsAreAuditedAndOthersAreNoOperators() throws Exception {
        try (Admin bob = Admin.connect(uri(), "bob", "tea")) {
            AdminException refused = assertThrows(AdminException.class, () -> bob.create("queue:orders.bob"));
            assertTrue(String.valueOf(refused.getMessage()).contains("'bob' may not administer"), refused.getMessage());
        }
        try (Admin operator = Admin.connect(uri(), "operator", "tea")) {
            operator.create("queue:orders.new");
            operator.create("queue:secret");
        }
        try (Admin bob = Admin.connect(uri(), "bob", "tea")) {
            assertEquals(
                    List.of("orders.new"),
                    bob.destinations().stream()
                            .map(each -> each.address().name())
                            .filter(name -> !name.startsWith("$"))
                            .toList());
        }
        assertEquals(3, audit.size(), audit.toString());
        assertTrue(audit.get(0).startsWith("user=\"bob\" connection="), audit.get(0));
        assertTrue(audit.get(0).contains("peer=\"/127.0.0.1:"), audit.get(0));
        assertTrue(audit.get(0).contains("outcome=\"refused: SECURITY"), audit.get(0));
        assertTrue(audit.get(1).contains("orders.new"), audit.get(1));
        assertTrue(audit.get(1).contains("user=\"operator\""), audit.get(1));
    }

    @Test
    void wrongPasswordIsWrittenWithoutThePassword() {
        RestanteConnectionFactory factory = new RestanteConnectionFactory(uri());
        assertThrows(JMSSecurityRuntimeException.class, () -> factory.createContext("anna\nbob", "coffee"));
        assertEquals(1, audit.size(), audit.toString());
        assertTrue(audit.get(0).startsWith("user=\"anna\\u000abob\" peer=\"/127.0.0.1:"), audit.get(0));
        assertTrue(!audit.get(0).contains("coffee"), audit.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://0.0.0.0:0", "tcp://[::]:0"})
    void passwordsDoNotCrossTheNetworkAsTheyAreUnlessTold(String listen) {
        String said =
                String.valueOf(assertThrows(IllegalStateException.class, () -> RestanteServer.start(BROKER, listen))
                        .getMessage());
        assertTrue(said.contains("plaintext=true"), said);
        RestanteServer.start(BROKER, listen + "?plaintext=true").close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://0.0.0.0:0?plaintext=true", "tcp://[::]:0", "tcp://192.0.2.1:0", "tls://0.0.0.0:0"})
    void withoutUsersAServerListensToThisMachineOnly(String listen) {
        try (Restante open = Restante.start("vm:open-to-all")) {
            assertNotNull(open);
            String said = String.valueOf(
                    assertThrows(IllegalStateException.class, () -> RestanteServer.start("vm:open-to-all", listen))
                            .getMessage());
            assertTrue(said.contains("without users"), said);
        }
    }
}
