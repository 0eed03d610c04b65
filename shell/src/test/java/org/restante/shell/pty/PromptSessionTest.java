package org.restante.shell.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at the prompt of a real terminal. */
final class PromptSessionTest {
    private static final String ESCAPE = "\u001b[";

    @TempDir
    private Path home;

    private Pty start(String... arguments) throws Exception {
        return Pty.start(home, Map.of(), arguments).ready();
    }

    @Test
    void completesWhatTheBrokerHas() throws Exception {
        try (Pty pty = start()) {
            pty.run("publish invoices.north '1' --property colour=red");
            pty.run("create topic:news --subscription anna");
            pty.type("bro" + Pty.TAB).see("browse ");
            pty.type("inv" + Pty.TAB).see("browse invoices.north ");
            pty.type("--sel" + Pty.TAB).see("--selector ");
            pty.type("\"col" + Pty.TAB).see("\"colour");
            pty.type(" = 'red'\"" + Pty.ENTER).see("property colour = red");
            pty.type("purge topic:n" + Pty.TAB).see("purge topic:news ");
            pty.type("--subscription a" + Pty.TAB).see("--subscription anna ");
            pty.type(Pty.CTRL_C).ready();
            pty.type("show ID" + Pty.TAB).see("show ID:");
            pty.type(Pty.ENTER).see("body");
            pty.type("queues --output nd" + Pty.TAB).see("ndjson ");
        }
    }

    @Test
    void hintsAtWhatComesNextAndMarksWhatIsWrong() throws Exception {
        try (Pty pty = start()) {
            pty.run("queues"); // by then the definitions of all commands are created
            pty.type("move ").see("move DEST QUEUE [--options]");
            pty.type("orders ").see("move orders QUEUE [--options]");
            pty.type(Pty.CTRL_C).ready();
            pty.type("publish orders '{\"a\":}' ").see("'{\"a\":}'");
            assertTrue(pty.everything().contains(ESCAPE + "4;31m"), "nothing is marked as wrong");
        }
    }

    @Test
    void showsWhereItIsAndWhatIsOpen() throws Exception {
        try (Pty pty = start()) {
            pty.run("publish orders one --count 2");
            assertTrue(pty.run("poll orders --max 2").endsWith("\nrestante 2 held>"), pty.shown());
            assertTrue(pty.run("begin").endsWith("\nrestante transaction 2 held>"), pty.shown());
            assertTrue(pty.run("rollback").endsWith("\nrestante 2 held>"), pty.shown());
            assertTrue(pty.run("ack 1").endsWith("\nrestante 1 held>"), pty.shown());
            pty.type(Pty.CTRL_D);
            assertEquals(0, pty.ended());
            assertTrue(pty.everything().contains("1 message held and not acknowledged: put back"));
        }
    }

    @Test
    void endsTheCommandByCtrlCAndNeverTheShell() throws Exception {
        try (Pty pty = start()) {
            pty.enter("subscribe topic:news").see("listening to topic:news");
            pty.type(Pty.CTRL_C).see("0 messages received").ready();
            pty.enter("create orders").see("queue:orders created").ready();
            pty.enter("poll orders --wait 1h").see("poll orders --wait 1h");
            pty.type(Pty.CTRL_C).see("interrupted").ready();
            pty.enter("top --every 100ms").see("connection");
            pty.type(Pty.CTRL_C).ready();
            pty.enter("tail -f orders").see("tail -f orders");
            pty.type(Pty.CTRL_C).ready();
            pty.enter("reply orders pong").see("answering requests");
            pty.type(Pty.CTRL_C).see("0 requests answered").ready();
            pty.enter("bench --time 1h --rate 10").see("sent ");
            pty.type(Pty.CTRL_C).see("max").ready();
            pty.enter("publish orders x --count 1000000 --rate 5").see(" of 1,000,000 ");
            pty.type(Pty.CTRL_C).see("interrupted").ready();
            pty.type("publish orders 'half").type(Pty.CTRL_C).ready();
            pty.enter("exit");
            assertEquals(0, pty.ended());
        }
    }

