package org.restante.shell.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;

/** Commands draw on the screen of a real terminal; messages cannot change it. */
final class ScreenSessionTest {
    @TempDir
    private Path home;

    @Test
    void showsControlSequencesOfMessagesAndObeysNone() throws Exception {
        String evil = "\u001b]0;owned\u0007";
        Path data = home.resolve(".local/share/restante");
        Ran.on(data, evil + "\n", "publish", "orders", "-");
        for (String form : new String[] {"--output raw", "--output csv", "--format {body}"}) {
            try (Pty pty = Pty.start(home, Map.of()).ready()) {
                assertTrue(pty.run("browse orders " + form).contains("\\u001b]0;owned\\u0007"), pty.shown());
                assertFalse(pty.everything().contains(evil), form);
            }
            String[] words = ("browse orders " + form).split(" ");
            try (Pty pty = Pty.start(home, Map.of(), words)) {
                assertEquals(0, pty.ended());
                assertFalse(pty.everything().contains(evil), form);
            }
            assertTrue(Ran.on(data, "", words).out().contains(evil), form);
        }
    }

    @Test
    void aPersonReadsThatAListingIsAPart() throws Exception {
        Path data = home.resolve(".local/share/restante");
        Ran.on(data, "x\n".repeat(2500), "publish", "orders", "-");
        Ran.on(data, "", "create", "topic:news", "--subscription", "anna");
        Ran.on(data, "", "publish", "topic:news", "x", "--count", "101");
        try (Pty pty = Pty.start(home, Map.of()).ready()) {
            pty.enter("browse orders --format {body}")
                    .see("100 of 2,500 shown; --max N for more")
                    .ready();
            pty.enter("browse topic:news --subscription anna -o raw").see("100 of 101 shown; --max N for more");
            pty.ready();
            pty.enter("status --of orders --format {state}")
                    .see("the first 100 shown; --max N for more")
                    .ready();
            assertFalse(pty.run("browse orders --max 5 --format {body}").contains("shown;"), pty.shown());
        }
    }

    @Test
    void topGivesBackTheScreenThatWasThere() throws Exception {
        try (Pty pty = Pty.start(home, Map.of()).ready()) {
            pty.run("publish orders before-top");
            pty.enter("top --every 100ms").see("keys: d m f");
            pty.type("q").see("publish orders before-top").see("queue:orders").ready();
            assertFalse(pty.shown().contains("keys: d m f"), pty.shown());
        }
    }

    @Test
    void topKeepsItsHeadInANarrowWindow() throws Exception {
        try (Pty pty = Pty.start(home, Map.of(), 40, 12).ready()) {
            pty.run("publish orders one");
            pty.enter("top --every 100ms").see("by -in/s");
            assertTrue(pty.shown().startsWith("/"), pty.shown());
        }
    }

    @Test
    void drawsNothingOverOnADumbTerminal() throws Exception {
        try (Pty pty = Pty.start(home, Map.of("TERM", "dumb"))) {
            pty.see("restante>");
            pty.enter("publish orders one --count 3 --rate 5").see("3 messages sent");
            pty.enter("top --count 1 --every 200ms").see("destination ");
            pty.enter("exit");
            assertEquals(0, pty.ended());
            assertFalse(pty.everything().contains("\u001b["), pty.everything());
        }
        try (Pty pty =
                Pty.start(home, Map.of("TERM", "dumb"), "publish", "orders", "x", "--count", "3", "--rate", "5")) {
            assertEquals(0, pty.ended());
            assertFalse(pty.everything().contains("\u001b["), pty.everything());
        }
    }
}
