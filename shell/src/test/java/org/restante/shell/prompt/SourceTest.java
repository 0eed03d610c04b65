package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;
import org.restante.shell.terminal.ExitCode;

/** Files of commands, run by a single command and by a script. */
final class SourceTest {
    @TempDir
    private Path home;

    private String file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text).toString();
    }

    private Ran source(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "source";
        System.arraycopy(words, 0, all, 1, words.length);
        return Ran.on(home, "", all);
    }

    @Test
    void holdsMessagesBetweenTheCommands() throws Exception {
        String file = file("a", "# takes one\npublish orders tea\npoll orders -o raw\nack\npoll orders\n");
        Ran ran = source(file);
        assertEquals(ExitCode.NOTHING, ran.code());
        assertTrue(ran.out().endsWith("tea\n1 message acknowledged\n"), ran.out());
        assertTrue(ran.err().contains("no message waits in queue:orders"), ran.err());
    }

    @Test
    void endsAtTheFirstFailureAndNamesItsLine() throws Exception {
        String file =
                file("a", "publish orders 'two\nlines'\n\nbrowse orders --selector 'n >'\npublish orders never\n");
        Ran ran = source(file);
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().startsWith("restante: " + file + ":4: "), ran.err());
        assertEquals(
                "two\nlines\n",
                Ran.on(home, "", "browse", "orders", "-o", "raw").out());
    }

    @Test
    void goesOnIfItIsToldToAndKeepsTheFirstCode() throws Exception {
        String bad = file("bad", "publsh x\n");
        String good = file("good", "poll orders\npublish orders one\n");
        Ran ran = source(bad, good, "--keep-going");
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains(bad + ":1: unknown command 'publsh'"), ran.err());
        assertEquals("one\n", Ran.on(home, "", "browse", "orders", "-o", "raw").out());
        assertEquals(ExitCode.USAGE, source(bad, good).code());
        assertEquals("one\n", Ran.on(home, "", "browse", "orders", "-o", "raw").out());
    }

    @Test
    void aFileThatNamesItselfEnds() throws Exception {
        Path file = home.resolve("self");
        Files.writeString(file, "publish orders x\nsource '" + file + "'\n");
        Ran ran = source(file.toString());
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains(file + ":2: files are nested deeper than 8"), ran.err());
        assertEquals(
                8,
                Ran.on(home, "", "browse", "orders", "-o", "raw").out().lines().count());
    }

    @Test
    void anOpenQuoteAtTheEndIsAnError() throws Exception {
        Ran ran = source(file("a", "publish orders 'never\nclosed"));
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("/a:1: a quote is not closed"), ran.err());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Ran ran = source(home.resolve("none").toString());
        assertEquals(ExitCode.FAILED, ran.code());
        assertTrue(ran.err().contains("none"), ran.err());
    }

    @Test
    void aFileMayBeginWithTheMarkOfTheOrderOfBytes() throws Exception {
        Ran ran = source(file("a", "\ufeffpublish orders one\n"));
        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        assertEquals(ExitCode.DONE, Ran.on(home, "\ufeffpublish orders two\n").code());
        assertEquals(
                "one\ntwo\n", Ran.on(home, "", "browse", "orders", "-o", "raw").out());
    }

    @Test
    void exitEndsTheWholeShell() throws Exception {
        String file = file("a", "publish orders one\nexit\npublish orders two\n");
        Ran ran = Ran.on(home, "source '" + file + "'\npublish orders three\n");
        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        assertEquals("one\n", Ran.on(home, "", "browse", "orders", "-o", "raw").out());
    }

    @Test
    void readsCommandsOfStandardInputAndLeavesItToThem() throws Exception {
        Ran ran = Ran.on(home, "publish orders one\npublish orders -\ntwo\nthree\n", "source", "-");
        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        assertEquals(
                "one\ntwo\nthree\n",
                Ran.on(home, "", "browse", "orders", "-o", "raw").out());
    }

    @Test
    void afterItTheLinesHaveNoPlaceAnyMore() throws Exception {
        Ran ran = Ran.on(home, "source '" + file("a", "publish orders one\n") + "'\npublsh\n");
        assertTrue(ran.err().startsWith("restante: unknown command 'publsh'"), ran.err());
    }
}
