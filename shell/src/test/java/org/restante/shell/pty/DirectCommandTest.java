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
import org.restante.RestanteServer;
import org.restante.shell.Ran;

/** Single commands on a real terminal: Ctrl-C and other signals end them, and some wait for their queue. */
final class DirectCommandTest {
    @TempDir
    private Path home;

    private Path data() {
        return home.resolve(".local/share/restante");
    }

    @Test
    void ctrlCEndsListingsThatAreDrawnAgain() throws Exception {
        Ran.on(data(), "", "publish", "orders", "x");
        for (String command : List.of("top", "queues --every 1h", "top --every 1h")) {
            try (Pty pty = Pty.start(home, Map.of(), command.split(" "))) {
                pty.see("orders").type("x").type(Pty.CTRL_C);
                assertEquals(130, pty.ended(), pty::everything);
                assertTrue(pty.everything().contains("\u001b[?1049l"), pty.everything());
                assertFalse(pty.everything().contains("error"), pty.everything());
            }
        }
    }

    @Test
    void ctrlCWhilePublishReadsShowsWhatIsCommitted() throws Exception {
        try (RestanteServer server =
                RestanteServer.start("vm:lines?data=" + home.resolve("server"), "tcp://127.0.0.1:0")) {
            String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            try (Pty pty = Pty.start(home, Map.of(), 120, 24, "--url", url, "publish", "orders", "-")) {
                pty.enter("one");
                await().until(() -> Ran.on(data(), "", "--url", url, "browse", "orders", "-o", "raw")
                        .out()
                        .equals("one\n"));
                pty.type("half").type(Pty.CTRL_C);
                assertEquals(130, pty.ended(), pty::everything);
                pty.see("stopped at line 2: interrupted by Ctrl-C (line 1 is committed, none after it)");
            }
        }
    }

    @Test
    void waitsForAQueueThatDoesNotExistYet() throws Exception {
        try (RestanteServer server =
                RestanteServer.start("vm:awaited?data=" + home.resolve("server"), "tcp://127.0.0.1:0")) {
            String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            for (String command : List.of("poll ready --wait 60s --ack", "tail -f ready")) {
                Ran.on(data(), "", "--url", url, "create", "reedy");
                try (Pty pty = Pty.start(home, Map.of(), ("--url " + url + " " + command).split(" "))) {
                    pty.see("no such queue: ready; did you mean reedy?; waiting until there is one");
                    assertEquals(
                            "reedy\n",
                            Ran.on(data(), "", "--url", url, "queues", "--format", "{name}")
                                    .out());
                    Ran.on(data(), "", "--url", url, "publish", "ready", "now");
                    pty.see("    now");
                    if (command.startsWith("tail")) {
                        pty.type(Pty.CTRL_C);
                    }
                    assertEquals(command.startsWith("tail") ? 130 : 0, pty.ended());
                }
                Ran.on(data(), "", "--url", url, "delete", "ready", "--yes");
            }
        }
    }

    @Test
    void ctrlCEndsTheWaitForAQueue() throws Exception {
        for (String command : List.of("poll ready --wait 1h", "tail -f ready")) {
            try (Pty pty = Pty.start(home, Map.of(), command.split(" "))) {
                pty.see("no such queue: ready; waiting until there is one").type(Pty.CTRL_C);
                assertEquals(130, pty.ended());
                assertFalse(pty.everything().contains("error"), pty.everything());
            }
        }
    }

    @Test
    void sigtermEndsThePromptQuietly() throws Exception {
        try (Pty pty = Pty.start(home, Map.of()).ready()) {
            pty.terminate();
            assertEquals(143, pty.ended(), pty::everything);
            assertFalse(pty.everything().contains("error"), pty.everything());
            assertFalse(pty.everything().contains("closed"), pty.everything());
        }
    }
}
