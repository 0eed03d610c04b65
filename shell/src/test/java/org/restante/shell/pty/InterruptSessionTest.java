package org.restante.shell.pty;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;

/** Ctrl-C, and other events while the user types, on a real terminal. */
final class InterruptSessionTest {
    @TempDir
    private Path home;

    private Path history() {
        return home.resolve(".local/state/restante/history");
    }

    @Test
    void endsAllThatWasPastedTogether() throws Exception {
        try (Pty pty = Pty.start(home, Map.of()).ready()) {
            pty.run("create empty");
            pty.type("\u001b[200~publish before x\npoll empty --wait 60s\npublish after x\u001b[201~")
                    .see("after x");
            pty.type(Pty.ENTER).see("ID:").type(Pty.CTRL_C).see("interrupted").ready();
            assertFalse(pty.run("queues").contains("after"), pty.shown());
        }
    }

    @Test
    void endsACommandAndNotTheShellOnADumbTerminal() throws Exception {
        try (Pty pty = Pty.start(home, Map.of("TERM", "dumb"))) {
            pty.see("restante>");
            pty.enter("subscribe topic:news").see("listening to topic:news");
            pty.type(Pty.CTRL_C).see("0 messages received");
            pty.enter("publish orders one").see("ID:");
            pty.enter("exit");
            assertEquals(0, pty.ended());
        }
    }

    @Test
    void stopsByCtrlZAndGoesOnWhereItWas() throws Exception {
        try (Pty pty = Pty.startAsJob(home).ready()) {
            pty.type("publish orders half").see("publish orders half");
            pty.type("\u001a").see("[stopped]");
            pty.type("\n").see("> publish orders half");
            pty.type("-and-half" + Pty.ENTER).see("ID:").ready();
            assertTrue(pty.run("browse orders").contains("    half-and-half"), pty.shown());
            pty.enter("exit");
            assertEquals(0, pty.ended());
        }
    }

    @Test
    void endsThePromptThatFindsNobody() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Pty pty = Pty.start(home, Map.of(), "--url", "tcp://127.0.0.1:" + silent.getLocalPort());
                Socket asked = silent.accept()) {
            assertFalse(asked.isClosed());
            pty.type(Pty.CTRL_C);
            assertEquals(130, pty.ended());
        }
    }

    @Test
    void asksForAPasswordThatIsNotSeenAndNotRemembered() throws Exception {
        try (RestanteServer server =
                        RestanteServer.start("vm:asked?data=" + home.resolve("server"), "tcp://127.0.0.1:0");
                Pty pty = Pty.start(home, Map.of()).ready()) {
            String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            pty.run("context add prod --url " + url + " --user anna");
            pty.enter("context use prod").see("password of anna:");
            pty.enter("tea-and-cake").see("using context prod").ready();
            assertFalse(pty.everything().contains("tea-and-cake"));
            pty.type("\f");
            await().until(() -> !pty.shown().contains("password of anna:"));
            pty.enter("context use prod").see("password of anna:");
            pty.type(Pty.CTRL_C).ready();
            pty.enter("exit");
            assertEquals(0, pty.ended());
        }
        assertFalse(Files.readString(history()).contains("tea-and-cake"));
    }

    @Test
    void endsAPasswordQuestionOfACommandAndNeverShowsIt() throws Exception {
        try (RestanteServer server =
                RestanteServer.start("vm:ask?data=" + home.resolve("server"), "tcp://127.0.0.1:0")) {
            String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            String[][] commands = {
                {"--url", url, "--user", "anna", "queues"},
                {"--url", url, "--user", "anna"},
                {"user", "add", "anna", "--users", home.resolve("users").toString()}
            };
            for (String[] command : commands) {
                try (Pty pty = Pty.start(home, Map.of(), command).see("password of anna:")) {
                    pty.type("tea-and-").type(Pty.CTRL_C);
                    assertEquals(130, pty.ended());
                    assertFalse(pty.everything().contains("tea-and-"), pty.everything());
                }
            }
        }
    }

    @Test
    void endsAPasswordQuestionOnADumbTerminal() throws Exception {
        try (RestanteServer server =
                        RestanteServer.start("vm:dumb?data=" + home.resolve("server"), "tcp://127.0.0.1:0");
                Pty pty = Pty.start(home, Map.of("TERM", "dumb"))) {
            pty.see("restante>");
            String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            pty.enter("context add prod --url " + url + " --user anna")
                    .see("context use prod")
                    .see("restante>");
            pty.enter("context use prod").see("password of anna:");
            pty.type("tea-and-").type(Pty.CTRL_C).see("interrupted");
            pty.enter("context use prod");
            await().until(() -> pty.everything().split("password of anna:", -1).length == 3);
            pty.enter("tea-and-cake").see("using context prod");
            pty.enter("publish orders seen").see("ID:");
            pty.enter("exit");
            assertEquals(0, pty.ended());
            assertFalse(pty.everything().contains("tea-and-"), pty.everything());
            assertTrue(pty.everything().contains("publish orders seen"), pty.everything());
        }
    }

    @Test
    void keepsAQuestionOnItsLineAndForgetsTheAnswer() throws Exception {
        try (Pty pty = Pty.start(home, Map.of()).ready()) {
            pty.run("publish orders one");
            pty.enter("purge orders").see("[y/N]");
            pty.type("no\u0015").see("purge 1 message of queue:orders? [y/N]");
            pty.type("nay" + Pty.ENTER).see("not confirmed").ready();
            pty.enter("exit");
            assertEquals(0, pty.ended());
        }
        assertFalse(Files.readString(history()).contains("nay"));
    }

    @Test
    void tellsAboveTheLineThatTheConnectionIsLost() throws Exception {
        RestanteServer server = RestanteServer.start("vm:lost?data=" + home.resolve("server"), "tcp://127.0.0.1:0");
        String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
        try (Pty pty = Pty.start(home, Map.of(), "--url", url).ready()) {
            pty.type("publish half").see("publish half");
            server.close();
            pty.see("the connection was lost").see("> publish half");
            assertFalse(pty.shown().contains("wait again"), pty.shown());
        } finally {
            server.close();
        }
    }

    @Test
    void promptShowsNothingHeldOnceTheConnectionIsLost() throws Exception {
        RestanteServer server = RestanteServer.start("vm:gone?data=" + home.resolve("server"), "tcp://127.0.0.1:0");
        String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
        try (Pty pty = Pty.start(home, Map.of(), "--url", url).ready()) {
            pty.run("publish orders one");
            pty.enter("poll orders").see("1 held>").ready();
            pty.type("publish half").see("1 held> publish half");
            server.close();
            pty.see("messages wait again").see("> publish half");
            assertFalse(pty.shown().contains("1 held> publish half"), pty.shown());
        } finally {
            server.close();
        }
    }
}
