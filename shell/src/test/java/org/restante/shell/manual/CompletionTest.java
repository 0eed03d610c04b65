package org.restante.shell.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.shell.Ran;

/** The completion scripts, run by their shells where these are installed; bash always is. */
final class CompletionTest {
    @TempDir
    private Path home;

    private Path script;

    @BeforeEach
    void writeTheScriptOfBash() throws Exception {
        script = Files.writeString(home.resolve("restante.bash"), script("bash"));
    }

    private String script(String shell) {
        Ran ran = Ran.on(home, "", "completion", shell);
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.err());
        return ran.out();
    }

    /** The completions of bash for the last word. */
    private List<String> offered(String... words) throws Exception {
        return offeredIn(String.join(" ", words), words);
    }

    /**
     * The completions for a line that bash has split; compopt is replaced, because bash has it only for interactive use.
     *
     * @param words the words, quoted for bash
     */
    private List<String> offeredIn(String typed, String... words) throws Exception {
        String line = "compopt() { :; }; restante() { [ \"$*\" = '__names contexts' ] && printf '%s\\n' prod test; };"
                + " source '" + script + "'; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; COMP_LINE='" + typed + "'; COMP_POINT=${#COMP_LINE};"
                + " _complete_restante; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", line)
                .redirectErrorStream(true)
                .directory(home.toFile())
                .start();
        String shown = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return shown.lines().map(String::strip).toList();
    }

    @Test
    void bashCompletesCommands() throws Exception {
        assertEquals(List.of("publish"), offered("restante", "publ"));
        assertTrue(offered("restante", "s").containsAll(List.of("status", "subscribe", "serve", "source")));
    }

    @Test
    void bashCompletesOptionsOfACommandAndOfAll() throws Exception {
        assertTrue(offered("restante", "publish", "--pri").contains("--priority"));
        assertTrue(offered("restante", "--u").contains("--url"));
    }

    @Test
    void bashCompletesTheWordsThatAnOptionTakes() throws Exception {
        assertTrue(offered("restante", "queues", "--output", "nd").contains("ndjson"));
        assertEquals(List.of("zsh"), offered("restante", "completion", "z"));
    }

    @Test
    void bashCompletesBehindAnEqualsSignHoweverItPartsTheLine() throws Exception {
        assertEquals(List.of("--output=json"), offered("restante", "queues", "--output=j"));
        assertEquals(
                List.of("json"), offeredIn("restante queues --output=j", "restante", "queues", "--output", "=", "j"));
        assertEquals(
                List.of("table", "json", "ndjson", "csv", "raw"),
                offeredIn("restante queues --output=", "restante", "queues", "--output", "="));
    }

    @Test
    void bashCompletesWhatCommandsDo() throws Exception {
        assertEquals(List.of("list", "show", "add", "use", "remove"), offered("restante", "context", "''"));
        assertEquals(List.of("passwd"), offered("restante", "user", "p"));
        assertEquals(List.of("bash", "zsh", "fish"), offered("restante", "completion", "''"));
        assertEquals(List.of("queues"), offered("restante", "help", "que"));
    }

    @Test
    void bashAsksTheShellForTheNamesOfContexts() throws Exception {
        assertEquals(List.of("prod", "test"), offered("restante", "context", "use", "''"));
        assertEquals(List.of("prod"), offered("restante", "queues", "--context", "p"));
        assertEquals(List.of("--context=test"), offered("restante", "--context=t"));
    }

    @Test
    void bashCompletesTheNamesOfSettingsAsOftenAsTheyAreGiven() throws Exception {
        assertEquals(List.of("maxDeliveries="), offered("restante", "settings", "orders", "maxDel"));
        assertEquals(
                List.of("whenFull="),
                offeredIn(
                        "restante settings topic:news maxMessages=5 when",
                        "restante",
                        "settings",
                        "topic",
                        ":",
                        "news",
                        "maxMessages",
                        "=",
                        "5",
                        "when"));
    }

    @Test
    void bashKnowsWhereAnOptionTakesAValueAndWhereItIsAFlag() throws Exception {
        assertEquals(List.of("--shared"), offered("restante", "create", "--shared", "--shar"));
        assertEquals(List.of(""), offered("restante", "poll", "--shared", "--shar"));
    }

    @Test
    void bashCompletesFilesWhereTheyAreTaken() throws Exception {
        Files.writeString(home.resolve("a story.txt"), "x");
        assertEquals(List.of("a story.txt"), offered("restante", "source", "first", "a"));
        assertEquals(List.of("@a story.txt"), offered("restante", "publish", "orders", "@a"));
        assertEquals(
                List.of("a story.txt"),
                offeredIn("restante publish orders @a", "restante", "publish", "orders", "@", "a"));
        assertEquals(List.of(""), offered("restante", "publish", "orders", "a"));
    }

    /** A queue may have the name of a command. */
    @Test
    void bashTakesTheFirstWordForTheCommand() throws Exception {
        assertEquals(List.of("--ack"), offered("restante", "--output", "json", "poll", "queues", "--ac"));
        assertEquals(List.of(""), offered("restante", "poll", "queues", "--waiti"));
    }

    @Test
    void theNamesOfContextsAreShownOneALine() {
        for (String name : List.of("prod", "test")) {
            assertEquals(
                    0,
                    Ran.on(home, "", "--url", "tcp://mq:7270", "context", "add", name)
                            .code());
        }
        assertEquals(new Ran(0, "prod\ntest\n", ""), Ran.on(home, "", "__names", "contexts"));
        assertEquals(2, Ran.on(home, "", "__names", "secrets").code());
    }

    @Test
    void whatIsForScriptsOnlyIsNotListed() throws Exception {
        assertFalse(Ran.on(home, "", "help").out().contains("__names"));
        assertFalse(Ran.on(home, "", "__name", "contexts").err().contains("__names"));
        assertEquals(List.of(""), offered("restante", "__"));
        for (String shell : List.of("zsh", "fish")) {
            assertFalse(
                    script(shell).lines().anyMatch(line -> line.contains("-a __names") || line.contains("'__names")),
                    shell);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zsh", "fish"})
    void othersCompleteActionsSettingsAndContexts(String shell) {
        String text = script(shell);
        for (String each :
                List.of("list show add use remove", "add passwd remove list", "maxDeliveries= ", "bash zsh fish")) {
            assertTrue(text.contains(each), each);
        }
        assertTrue(text.contains("_restante_names contexts"), "contexts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zsh", "fish"})
    void othersKnowEachCommandAndItsOptions(String shell) {
        String text = script(shell);
        for (String name : List.of("publish", "poll", "queues", "bench", "context", "source", "serve", "completion")) {
            assertTrue(text.contains(name), name);
        }
        for (String option : List.of("selector", "dry-run", "output", "url")) {
            assertTrue(text.contains(option), option);
        }
        assertTrue(text.contains("table json ndjson csv raw"), "the forms of results");
    }

    /** A text that does not stay inside its quotes breaks a script. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void eachIsReadWithoutErrorWhereItsShellIsInstalled(String shell) throws Exception {
        Path file = Files.writeString(home.resolve("script"), script(shell));
        Process check = new ProcessBuilder(
                        "sh",
                        "-c",
                        "command -v " + shell + " >/dev/null || exit 0; " + shell + " -n \"$1\"",
                        "sh",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), said);
        assertEquals("", said);
    }

    /** Splits words as sh does; zsh and fish have equal rules, except for the quote itself. */
    @Test
    void theQuotesOfZshAreClosedOnEachLine() {
        for (String line : script("zsh").lines().toList()) {
            assertEquals(
                    0, line.replace("'\\''", "").chars().filter(c -> c == '\'').count() % 2, line);
        }
        for (String line : script("fish").lines().toList()) {
            assertEquals(
                    0, line.replace("\\'", "").chars().filter(c -> c == '\'').count() % 2, line);
        }
    }

    @Test
    void anotherShellIsAnError() {
        Ran ran = Ran.on(home, "", "completion", "tcsh");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("tcsh"), ran.err());
    }
}