    @Test
    void remembersLinesAcrossSessionsAndKeepsThemFromOthers() throws Exception {
        try (Pty pty = start()) {
            pty.run("publish orders remember-me");
            pty.run("context show none --set password=secret");
            pty.enter("exit");
            pty.ended();
        }
        Path history = home.resolve(".local/state/restante/history");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
        assertTrue(Files.readString(history).contains("remember-me"));
        assertFalse(Files.readString(history).contains("secret"), Files.readString(history));
        try (Pty pty = start()) {
            pty.type(Pty.CTRL_R).type("remember").see("publish orders remember-me");
            pty.type(Pty.ENTER).see("ID:").ready();
            pty.type(Pty.UP).see("> publish orders remember-me");
        }
    }

    @Test
    void takesALineOfSeveralLines() throws Exception {
        try (Pty pty = start()) {
            pty.type("publish orders 'first" + Pty.ENTER).see("        >");
            pty.type("second'" + Pty.ENTER).see("ID:");
            assertTrue(pty.run("browse orders").contains("    first\n    second"), pty.shown());
        }
    }

    @Test
    void asksBeforeItDestroys() throws Exception {
        try (Pty pty = start()) {
            pty.run("publish orders one --count 3");
            pty.enter("purge orders").see("purge 3 messages of queue:orders? [y/N]");
            pty.enter("n").see("not confirmed; nothing was done").ready();
            pty.enter("purge orders").see("[y/N]");
            pty.enter("y").see("3 messages purged of queue:orders");
        }
    }

    @Test
    void helpsWithExamples() throws Exception {
        try (Pty pty = Pty.start(home, Map.of(), 100, 90).ready()) {
            String all = pty.run("help");
            assertTrue(all.contains("Messages\n") && all.contains("Administration\n"), all);
            String one = pty.run("help nack");
            assertTrue(one.contains("Examples:\n  nack"), one);
            assertTrue(pty.run("publsh orders").contains("Did you mean: publish"), pty.shown());
            assertTrue(pty.run("browse orders --selctor x").contains("--selector"), pty.shown());
        }
    }

    @Test
    void hasNoColoursWhereNobodyWantsThem() throws Exception {
        try (Pty pty = Pty.start(home, Map.of("NO_COLOR", "1")).ready()) {
            pty.run("queues");
            pty.run("publish orders '{\"a\":1}'");
            pty.run("browse orders");
            pty.run("queues");
            assertFalse(pty.everything().matches("(?s).*\u001b\\[[0-9;]*[1-9][0-9;]*m.*"), pty.everything());
        }
    }

    @Test
    void behavesOnADumbTerminal() throws Exception {
        try (Pty pty = Pty.start(home, Map.of("TERM", "dumb"))) {
            pty.see("restante>");
            pty.enter("publish orders one").see("ID:");
            pty.enter("browse orders").see("    one");
            pty.enter("exit");
            assertEquals(0, pty.ended());
            assertFalse(pty.everything().contains(ESCAPE), pty.everything());
        }
    }

    @Test
    void behavesInANarrowWindow() throws Exception {
        try (Pty pty = Pty.start(home, Map.of(), 20, 12).ready()) {
            pty.run("publish orders one");
            String queues = pty.run("queues");
            assertTrue(queues.lines().allMatch(line -> line.length() <= 20), queues);
            pty.enter("exit");
            assertEquals(0, pty.ended());
        }
    }

    @Test
    void keysChangeTheOrderOfTopAndEndIt() throws Exception {
        try (Pty pty = Pty.start(home, Map.of())) {
            pty.run("publish orders tea");
            pty.enter("top --every 30s --sort destination")
                    .see("by destination;")
                    .see("keys: d m f i o c");
            pty.type("m").see("by -messages;");
            pty.type("r").see("by messages;");
            pty.type("xq").ready();
            assertTrue(pty.run("queues").contains("orders"));
            pty.enter("exit");
            assertEquals(0, pty.ended());
        }
        try (Pty pty = Pty.start(home, Map.of(), "top", "--every", "200ms")) {
            pty.see("by -in/s;").type("d").see("by destination;").see("queue:orders");
            pty.type("q");
            assertEquals(0, pty.ended());
        }
    }
}
