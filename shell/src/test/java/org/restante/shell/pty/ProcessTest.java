package org.restante.shell.pty;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.RestanteServer;
import org.restante.disk.DirectoryLock;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;

/** Each command as a process, with a server and with its own data directory: standard output, standard error and exit code. */
final class ProcessTest {
    @TempDir
    private Path home;

    private RestanteServer server;
    private boolean embedded;

    @BeforeEach
    void serve() {
        server = RestanteServer.start("vm:process?data=" + home.resolve("server"), "tcp://127.0.0.1:0");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url() {
        return "tcp://127.0.0.1:" + server.addresses().get(0).port();
    }

    private Ran in(String input, String... arguments) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(embedded ? List.of("--data", home.resolve("own").toString()) : List.of("--url", url()));
        words.addAll(List.of(arguments));
        return ShellProcess.run(home, Map.of(), input, words.toArray(String[]::new));
    }

    private Ran run(String line) throws IOException, InterruptedException {
        return in("", line.split(" "));
    }

    /** Runs a command and checks standard output and standard error completely. */
    private void expect(String line, int code, String out, String err) throws IOException, InterruptedException {
        Ran ran = run(line);
        assertEquals(code, ran.code(), line + "\n" + ran);
        assertTrue(ran.out().matches("(?s)" + out), line + " wrote: " + ran.out());
        assertTrue(ran.err().matches("(?s)" + err), line + " said: " + ran.err());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsAndReceives(boolean inTheProcess) throws Exception {
        embedded = inTheProcess;
        expect("publish orders tea --property colour=red", 0, "ID:[^\n]*\n", "");
        assertEquals(
                "2 messages sent to queue:orders\n",
                in("one\ntwo\n", "publish", "orders", "-").out());
        expect("browse orders -o raw", 0, "tea\none\ntwo\n", "");
        expect("browse orders --format {properties.colour} --max 1", 0, "red\n", "");
        expect("tail -n 1 orders -o ndjson", 0, "\\{\"id\":[^\n]*\"body\":\"two\"}\n", "");
        expect("poll orders -o raw", 0, "tea\n", "restante: 1 message shown and put back; [^\n]*\n");
        expect("poll orders --ack -q -o raw", 0, "tea\n", "");
        String id = run("browse orders --format {id} --max 1").out().strip();
        expect("show " + id + " -o json", 0, "\\{.*}\n", "");
        expect("status " + id + " -o csv", 0, "id,destination,[^\n]*\r\n" + id + ",.*", "");
        expect("ack " + id, 0, id + " acknowledged\n", "");
        expect(
                "subscribe orders --max 1 -o raw",
                0,
                "two\n",
                "restante: listening[^\n]*\nrestante: 1 message received\n");
        expect("poll orders", 3, "", "restante: no message waits in queue:orders\n");
        expect(
                "poll topic:news --durable anna",
                3,
                "",
                "restante: created the durable subscription anna[^\n]*\nrestante: no message waits[^\n]*\n");
        expect("unsubscribe anna", 0, "anna unsubscribed\n", "");
        expect("request nobody x --timeout 100ms --ttl 0", 3, "", "restante: no reply came within 100 ms\n");
        expect(
                "reply nobody pong --max 1 -q",
                0,
                "",
                "restante: ID:[^\n]* cannot be answered, because the requester has gone[^\n]*\n");
        expect("nack", 1, "", "restante: only the prompt and scripts hold messages[^\n]*\n");
        expect("held", 1, "", "restante: only the prompt and scripts hold messages[^\n]*\n");
        expect("recover", 1, "", "restante: [^\n]*\n");
        expect("begin", 2, "", "restante: [^\n]*\n");
        expect("commit", 1, "", "restante: no transaction is open[^\n]*\n");
        expect("rollback", 1, "", "restante: no transaction is open[^\n]*\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void administers(boolean inTheProcess) throws Exception {
        embedded = inTheProcess;
        in("one\ntwo\nthree\n", "publish", "orders", "-");
        expect("queues --format {name}:{messages}", 0, "orders:3\n", "");
        expect("topics", 0, "", "restante: there is nothing to list\n");
        expect("create topic:news --subscription anna -q", 0, "", "");
        expect("subscriptions -o ndjson", 0, "\\{\"topic\":\"news\",\"name\":\"anna\"[^\n]*}\n", "");
        expect("consumers -o json", 0, "\\[]\n", "");
        expect("connections -o csv", 0, "id,clientId,[^\n]*\r\n.*", "");
        expect("move orders old --max 1", 0, "1 message moved of queue:orders to queue:old\n", "");
        expect("copy orders old", 0, "2 messages copied of queue:orders to queue:old\n", "");
        expect("purge old", 6, "", "restante: would purge 3 messages[^\n]*add --yes\n");
        expect("purge old --yes", 0, "3 messages purged of queue:old\n", "");
        expect("delete old --dry-run", 0, "would delete queue:old with 0 messages\n", "");
        expect("delete old --yes", 0, "queue:old deleted with 0 messages\n", "");
        expect("pause orders", 0, "", "restante: queue:orders paused\n");
        expect("resume orders", 0, "", "restante: queue:orders resumed\n");
        expect("retry DLQ.orders", 3, "", "restante: [^\n]*\n");
        expect("settings orders maxDeliveries=3 -q", 0, "", "");
        expect("settings -o csv", 0, "pattern,setting,value\r\nqueue:orders,maxDeliveries,3\r\n", "");
        expect("schedule -o ndjson", 0, "", "");
        expect("info -o json", 0, "\\{\"version\".*}\n", "");
        expect("disk -o json", 0, "\\{\"log\":.*}\n", "");
        expect("top --count 1 --every 100ms -o ndjson", 0, "\\{\"destination\":.*}\n", "");
        Ran export = run("export orders - -q");
        assertEquals("", export.err());
        assertEquals(
                "2 messages imported to queue:copy\n",
                in(export.out(), "import", "copy", "-").out());
        Ran bench = run("bench --count 50 --size 10 -o json -q");
        assertEquals(50, Json.readObject(bench.out()).get("received"));
        assertEquals("", bench.err());
        expect("context -o json", 0, "\\[]\n", "");
    }

    @Test
    void endsAsItIsDocumented() throws Exception {
        expect("--version", 0, "restante [^\n]*.*", "");
        expect("completion bash", 0, "#!/usr/bin/env bash\n.*complete -F _complete_restante [^\n]*\n", "");
        expect("manual papers", 0, "", "restante: [0-9]+ pages and 3 completion scripts written to papers\n");
        assertTrue(Files.exists(home.resolve("papers/man/man1/restante.1")));
        Files.writeString(home.resolve("commands"), "publish sourced one -q\nbrowse sourced -o raw\npoll none\n");
        expect("source commands", 3, "ID:[^\n]*\none\n", "restante: commands:3: no such queue: none;[^\n]*\n");
        expect("help publish", 0, "Usage: restante publish .*Examples:.*", "");
        expect("publsh orders x", 2, "", "restante: unknown command 'publsh'\n.*Did you mean: .*publish.*");
        expect("browse orders --selector n>", 2, "", "restante: [^\n]*\n");
        Ran nobody = ShellProcess.run(home, Map.of(), "", "--url", "tcp://127.0.0.1:1", "browse", "orders");
        assertEquals(4, nobody.code(), nobody.err());
        assertEquals("", nobody.out());
        Ran script = in("publish orders tea\nbegin\npoll orders -o raw\nrollback\npoll none\npublish\n");
        assertEquals(3, script.code(), script.err());
        assertTrue(script.out().contains("tea\nrolled back: 0 published, 1 polled\n"), script.out());
    }

    @Test
    void isEndedByCtrlCWithItsOwnCode() throws Exception {
        List<String> words = new ArrayList<>(ShellProcess.command());
        words.addAll(List.of("--url", url(), "subscribe", "topic:news"));
        Path err = home.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(err.toFile());
        ShellProcess.surround(builder, home, Map.of());
        Process process = builder.start();
        await().until(() -> Files.readString(err).contains("listening"));
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();

        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(130, process.exitValue());
    }

    @Test
    void refusesWhoIsNotAllowed() throws Exception {
        Path users = home.resolve("users");
        Path password = Files.writeString(home.resolve("password"), "secret\n");
        assertEquals(
                0,
                ShellProcess.run(
                                home,
                                Map.of(),
                                "",
                                "user",
                                "add",
                                "anna",
                                "--users",
                                users.toString(),
                                "--password-file",
                                password.toString())
                        .code());
        Ran stranger = ShellProcess.run(
                home,
                Map.of(),
                "",
                "--url",
                "vm:x?data=" + home.resolve("own") + "&users=" + users,
                "browse",
                "orders");
        assertEquals(5, stranger.code(), stranger.err());
        Ran anna = ShellProcess.run(
                home,
                Map.of(),
                "",
                "--url",
                "vm:x?data=" + home.resolve("own") + "&users=" + users,
                "--user",
                "anna",
                "--password-file",
                password.toString(),
                "browse",
                "orders");
        assertEquals(3, anna.code(), anna.err());
    }

    @Test
    void commandLeavesItsDirectoryFree() throws Exception {
        Path data = home.resolve("free");
        String uri = "vm:x?idleTimeout=3600000&data=" + data;
        for (List<String> broker : List.of(List.of("--data", data.toString()), List.of("--url", uri))) {
            Ran ran = ShellProcess.run(home, Map.of(), "", broker.get(0), broker.get(1), "publish", "orders", "tea");
            assertEquals(0, ran.code(), ran.err());
            assertFalse(Files.exists(data.resolve("attach")), "the socket is left behind by " + broker);
            DirectoryLock.acquire(data, InstantSource.system()).close();
        }
    }
}
