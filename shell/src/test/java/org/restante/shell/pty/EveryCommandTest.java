package org.restante.shell.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.RestanteServer;
import org.restante.shell.Commands;
import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.Credentials;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.StreamLines;

/** Each command of the prompt, typed on a real terminal, against an embedded broker and a server. */
final class EveryCommandTest {
    @TempDir
    private Path home;

    private final Set<String> typed = new LinkedHashSet<>();
    private Pty pty;

    private String run(String line, String... seen) {
        typed.add(line.split(" ")[0]);
        String screen = pty.run(line);
        for (String each : seen) {
            assertTrue(screen.contains(each), () -> line + " did not show '" + each + "':\n" + screen);
        }
        return screen;
    }

    private String firstId(String screen) {
        return screen.lines()
                .filter(line -> line.startsWith("ID:"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(screen))
                .split(" ")[0];
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void showsOnTheScreenWhatItSays(boolean served) throws Exception {
        RestanteServer server =
                served ? RestanteServer.start("vm:every?data=" + home.resolve("server"), "tcp://127.0.0.1:0") : null;
        String[] options = server == null
                ? new String[0]
                : new String[] {
                    "--url", "tcp://127.0.0.1:" + server.addresses().get(0).port()
                };
        try (Pty own = Pty.start(home, Map.of(), 110, 40, options)) {
            pty = own;
            messages();
            administration();
            files();
            rest();
            pty.enter("exit");
            typed.add("exit");
            assertEquals(0, pty.ended());
        } finally {
            if (server != null) {
                server.close();
            }
        }
        assertEquals(new TreeSet<>(names()), new TreeSet<>(typed), "commands that no session types");
    }

    private void messages() throws Exception {
        String id = firstId(run("publish orders '{\"id\":1}' --property colour=red"));
        run("publish orders two", "ID:");
        run("browse orders", "property colour = red", "      \"id\" : 1", "    two");
        run("tail -n 1 orders", "    two");
        run("show " + id, "colour = red", "\"id\" : 1");
        run("poll orders --max 2", "[1] " + id, "2 messages held");
        run("held", "number", "1  " + id, "queue:orders", "{\"id\":1}", "two");
        run("status 1", id, "DELIVERED");
        run("nack 2", "2 put back");
        run("ack 1", "1 acknowledged");
        run("poll orders", "[3] ID:", "delivery 2");
        run("recover", "1 message put back");
        run("begin", "a transaction is open");
        run("publish out x", "ID:");
        run("rollback", "rolled back: 1 published, 0 polled");
        run("begin");
        run("poll orders", "    two");
        run("commit", "committed: 0 published, 1 polled");
        run("poll topic:news --durable anna", "no message waits");
        run("publish topic:news hot");
        run("subscribe topic:news --durable anna --max 1", "    hot", "1 message received");
        run("unsubscribe anna", "anna unsubscribed");
        run("request nobody hello --timeout 100ms --ttl 0", "no reply came within 100 ms");
        run("publish nobody again");
        run("reply nobody pong --max 2", "has no JMSReplyTo", "1 request answered");
    }

    private void administration() {
        run("create topic:news --subscription anna", "created");
        run("publish topic:news hot");
        run("publish orders one --count 5", "5 messages sent");
        run("queues", "name", "orders");
        run("topics", "news");
        run("subscriptions", "anna", "restante-shell");
        run("consumers");
        run("connections", "sessions", "consumers");
        run("move orders old --max 2", "2 messages moved of queue:orders to queue:old");
        run("copy orders old --max 1", "1 message copied");
        run("purge old --yes", "3 messages purged");
        run("pause orders", "queue:orders paused");
        run("poll orders", "no message waits");
        run("resume orders", "queue:orders resumed");
        run("settings orders maxDeliveries=1", "maxDeliveries=1");
        run("settings", "queue:orders", "maxDeliveries");
        String id = run("poll orders", "ID:").replaceAll("(?s).*?(ID:\\S+).*", "$1");
        run("nack");
        run("retry DLQ.orders", "1 message sent back");
        run("status " + id, "QUEUED", "DEAD_LETTERED", "after ");
        run("top --count 1 --every 100ms", "destination", "orders");
        run("info", "version", "waiting");
        run("ping", "answer 1 from");
        run("disk", "the log has");
        run("schedule");
        run("delete orders --yes", "queue:orders deleted with 3 messages");
    }

    private void files() throws IOException {
        run("publish orders one");
        run("export orders orders.jsonl --overwrite", "1 message of queue:orders exported");
        run("import copy orders.jsonl", "1 message imported to queue:copy");
        Files.writeString(home.resolve("commands"), "publish sourced one\nbrowse sourced\npublsh\n");
        run("source commands", "    one", "commands:3: unknown command 'publsh'");
    }

    private void rest() {
        run("bench --count 50 --size 10", "50 sent, 50 received");
        run("check", "kafka:");
        run("context");
        run("help ack", "Examples:", "  ack 2 5-7");
    }

    /** All commands of the prompt. */
    private List<String> names() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Environment environment = new Environment(
                Map.of(),
                home,
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                nowhere,
                true,
                false);
        ConnectionOptions connectionOptions = new ConnectionOptions(environment);
        try (ShellSession session = ShellSession.ofPrompt(
                connectionOptions.broker(),
                Credentials.NOBODY,
                Screen.of(environment),
                new StreamLines(environment.in(), 10))) {
            Catalogue all = Commands.of(session, connectionOptions);
            List<String> names = new java.util.ArrayList<>(
                    all.entries().stream().map(Catalogue.Entry::name).toList());
            names.add("exit");
            names.add("source");
            return names;
        }
    }
}
