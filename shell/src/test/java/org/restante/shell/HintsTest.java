package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.Restante;
import org.restante.shell.terminal.ExitCode;
import org.restante.users.UserFile;

/** What standard error has for somebody who does not know yet what the thing is called here. */
final class HintsTest {

    @TempDir
    private Path folder;

    private Ran run(String... words) {
        return Ran.on(folder, "", words);
    }

    @Test
    void aPortInUseHasTheKeyOfItsAddress() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + other.getLocalPort();
            Path file = Files.writeString(
                    folder.resolve("a.conf"), "data = data\nlisten = tcp://127.0.0.1:0\nhttp = " + address + "\n");
            Ran ran = run("serve", "--config", file.toString());
            assertEquals(ExitCode.FAILED, ran.code(), ran.err());
            assertTrue(ran.err().contains("cannot listen for HTTP on " + address + ": "), ran.err());
            assertTrue(ran.err().contains("http = HOST:PORT") && ran.err().contains("http = off"), ran.err());
        }
    }

    @Test
    void helpOfServeHasTheKeyHttp() {
        assertTrue(run("help", "serve").out().contains("127.0.0.1:7271"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queues --sort foo",
                "queues --max 0",
                "queues x* --sort foo",
                "topics --sort foo",
                "subscriptions --sort foo",
                "connections --sort foo",
                "consumers --sort foo"
            })
    void optionsAreCheckedBeforeTheListing(String command) {
        run("create", "orders");
        Ran ran = run(command.split(" "));
        assertEquals(ExitCode.USAGE, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertFalse(ran.err().contains("none of"), ran.err());
        assertEquals("", ran.out());
    }

    @ParameterizedTest
    @CsvSource({
        "help recipe,Did you mean: restante help recipes?",
        "help exitcodes,Did you mean: restante help exit-codes?",
        "recipes,Did you mean: restante help recipes?",
        "send,see: help publish",
        "receive,see: help poll",
        "consume,see: help poll",
        "ls,see: help queues",
        "list,see: help queues",
        "help send,see: help publish",
        "publsh,Did you mean: restante publish?",
        "browse topic:news --durable x,Did you mean: --subscription?",
        "poll topic:news --subscription x,Did you mean: --durable?",
    })
    void suggestsTopicsAndWhatIsCalledOtherwiseElsewhere(String command, String hint) {
        Ran ran = run(command.split(" "));
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("restante: " + hint + "\n"), ran.err());
    }

    @Test
    void thePromptHasNoServerAndSaysWhereItRuns() {
        for (String word : List.of("serve", "init", "user", "completion")) {
            Ran ran = Ran.on(folder, word + "\n");
            assertEquals(ExitCode.USAGE, ran.code());
            assertTrue(
                    ran.err().contains("'" + word + "' runs outside of the prompt: restante " + word + "\n"),
                    ran.err());
        }
    }

    @Test
    void aRefusedLoginHasTheOptions() throws IOException {
        Path users = folder.resolve("users");
        new UserFile(users).put("anna", "tea");
        try (Restante broker = Restante.start("vm:hints?users=" + users)) {
            Ran ran = run("--url", "vm:hints", "queues");
            assertEquals(ExitCode.NOT_ALLOWED, ran.code(), broker::toString);
            assertTrue(ran.err().contains("--user NAME and --password-file FILE, or a context"), ran.err());
        }
    }

    @Test
    void recipesAreForTheShellOfTheSystem() {
        assertTrue(run("help", "recipes").out().startsWith("These are commands for the system's shell; at the prompt"));
    }

    @ParameterizedTest
    @CsvSource({
        "topc:news,topic:news",
        "Topic:news,topic:news",
        "topics:news,topic:news",
        "QUEUE:orders,queue:orders",
        "queu:orders,queue:orders",
        "queeu:orders,queue:orders"
    })
    void aMistypedKindIsRefused(String word, String meant) {
        Ran ran = run("publish", word, "hi");
        assertEquals(ExitCode.USAGE, ran.code(), ran.err());
        assertTrue(ran.err().contains("did you mean '" + meant + "'?"), ran.err());
        assertTrue(ran.err().contains("queue:" + word), ran.err());
        assertEquals(ExitCode.DONE, run("publish", "queue:" + word, "hi").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo:bar", "to:bob", "a:b", "q:1", ":x", "orders.topc:news"})
    void anotherWordBeforeAColonIsPartOfTheName(String word) {
        assertEquals(ExitCode.DONE, run("publish", word, "hi").code());
        assertEquals(ExitCode.DONE, run("browse", "queue:" + word).code());
    }

    @Test
    void aSubscriptionThatAPollCreatesIsNoted() {
        run("create", "topic:news");
        String note = "restante: created the durable subscription ana of topic:news\n";
        assertTrue(run("poll", "topic:news", "--durable", "ana").err().contains(note));
        assertFalse(run("poll", "topic:news", "--durable", "ana").err().contains(note), "it was there");
        assertTrue(Ran.on(folder, "poll topic:news --durable bob\n")
                .err()
                .contains("created the durable subscription bob of topic:news\n"));
    }

    @Test
    void anAbsentFileOfUsersHasTheCommandThatMakesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "data = data\nusers = nobody\n");
        Ran ran = run("serve", "--check", "--config", file.toString());
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("restante user add NAME makes it"), ran.err());
    }
}
