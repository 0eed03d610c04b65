package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.Link;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A broker with a file of users, from outside. */
class UsersTest {

    private static final String NAME = "vm:guarded";

    @TempDir
    private Path directory;

    private @Nullable Restante broker;

    private Path file() {
        return directory.resolve("users");
    }

    private String uri() {
        return NAME + "?users=" + file();
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private static String line(String name, String password) {
        return name + ":" + PasswordHash.of(password, PasswordHash.MIN_ITERATIONS, new Random(1)) + "\n";
    }

    private void start(String options) throws IOException {
        write("# who may\n" + line("anna", "tea"));
        broker = Restante.start(uri() + options);
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static void connect(@Nullable String user, @Nullable String password) throws JMSException {
        try (Connection connection = new RestanteConnectionFactory(NAME).createConnection(user, password)) {
            assertNotNull(connection.createSession());
        }
    }

    private static String refusal(@Nullable String user, @Nullable String password) {
        return assertThrows(JMSSecurityException.class, () -> connect(user, password))
                .getMessage();
    }

    @Test
    void passwordIsCheckedAfterAnErrorOfAnEarlierCheck() throws Exception {
        write(line("anna", "secret"));
        AtomicBoolean broken = new AtomicBoolean();
        Users users = Users.open(file(), false, () -> {
            if (broken.get()) {
                throw new StackOverflowError("thrown by the test");
            }
            return System.nanoTime();
        });
        broken.set(true);
        for (int i = 0; i < 5; i++) {
            CompletableFuture<?> check = users.check("anna", "secret").toCompletableFuture();
            ExecutionException failed = assertThrows(ExecutionException.class, () -> check.get(10, TimeUnit.SECONDS));
            assertInstanceOf(StackOverflowError.class, failed.getCause());
        }
        broken.set(false);
        assertTrue(users.check("anna", "secret")
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .isEmpty());
    }

    @Test
    void onlyWhoIsInTheFileMayConnect() throws Exception {
        start("");
        connect("anna", "tea");
        String wrong = refusal("anna", "coffee");
        assertEquals(wrong, refusal("bela", "tea"), "the refusal tells whether there is such a user");
        assertEquals(wrong, refusal("anna", null));
        assertEquals(wrong, refusal(null, "tea"));
        assertEquals(wrong, refusal("", ""));
        assertTrue(refusal(null, null).contains("give a user and a password"));
        assertThrows(JMSSecurityException.class, () -> new RestanteConnectionFactory(NAME).createConnection());
    }

    @Test
    void contextsAndTheConnectionsOfTheDomainsAskAsWell() throws Exception {
        start("");
        RestanteConnectionFactory factory = new RestanteConnectionFactory(NAME);
        try (JMSContext context = factory.createContext("anna", "tea", JMSContext.CLIENT_ACKNOWLEDGE)) {
            assertNotNull(context.createTemporaryQueue());
        }
        factory.createQueueConnection("anna", "tea").close();
        factory.createTopicConnection("anna", "tea").close();
        assertThrows(JMSSecurityRuntimeException.class, () -> factory.createContext("anna", "coffee"));
        assertThrows(JMSSecurityRuntimeException.class, factory::createContext);
        assertThrows(JMSSecurityException.class, () -> factory.createQueueConnection("anna", "coffee"));
        assertThrows(JMSSecurityException.class, () -> factory.createTopicConnection("anna", "coffee"));
        factory.setUser("anna");
        factory.setPassword("tea");
        factory.createConnection().close();
    }

    @Test
    void administratorsAreAskedAsWell() throws Exception {
        start("");
        Admin.connect(NAME, "anna", "tea").close();
        AdminException refused = assertThrows(AdminException.class, () -> Admin.connect(NAME));
        assertEquals(Problem.SECURITY, refused.problem());
    }

    @Test
    void whoGivesNothingMayConnectIfTheOptionSaysSo() throws Exception {
        start("&anonymous=true");
        connect(null, null);
        connect("anna", "tea");
        refusal("anna", "coffee");
    }

    @Test
    void everybodyMayConnectWhereThereAreNoUsers() throws Exception {
        broker = Restante.start(NAME);
        connect("anna", "coffee");
        connect(null, null);
    }

    @Test
    void everyOtherRequestIsRefusedBeforeConnect() throws Exception {
        start("");
        try (Link link = LinkUri.parse(NAME).open(event -> {})) {
            assertRefused(link, new Request.Identify("me"));
            assertRefused(link, new Request.Connect("anna", "coffee"));
            assertRefused(link, new Request.Identify("me"));
            assertInstanceOf(Reply.Connected.class, ask(link, new Request.Connect("anna", "tea")));
            assertInstanceOf(Reply.Done.class, ask(link, new Request.Identify("me")));
        }
    }

    private static Reply ask(Link link, Request request) {
        return link.request(request)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static void assertRefused(Link link, Request request) {
        assertEquals(
                Problem.SECURITY,
                assertInstanceOf(Reply.Refused.class, ask(link, request)).problem());
    }

    @Test
    void changedFileHoldsFromTheNextConnectionOn() throws Exception {
        start("");
        try (Connection open = new RestanteConnectionFactory(NAME).createConnection("anna", "tea")) {
            write(line("bela", "mate"));
            connect("bela", "mate");
            refusal("anna", "tea");
            Session session = open.createSession();
            assertThrows(JMSSecurityException.class, session::createTemporaryQueue);
        }
    }

    @Test
    void anotherPasswordChangesNothingForWhoIsConnected() throws Exception {
        start("");
        try (Connection open = new RestanteConnectionFactory(NAME).createConnection("anna", "tea")) {
            write(line("anna", "coffee"));
            refusal("anna", "tea");
            assertNotNull(open.createSession().createTemporaryQueue());
        }
    }

    @Test
    void fileThatCannotBeReadAnyMoreLeavesTheUsersAsTheyWere() throws Exception {
        start("");
        write("anna:tea\n");
        connect("anna", "tea");
        Files.delete(file());
        connect("anna", "tea");
        refusal("bela", "mate");
        write(line("bela", "mate"));
        connect("bela", "mate");
    }

    @Test
    void brokerDoesNotStartWithAFileThatItCannotRead() throws Exception {
        String missing = assertThrows(IllegalStateException.class, () -> Restante.start(uri()))
                .getMessage();
        assertTrue(missing.contains(file().toString()), missing);
        write("anna:tea\n");
        JMSException wrong = assertThrows(
                JMSException.class, () -> new RestanteConnectionFactory(uri()).createConnection("anna", "tea"));
        assertTrue(wrong.getMessage().contains("line 1"), wrong.getMessage());
    }

    @Test
    void runningBrokerKeepsItsUsers() throws Exception {
        start("");
        Path others = directory.resolve("others");
        Files.writeString(others, line("eve", "whey"));
        assertThrows(
                JMSException.class,
                () -> new RestanteConnectionFactory(NAME + "?users=" + others).createConnection("eve", "whey"));
        refusal(null, null);
    }

    @Test
    void anonymousGoesWithUsersAndIsTrueOrFalse() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> Restante.start(NAME + "?anonymous=true"));
        write("");
        assertThrows(IllegalArgumentException.class, () -> Restante.start(uri() + "&anonymous=maybe"));
    }

    @Test
    void madeLineIsGoodAsItStands() throws Exception {
        write(Users.line("bela", "mate"));
        broker = Restante.start(uri());
        connect("bela", "mate");
        assertThrows(IllegalArgumentException.class, () -> Users.line("be:la", "mate"));
        assertThrows(IllegalArgumentException.class, () -> Users.line("#bela", "mate"));
        assertThrows(IllegalArgumentException.class, () -> Users.line("be\nla", "mate"));
        assertThrows(IllegalArgumentException.class, () -> Users.line("bela", ""));
    }
}
