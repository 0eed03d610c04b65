package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Queue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.admin.Admin;
import org.restante.disk.DirectoryLock;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.users.Users;

/**
 * Who comes second to a data directory, over its socket. In one process: a second name for the directory attaches just as another
 * process does.
 */
final class DirectorySocketTest {

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    /** Of a broker that ends with its last connection. */
    private static ConnectionFactory factory(String name, Path data, String options) {
        return new RestanteConnectionFactory("vm:" + name + "?idleTimeout=0&data=" + data + options);
    }

    private Path socket() {
        return data().resolve("attach").resolve("socket");
    }

    private void exchange(Path data) {
        try (JMSContext first = factory("first", data, "").createContext();
                JMSContext second = factory("second", data, "").createContext()) {
            Queue queue = first.createQueue("q");
            JMSConsumer consumer = first.createConsumer(queue);
            second.createProducer().send(queue, "tea");
            assertEquals("tea", consumer.receiveBody(String.class, 10_000));
        }
    }

    @Test
    void aSecondNameForADirectoryReachesTheSameBroker() {
        exchange(data());
        try (JMSContext first = factory("first", data(), "").createContext();
                Admin second = Admin.connect("vm:second?data=" + data())) {
            first.createProducer().send(first.createQueue("q"), "tea");
            assertEquals(1, second.destinations().size());
            assertEquals(List.of("unix:" + socket()), second.info().about().addresses());
        }
    }

    @Test
    void onlyItsOwnerMayReadOrEnterWhatItMakes() throws Exception {
        try (JMSContext first = factory("first", data(), "").createContext();
                JMSContext second =
                        factory("second", data(), "&snapshotBytes=65536").createContext()) {
            second.createProducer().send(first.createQueue("q"), "tea");
            Set<String> open = new TreeSet<>();
            try (Stream<Path> files = Files.walk(data())) {
                for (Path file : files.toList()) {
                    String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                    boolean isSafe = permissions.equals(Files.isDirectory(file) ? "rwx------" : "rw-------");
                    if (!isSafe && !file.equals(socket())) { // which is in a folder that only its owner enters
                        open.add(data().relativize(file) + " " + permissions);
                    }
                }
            }
            assertEquals(Set.of(), open);
            assertTrue(Files.exists(socket()));
        }
        try (Stream<Path> files = Files.walk(data())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".mapdb") && isOpen(file))
                            .toList());
        }
    }

    private static boolean isOpen(Path file) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .equals("rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void leavesNoSocketBehind() {
        exchange(data());
        assertFalse(Files.exists(data().resolve("attach")));
    }

    @Test
    void takesThePlaceOfASocketThatAKilledHolderLeft() throws Exception {
        Files.createDirectories(socket().getParent());
        try (ServerSocketChannel left = DirectorySocket.bind(socket())) {
            assertEquals(UnixDomainSocketAddress.of(socket()), left.getLocalAddress());
        }
        assertTrue(Files.exists(socket()), "closing it leaves the file");
        exchange(data());
    }

    @Test
    void sharesADirectoryWhosePathIsTooLongForASocket() throws Exception {
        Path deep = folder.resolve("d".repeat(100));
        Path elsewhere;
        try (JMSContext first = factory("first", deep, "").createContext();
                Admin second = Admin.connect("vm:second?data=" + deep)) {
            assertTrue(first.getMetaData().getJMSMajorVersion() >= 3);
            String listening = second.info().about().addresses().get(0);
            elsewhere = Path.of(listening.substring("unix:".length()));
            assertTrue(Files.exists(elsewhere), listening);
            assertEquals(
                    "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere.getParent())));
        }
        assertFalse(Files.exists(elsewhere.getParent()), "the temporary folder is left behind");
    }

    @Test
    void asksUsersWhoAttachWhoTheyAre() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), Users.line("anna", "secret") + "\n");
        try (JMSContext first = factory("first", data(), "&users=" + users).createContext("anna", "secret")) {
            ConnectionFactory second = factory("second", data(), "");
            assertThrows(JMSSecurityException.class, second::createConnection);
            assertThrows(JMSSecurityException.class, () -> second.createConnection("anna", "wrong"));
            try (JMSContext context = second.createContext("anna", "secret")) {
                context.createProducer().send(first.createQueue("q"), "tea");
            }
            assertEquals("tea", first.createConsumer(first.createQueue("q")).receiveBody(String.class, 10_000));
        }
    }

    @Test
    void saysWhoHoldsTheDirectoryWhereThereAreNoSuchSockets() throws Exception {
        try (DirectoryLock lock = DirectoryLock.acquire(data(), InstantSource.system());
                DirectorySocket socket = new DirectorySocket(lock, path -> {
                    throw new UnsupportedOperationException("no sockets here");
                })) {
            socket.listen(
                    (peer, events) -> {
                        throw new LinkException(Problem.CLOSED, "nobody gets here");
                    },
                    new BrokerInfoLink(data()),
                    new IdleTimeout("nobody", 0, System::nanoTime, () -> {}, () -> false));
            Awaitility.await()
                    .until(() -> Files.readString(data().resolve("lock")).contains("does not listen"));
            ConnectionFactory second = factory("second", data(), "");
            JMSException refused = assertThrows(JMSException.class, second::createConnection);
            String said = refused.getMessage();
            assertTrue(said.contains("process " + ProcessHandle.current().pid()), said);
            assertTrue(said.contains("no other process can attach"), said);
            assertTrue(said.contains("no sockets here"), said);
            assertThrows(IllegalStateException.class, () -> Restante.start("vm:second?data=" + data()));
        }
    }

    @Test
    @SuppressWarnings("try") // the holder only has to run
    void acceptsTheNextProcessAfterAnError() throws Exception {
        AtomicInteger errors = new AtomicInteger(3);
        try (Restante holder = Restante.start("vm:holder");
                DirectoryLock lock = DirectoryLock.acquire(data(), InstantSource.system());
                DirectorySocket socket = new DirectorySocket(lock, path -> new BrokenAccepting(path, errors))) {
            socket.listen(
                    (peer, events) -> LinkUri.parse("vm:holder").open(events),
                    new BrokerInfoLink(data()),
                    new IdleTimeout("nobody", 0, System::nanoTime, () -> {}, () -> false));
            try (JMSContext second = factory("second", data(), "").createContext()) {
                second.createProducer().send(second.createQueue("q"), "tea");
                assertEquals(
                        "tea", second.createConsumer(second.createQueue("q")).receiveBody(String.class, 10_000));
            }
            assertTrue(errors.get() <= 0);
        }
    }

    @Test
    @SuppressWarnings("try") // to close it early is what is tested
    void closingRestanteEndsWhatThisProcessHasAttached() throws Exception {
        try (JMSContext first = factory("first", data(), "").createContext();
                Restante second = Restante.start("vm:second?data=" + data())) {
            CompletableFuture<Exception> heard = new CompletableFuture<>();
            try (JMSContext attached = factory("second", data(), "").createContext()) {
                attached.setExceptionListener(heard::complete);
                attached.createConsumer(attached.createQueue("q"));
                second.close();
                Awaitility.await().until(heard::isDone);
            }
            first.createProducer().send(first.createQueue("q"), "goes on");
        }
    }
}
