package org.restante.shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;

/** A server as a separate process: from its first line of output to its end on SIGTERM. */
final class ServeTest {

    private static final long SECONDS = 60;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    /** A child JVM, and its addresses: that of the broker, then that of HTTP. */
    private record Child(Process process, BufferedReader out, String tcp, String http) {

        String next() throws IOException {
            return String.valueOf(out.readLine());
        }
    }

    private Child serve(String... more) throws IOException {
        return serve(ProcessBuilder.Redirect.to(folder.resolve("log").toFile()), more);
    }

    private Child serve(ProcessBuilder.Redirect errors, String... more) throws IOException {
        Path config = folder.resolve("restante.conf");
        if (!Files.exists(config)) {
            Files.writeString(config, "data = data\nlisten = tcp://127.0.0.1:0\nhttp = 127.0.0.1:0\n");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--config",
                config.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectError(errors).start();
        started.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return new Child(process, out, listening(out), listening(out));
    }

    private Process start() throws IOException {
        Path config = folder.resolve("starting.conf");
        Files.writeString(config, "data = starting\nlisten = tcp://127.0.0.1:0\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--config",
                        config.toString())
                .redirectError(folder.resolve("log").toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        started.add(process);
        return process;
    }

    @Test
    void aSignalDuringTheStartEndsItInOrder() throws Exception {
        for (int i = 0; i < 3; i++) {
            Path data = folder.resolve("starting");
            Process process = start();
            await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> Files.exists(data));
            process.toHandle().destroy(); // SIGTERM
            assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "it did not end");
            assertEquals(0, process.exitValue(), log());
            assertFalse(log().contains("unexpected"), log());
            assertTrue(Files.readString(folder.resolve("out")).endsWith("ended\n"), log());
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private String listening(BufferedReader out) throws IOException {
        String line = out.readLine();
        String begin = "listening on ";
        assertTrue(line != null && line.startsWith(begin), () -> line + "; " + log());
        return line.substring(begin.length());
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static JMSContext connect(Child child) {
        return new RestanteConnectionFactory(child.tcp()).createContext();
    }

    /** All messages confirmed before and during the shutdown are there after a restart; the exit code is 0. */
    @Test
    void endsInOrderUnderLoadAndLosesNothingThatWasConfirmed() throws IOException, InterruptedException {
        Child child = serve();
        Set<String> confirmed = new ConcurrentSkipListSet<>();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "s" + i;
            Thread sender = new Thread(() -> send(child, name, confirmed));
            sender.start();
            senders.add(sender);
        }
        await().atMost(SECONDS, TimeUnit.SECONDS).until(() -> confirmed.size() > 300);
        child.process().toHandle().destroy(); // SIGTERM; the process itself would close its output here, too
        assertTrue(child.process().waitFor(SECONDS, TimeUnit.SECONDS), "it did not end");
        assertEquals(0, child.process().exitValue(), this::log);
        assertEquals("ended", child.next());
        for (Thread sender : senders) {
            sender.join(TimeUnit.SECONDS.toMillis(SECONDS));
            assertFalse(sender.isAlive(), "a sender waits for ever");
        }

        Child again = serve();
        Set<String> kept = new TreeSet<>();
        try (JMSContext context = connect(again)) {
            var consumer = context.createConsumer(context.createQueue("orders"));
            for (String text = consumer.receiveBody(String.class, 2000);
                    text != null;
                    text = consumer.receiveBody(String.class, 500)) {
                assertTrue(kept.add(text), text + " came twice");
            }
        }
        assertTrue(kept.containsAll(confirmed), () -> confirmed.size() + " confirmed, " + kept.size() + " kept");
    }

    private static void send(Child child, String name, Set<String> confirmed) {
        try (JMSContext context = connect(child)) {
            var orders = context.createQueue("orders");
            for (int i = 0; i < 1_000_000; i++) {
                String text = name + "-" + i;
                context.createProducer().send(orders, text);
                confirmed.add(text);
            }
        } catch (JMSRuntimeException end) {
            confirmed.remove("the server has ended: " + end.getMessage());
        }
    }

    /** Standard error is a pipe that nobody reads: 64 KiB of log fill it, and the server goes on. */
    @Test
    @Timeout(value = 3 * SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void standardErrorThatNobodyReadsStopsNothing() throws IOException, InterruptedException {
        Child child = serve(ProcessBuilder.Redirect.PIPE);
        try (Admin admin = Admin.connect(child.tcp())) {
            for (int i = 0; i < 600; i++) { // a line of the audit log each
                admin.create("queue:" + "x".repeat(200) + i);
            }
        }
        try (JMSContext context = connect(child)) {
            context.createProducer().send(context.createQueue("orders"), "tea");
            assertEquals(
                    "tea", context.createConsumer(context.createQueue("orders")).receiveBody(String.class, 10_000));
        }
        child.process().toHandle().destroy();
        assertTrue(child.process().waitFor(SECONDS, TimeUnit.SECONDS), "it did not end");
        assertEquals(0, child.process().exitValue());
    }

    @Test
    void tellsOfItselfByInfoAndOverHttp() throws IOException, InterruptedException {
        Child child = serve();
        assertEquals(
                0,
                Ran.on(folder, "", "--url", child.tcp(), "publish", "orders", "tea")
                        .code());
        Ran info = Ran.on(folder, "", "--url", child.tcp(), "info");
        assertEquals(0, info.code(), info.err());
        assertTrue(info.out().contains("listens     " + child.tcp()), info.out());
        assertTrue(info.out().contains("data        " + folder.resolve("data") + "\n"), info.out());
        assertTrue(info.out().contains("since start 1 in, 0 acknowledged"), info.out());
        assertEquals(200, get(child.http() + "/health").statusCode());
        assertEquals(200, get(child.http() + "/ready").statusCode());
        assertTrue(get(child.http() + "/metrics")
                .body()
                .contains("\nrestante_destination_waiting{destination=\"queue:orders\",subscription=\"\"} 1.0\n"));
        assertEquals(
                List.of("tea"),
                Ran.on(folder, "", "--url", child.tcp(), "poll", "orders", "--ack")
                        .bodies());
    }

    private static HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void letsInWhoIsInTheFileOfUsers() throws IOException {
        Path users = folder.resolve("users");
        Ran added =
                Ran.on(folder, "secret\n", "user", "add", "anna", "--users", users.toString(), "--password-file", "-");
        assertEquals(0, added.code(), added.err());
        Files.writeString(
                folder.resolve("restante.conf"),
                "data = data\nlisten = tcp://127.0.0.1:0\nhttp = 127.0.0.1:0\nusers = users\n");
        Child child = serve();
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        Ran published = Ran.on(
                folder,
                "",
                "--url",
                child.tcp(),
                "--user",
                "anna",
                "--password-file",
                password.toString(),
                "publish",
                "orders",
                "tea");
        assertEquals(0, published.code(), published.err());
        Ran stranger = Ran.on(folder, "", "--url", child.tcp(), "publish", "orders", "tea");
        assertEquals(5, stranger.code(), stranger.out());
        assertTrue(stranger.err().contains("asks who you are"), stranger.err());
    }

    @Test
    void admitsOperatorsOnlyWhereThatIsAskedFor() throws IOException, InterruptedException {
        Path users = folder.resolve("users");
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        for (String user : List.of("anna", "bert")) {
            Ran added = Ran.on(
                    folder,
                    "",
                    "user",
                    "add",
                    user,
                    "--users",
                    users.toString(),
                    "--password-file",
                    password.toString());
            assertEquals(0, added.code(), added.err());
        }
        Files.writeString(
                folder.resolve("permissions"), "allow anna all everything\nallow bert send,receive queue:>\n");
        Files.writeString(folder.resolve("restante.conf"), """
                data = data
                listen = tcp://127.0.0.1:0
                http = 127.0.0.1:0
                users = users
                permissions = permissions
                """);
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/starting"), "heap of 20 MiB\n");
        Child child = serve("--operators-only");
        assertTrue(log().contains("it had a heap of 20 MiB, and this one has 2"), log());
        assertEquals(200, get(child.http() + "/health").statusCode());
        HttpResponse<String> ready = get(child.http() + "/ready");
        assertEquals(503, ready.statusCode());
        assertTrue(ready.body().contains("operatorsOnly"), ready.body());

        String[] connect = {"--url", child.tcp(), "--password-file", password.toString(), "--user"};
        Ran bert = Ran.on(folder, "", with(connect, "bert", "publish", "orders", "tea"));
        assertTrue(bert.code() != 0 && bert.err().contains("operatorsOnly"), bert.code() + bert.err());
        Ran anna = Ran.on(folder, "", with(connect, "anna", "queues"));
        assertEquals(0, anna.code(), anna.err());
    }

    private static String[] with(String[] first, String... then) {
        return Stream.concat(Stream.of(first), Stream.of(then)).toArray(String[]::new);
    }
}
