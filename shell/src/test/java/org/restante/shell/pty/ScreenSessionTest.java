package org.restante.shell.pty;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
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

    private void publishToMany(int queues) {
        StringBuilder script = new StringBuilder();
        for (int i = 10; i < 10 + queues; i++) {
            script.append("publish a.queue.with.a.rather.long.name.").append(i).append(" x -q\n");
        }
        Ran.on(home.resolve(".local/share/restante"), script.toString());
    }

    /** The head and the first rows are there in each window, as long as it has room for them; no line is wrapped. */
    @Test
    void topFitsIntoEachWindow() throws Exception {
        publishToMany(30);
        for (int[] size : new int[][] {{80, 24}, {40, 10}, {24, 8}}) {
            try (Pty pty = Pty.start(home, Map.of(), size[0], size[1]).ready()) {
                pty.enter("top --every 200ms").see("by -in/s").see("destination");
                assertTop(pty, size[1]);
                pty.type("q").ready();
            }
            try (Pty pty = Pty.start(home, Map.of(), size[0], size[1], "top", "--every", "200ms")) {
                pty.see("by -in/s").see("destination");
                assertTop(pty, size[1]);
                pty.resize(size[0], 12).resize(60, 12).see("inFlight");
                assertTop(pty, 12);
                pty.type("q");
                assertEquals(0, pty.ended());
            }
        }
    }

    private static void assertTop(Pty pty, int height) {
        List<String> lines = pty.lines();
        assertTrue(lines.get(0).startsWith("/"), pty.shown());
        assertTrue(lines.get(1).startsWith("30 messages"), pty.shown());
        assertTrue(lines.get(3).startsWith("destination"), pty.shown());
        assertEquals(height - 1, lines.size(), pty.shown());
        lines.subList(4, lines.size()).forEach(line -> assertTrue(line.startsWith("queue:a."), pty.shown()));
    }

    @Test
    void listingIsRedrawnUntilQAndItsLastStateStays() throws Exception {
        publishToMany(3);
        try (Pty pty = Pty.start(home, Map.of(), 100, 14).ready()) {
            pty.run("publish b x -q");
            pty.enter("queues --every 100ms").see("messages");
            assertTrue(pty.lines().get(0).startsWith("name"), pty.shown());
            pty.type("q").see("queues --every 100ms").see("messages").ready();
            pty.enter("queues nothing* --every 100ms --times 2")
                    .see("none of 4 queues matches")
                    .ready();
        }
    }

    @Test
    void notesBreakBetweenWordsInANarrowWindow() throws Exception {
        try (Pty pty = Pty.start(home, Map.of(), 30, 12).ready()) {
            pty.enter("poll ordres").see("create makes").ready();
            assertTrue(pty.shown().contains("no such queue: ordres; see:\nqueues; create makes one"), pty.shown());
        }
    }

    @Test
    void resizingLeavesALongLineWhole() throws Exception {
        try (Pty pty = Pty.start(home, Map.of(), 80, 24).ready()) {
            pty.run("publish q be");
            String line = "publish orders 'one two three four five six seven eight nine ten eleven twelve thirteen";
            pty.type(line).see("thirteen");
            for (int[] size : new int[][] {{40, 24}, {40, 30}, {100, 30}, {100, 12}, {30, 12}, {30, 24}, {80, 24}}) {
                int before = pty.everything().length();
                pty.resize(size[0], size[1]);
                await().until(() -> pty.everything().length() > before); // the shell has the signal
                line += " x";
                pty.type(" x");
                final String expected = ("restante> " + line).replace(" ", "");
                await().untilAsserted(() -> {
                    String shown = pty.shown().replaceAll("\\s", "");
                    assertTrue(shown.endsWith(expected), pty.shown());
                    assertEquals(
                            shown.indexOf("publishorders'one"), shown.lastIndexOf("publishorders'one"), pty.shown());
                    assertTrue(shown.contains("publishqbe"), pty.shown());
                });
            }
            pty.type("'" + Pty.ENTER).see("ID:").ready();
        }
    }
}
