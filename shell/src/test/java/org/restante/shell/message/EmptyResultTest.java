package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.shell.Ran;
import org.restante.shell.terminal.ExitCode;
import org.restante.users.UserFile;

/** An empty result has its reason: nothing waits, none matches, no such destination, or a permission is missing. */
final class EmptyResultTest {
    @TempDir
    private Path data;

    private Ran run(String... arguments) {
        return Ran.on(data, "", arguments);
    }

    @BeforeEach
    void publish() {
        run("publish", "orders", "x", "--count", "3", "--property", "n:int=1");
        run("create", "orders.north");
    }

    private void assertNothing(String text, String command) {
        Ran ran = run(command.split(" "));
        assertEquals(ExitCode.NOTHING, ran.code(), command);
        assertEquals("restante: " + text + "\n", ran.err(), command);
        assertEquals("", ran.out(), command);
    }

    @Test
    void saysThatNoneMatches() {
        for (String command : List.of("browse", "poll", "tail")) {
            assertNothing("none of 3 messages in queue:orders matches", command + " orders --selector n=2");
        }
        assertNothing("none of 3 messages in queue:orders matches", "browse orders --older-than 1h");
        run("create", "topic:news", "--subscription", "anna");
        run("publish", "topic:news", "x");
        assertNothing(
                "none of 1 message in topic:news for anna matches",
                "browse topic:news --subscription anna --selector n=2");
        Ran purged = run("purge", "orders", "--selector", "n=2", "--yes");
        assertEquals("0 messages purged of queue:orders\n", purged.out());
        assertEquals("restante: none of 3 messages in queue:orders matches\n", purged.err());
    }

    @Test
    void saysThatNothingWaits() {
        for (String command : List.of("browse", "poll", "tail")) {
            assertNothing("no message waits in queue:orders.north", command + " orders.north");
            assertNothing("no message waits in queue:orders.north", command + " orders.north --selector n=2");
        }
    }

    /** What only reads creates nothing. */
    @Test
    void suggestsANameThatIsNearAndCreatesNone() {
        for (String command : List.of(
                "browse ordres",
                "poll ordres",
                "tail ordres",
                "purge ordres --yes",
                "move ordres x",
                "export ordres -",
                "pause ordres",
                "delete ordres --yes")) {
            assertNothing("no such queue: ordres; did you mean orders?; see: queues; create makes one", command);
        }
        assertNothing("no such queue: z; see: queues; create makes one", "poll z");
        assertNothing(
                "no such queue: ordres; did you mean orders?; waiting until there is one\n"
                        + "restante: no such queue: ordres; did you mean orders?; see: queues; create makes one",
                "poll ordres --ack --wait 1s");
        assertNothing("no such topic: new; see: topics", "browse topic:new --subscription anna");
        assertEquals(
                "orders\norders.north\n", run("queues", "--format", "{name}").out());
        assertEquals("", run("topics", "--format", "{name}").out());
    }

    @Test
    void saysThatAPatternIsNotAQueue() {
        assertNothing(
                "no such queue: ord*; a pattern is not accepted here, and this one matches orders, orders.north",
                "browse ord*");
        assertNothing(
                "no such queue: orders.>; a pattern is not accepted here, and this one matches orders.north",
                "poll orders.>");
        run("publish", "odd*", "x");
        assertEquals(ExitCode.DONE, run("browse", "odd*").code());
    }

    @Test
    void listingsSayWhetherNoneMatches() {
        for (String format : List.of("table", "ndjson")) {
            Ran ran = run("queues", "x*", "-o", format);
            assertEquals("restante: none of 2 queues matches\n", ran.err());
            assertEquals("", ran.out());
            assertEquals(ExitCode.DONE, ran.code());
        }
        assertEquals("[]\n", run("queues", "x*", "-o", "json").out());
        assertEquals("restante: there is nothing to list\n", run("topics").err());
    }

    @Test
    void createShowsWhatIsThereAlready() {
        run("settings", "orders.>", "maxDeliveries=3");

        assertEquals("restante: queue:new created\n", run("create", "new").err());
        assertEquals(
                "restante: queue:orders is there already; what exists is unchanged: 3 messages, 0 consumers, no settings\n",
                run("create", "orders").err());
        assertEquals(
                "restante: queue:orders.north is there already; what exists is unchanged: 0 messages, 0 consumers,"
                        + " settings maxDeliveries=3\n",
                run("create", "orders.north").err());
        assertEquals("restante: topic:news for anna created\n", createAnna());
        assertEquals(
                "restante: topic:news for anna is there already; what exists is unchanged: 0 messages, 0 consumers,"
                        + " no settings\n",
                createAnna());
    }

    private String createAnna() {
        return run("create", "topic:news", "--subscription", "anna").err();
    }

    @Test
    void saysWhichPermissionIsMissing() throws IOException {
        Path users = data.resolve("users");
        for (String name : List.of("anna", "bob", "operator")) {
            new UserFile(users).put(name, "tea");
        }
        Path permissions = Files.writeString(
                data.resolve("permissions"),
                "allow anna receive queue:orders\nallow bob browse queue:other\nallow operator all everything\n");
        try (Restante broker = Restante.start("vm:permitted?users=" + users + "&permissions=" + permissions)) {
            assertEquals(ExitCode.DONE, as("operator", "create orders").code(), broker::toString);

            for (String listing : List.of("queues", "topics", "subscriptions", "settings", "status --of orders")) {
                Ran ran = as("anna", listing);
                assertEquals(ExitCode.NOT_ALLOWED, ran.code(), listing + ran.err());
                assertTrue(ran.err().contains("the user 'anna' may not browse"), ran.err());
            }
            Ran polled = as("anna", "poll orders");
            assertEquals(ExitCode.NOTHING, polled.code());
            assertTrue(polled.err().contains("the user 'anna' may not browse 'queue:orders'"), polled.err());
            Ran limited = as("bob", "queues");
            assertTrue(limited.err().contains("nothing to list that you may browse"), limited.err());
            assertFalse(as("operator", "topics").err().contains("may browse"));
        }
    }

    private Ran as(String user, String command) {
        String[] words =
                ("--url vm:permitted --user " + user + " --password-file " + password() + " " + command).split(" ");
        return run(words);
    }

    private Path password() {
        try {
            return Files.writeString(data.resolve("password"), "tea\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
