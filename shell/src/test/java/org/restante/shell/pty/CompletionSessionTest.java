package org.restante.shell.pty;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion by Tab, at the prompt of a real terminal. */
final class CompletionSessionTest {
    @TempDir
    private Path home;

    private Pty pty;

    @BeforeEach
    void open() throws Exception {
        pty = Pty.start(home, Map.of()).ready();
        pty.run("publish orders one --property region=north --property priority=5");
    }

    @AfterEach
    void close() {
        pty.close();
    }

    @Test
    void quotesNamesAsTheShellReadsThem() {
        pty.run("publish o\\'brien one");
        pty.run("publish '#hash' two");
        pty.type("poll o'b" + Pty.CTRL_C).ready();
        pty.type("poll o\\'" + Pty.TAB).see("poll o\\'brien ");
        pty.type(Pty.ENTER).see("    one").ready();
        pty.type("poll \\#" + Pty.TAB).see("poll \\#hash ");
        pty.type(Pty.ENTER).see("    two").ready();
        pty.type("browse --selector \"region = 'north' AND prio" + Pty.TAB)
                .see("AND priority")
                .type(Pty.CTRL_C)
                .ready();
    }

    @Test
    void leavesWhatNothingIsLike() {
        pty.type("browse orders --selector \"region = 'red' AND pr").see("AND pr");
        pty.type(Pty.TAB + "x").see("AND priorityx").type(Pty.CTRL_C).ready();
        pty.type("browse orders --selector \"region = 'red' AND qr").see("AND qr");
        pty.type(Pty.TAB + "x").see("AND qrx");
    }

    @Test
    void listsWhatThereIsBehindASpace() {
        pty.run("create topic:news --subscription anna");
        pty.run("create topic:news --subscription bert");
        pty.type("unsubscribe ").see("SUBSCRIPTION [--options]");
        pty.type(Pty.TAB).see("anna").see("bert");
        pty.type("b" + Pty.TAB).see("unsubscribe bert ");
        pty.type(Pty.CTRL_C).ready();
    }

    @Test
    void listsMoreThanTheWindowHasWithoutAQuestion() {
        pty.type("help " + Pty.TAB).see("unsubscribe").see("publish");
        pty.type("pub" + Pty.TAB).see("help publish ");
        assertFalse(pty.everything().contains("do you wish"), "it asks");
    }

    @Test
    void completesPropertiesAndWhatIsNamedWithItsKind() {
        pty.type("publish orders x --property re" + Pty.TAB).see("--property region=");
        pty.type("south --property=pri" + Pty.TAB).see("--property=priority=");
        pty.type(Pty.CTRL_C).ready();
        pty.type("poll queue:o" + Pty.TAB).see("poll queue:orders ");
        pty.type(Pty.CTRL_C).ready();
        pty.type("browse -o=nd" + Pty.TAB).see("-o=ndjson ");
    }

    @Test
    void completesTheLastOfSeveralLines() {
        pty.type("\u001b[200~queues\npoll or\u001b[201~").see("poll or");
        pty.type(Pty.TAB).see("poll orders ");
    }
}
