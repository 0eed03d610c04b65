package org.restante.outage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;

/** A process without connections keeps a directory, for an hour here. It is in nobody's way. */
final class KeptDirectoryTest {

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private String uri(String name) {
        return "vm:" + name + "?data=" + data() + "&idleTimeout=3600000";
    }

    private JMSContext context() {
        return new RestanteConnectionFactory(uri("here")).createContext();
    }

    private static void receive(JMSContext context) {
        try (JMSConsumer consumer = context.createConsumer(context.createQueue(Keeping.QUEUE))) {
            assertEquals("tea", consumer.receiveBody(String.class, 20_000));
        }
    }

    private Child connected() throws Exception {
        Child child = new Child(folder, "keeping", Keeping.class, uri("there"));
        assertEquals("connected", child.ready());
        return child;
    }

    private Child keeping() throws Exception {
        Child child = connected();
        close(child);
        assertTrue(isHeldBy(child.pid()));
        return child;
    }

    private static void close(Child child) throws Exception {
        child.tell("close");
        assertEquals("closed", child.ready());
    }

    private boolean isHeldBy(long process) throws Exception {
        return Files.readString(data().resolve("lock")).contains("process " + process + " ");
    }

    private boolean isHeldHere() throws Exception {
        return isHeldBy(ProcessHandle.current().pid());
    }

    @Test
    void aConnectionTakesItOver() throws Exception {
        try (Child child = keeping()) {
            try (JMSContext here = context()) {
                receive(here);
                assertTrue(isHeldHere());
            }
            assertTrue(child.isAlive());
        } finally {
            Restante.start(uri("here")).close();
        }
    }

    @Test
    @SuppressWarnings("try") // a broker is held
    void aBrokerTakesItOver() throws Exception {
        try (Child child = keeping();
                Restante broker = Restante.start(uri("here"))) {
            assertTrue(isHeldHere());
            assertTrue(child.isAlive());
        }
    }

    @Test
    void aServerTakesItOver() throws Exception {
        try (Child child = keeping();
                RestanteServer server = RestanteServer.start(uri("here"), "tcp://127.0.0.1:0")) {
            assertTrue(isHeldHere());
            assertEquals(0, server.stats().connections());
            assertTrue(child.isAlive());
        }
    }

    @Test
    void aServerIsRefusedWhereADirectoryIsInUse() throws Exception {
        try (Child child = connected()) {
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class, () -> RestanteServer.start(uri("here"), "tcp://127.0.0.1:0"));
            assertTrue(refused.getMessage().contains("process " + child.pid()), refused.getMessage());
            assertTrue(isHeldBy(child.pid()));
        }
    }

    @Test
    @SuppressWarnings("try") // a broker stands by
    void aBrokerThatStandsByTakesItOver() throws Exception {
        try (Child child = connected();
                Restante standby = Restante.start(uri("here"))) {
            assertTrue(isHeldBy(child.pid()));
            close(child);
            await().until(this::isHeldHere);
            assertTrue(child.isAlive());
        }
    }

    @Test
    void anAttachedProcessTakesItOver() throws Exception {
        try (Child child = connected()) {
            try (JMSContext here = context()) {
                receive(here);
                close(child);
                await().until(this::isHeldHere);
                here.createProducer().send(here.createQueue(Keeping.QUEUE), "tea");
                receive(here);
                assertTrue(child.isAlive());
            }
        } finally {
            Restante.start(uri("here")).close();
        }
    }

    @Test
    void theExitOfTheProcessEndsItInOrder() throws Exception {
        try (Child child = keeping()) {
            assertTrue(Files.exists(data().resolve("journal")));
            child.tell("end");
            await().until(() -> !child.isAlive());
            assertFalse(Files.exists(data().resolve("attach")), "the socket is left behind");
            assertEquals("", child.errors());
        }
    }
}
