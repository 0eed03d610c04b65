package org.restante.shell.provider;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.ExitCode;

/** The shell with another provider: the same commands, and an error for those that need Restante. */
abstract class ForeignProviderTest {

    @TempDir
    private static Path directory;

    private static OtherBroker broker;

    private ClassLoader before;
    private String queue;

    abstract String kind();

    abstract String factory();

    abstract String initialContextFactory();

    /** One broker for all tests of a class; each has a queue of its own. */
    static void start(String kind) throws Exception {
        broker = OtherBroker.start(kind, directory);
    }

    static void stop() throws Exception {
        broker.stop();
    }

    @BeforeEach
    void name(org.junit.jupiter.api.TestInfo test) {
        before = Thread.currentThread().getContextClassLoader();
        queue = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private String[] with(String... arguments) {
        return Stream.concat(OtherBroker.options(factory(), broker.url()).stream(), Stream.of(arguments))
                .toArray(String[]::new);
    }

    private Ran run(String... arguments) {
        return Ran.on(directory, "", with(arguments));
    }

    private Ran script(String... lines) {
        return Ran.on(directory, String.join("\n", lines), with());
    }

    private List<String> raw() {
        return run("browse", queue, "-o", "raw").out().lines().toList();
    }

    @Test
    void publishesBrowsesAndPolls() throws Exception {
        Ran published = run(
                "publish",
                queue,
                "{\"a\":1}",
                "--property",
                "n:long=5",
                "--type",
                "order",
                "--priority",
                "7",
                "--ttl",
                "1h");
        assertEquals(0, published.code(), published.err());

        List<?> browsed = (List<?>) Json.read(run("browse", queue, "-o", "json").out());
        Map<?, ?> row = (Map<?, ?>) browsed.get(0);
        assertEquals("{\"a\":1}", row.get("body"));
        assertEquals("queue:" + queue, row.get("destination"));
        assertEquals("order", row.get("type"));
        assertEquals(7, row.get("priority"));
        assertTrue(Json.write(row.get("properties")).contains("\"n\":{\"type\":\"long\",\"value\":5}"), row::toString);
        assertEquals("{\"a\":1}\n", run("poll", queue, "--ack", "-o", "raw").out());
        assertEquals(ExitCode.NOTHING, run("poll", queue).code());
    }

    @Test
    void holdsTakesAndGivesBackOneByOne() {
        Ran.on(directory, "a\nb\nc\nd\n", with("publish", queue, "-"));
        Ran ran = script(
                "poll " + queue + " --max 3 -o raw", "ack 1 3", "nack 2", "poll " + queue + " -o raw", "recover");

        assertEquals(0, ran.code(), ran.err());
        assertEquals(
                List.of("a", "b", "c", "1 acknowledged", "3 acknowledged", "2 put back"),
                ran.out().lines().limit(6).toList());
        assertEquals(List.of("b", "d"), raw().stream().sorted().toList());
    }

    @Test
    void leavesToOthersWhatItDoesNotHold() {
        Ran.on(directory, "a\nb\n", with("publish", queue, "-"));
        Ran ran = script("poll " + queue + " -o raw", "context list", "poll " + queue + " -o raw");

        assertEquals("a\nb\n", ran.out(), ran.err());
        assertEquals(List.of("a", "b"), raw().stream().sorted().toList());
    }

    @Test
    void runsTransactions() {
        run("publish", queue, "a");
        Ran undone = script("begin", "poll " + queue, "publish " + queue + ".out x", "rollback");
        assertTrue(undone.out().endsWith("rolled back: 1 published, 1 polled\n"), undone.err());
        assertEquals(List.of("a"), raw());

        Ran done = script("begin", "poll " + queue, "publish " + queue + ".out x", "commit");
        assertTrue(done.out().endsWith("committed: 1 published, 1 polled\n"), done.err());
        assertEquals(List.of(), raw());
        assertEquals("x\n", run("poll", queue + ".out", "--ack", "-o", "raw").out());
    }

    @Test
    void showsAndTails() {
        String id = run("publish", queue, "tea").firstLine();
        run("publish", queue, "coffee");

        assertEquals("tea", run("show", id, "--in", queue, "-o", "raw").out());
        assertEquals("coffee\n", run("tail", "-n", "1", queue, "-o", "raw").out());
    }

    @Test
    void keepsWhatComesForADurableSubscriberThatIsAway() {
        run("poll", "topic:" + queue, "--durable", "anna", "--client-id", queue);
        run("publish", "topic:" + queue, "hot");
        Ran ran = run("poll", "topic:" + queue, "--durable", "anna", "--client-id", queue, "--ack", "-o", "raw");

        assertEquals("hot\n", ran.out(), ran.err());
        assertEquals(0, run("unsubscribe", "anna", "--client-id", queue).code());
    }

    @Test
    void asksAndAnswers() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Ran> reply = other.submit(() -> run("reply", queue, "pong", "--max", "1"));
            Ran request = run("request", queue, "ping", "-o", "raw", "--timeout", "20s");

            assertEquals("pong\n", request.out(), request.err());
            assertEquals(ExitCode.DONE, reply.get(20, TimeUnit.SECONDS).code());
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void subscribes() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            List<Future<Ran>> heard = new ArrayList<>();
            heard.add(other.submit(() -> run("subscribe", "topic:" + queue, "--max", "1", "-o", "raw")));
            await().until(() -> {
                run("publish", "topic:" + queue, "hot");
                return heard.get(0).isDone();
            });
            assertEquals("hot\n", heard.get(0).get().out(), heard.get(0).get().err());
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void measures() throws Exception {
        Ran ran = run("bench", queue, "--count", "100", "--size", "10", "-o", "json");

        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        assertEquals(100, Json.readObject(ran.out()).get("received"));
    }

    @Test
    void saysWhatNeedsRestante() {
        for (String command : List.of("queues", "info", "status ID:1-1-1", "purge orders --yes", "top --count 1")) {
            Ran ran = run(command.split(" "));

            assertEquals(ExitCode.FAILED, ran.code(), command);
            assertTrue(ran.err().contains("this command works only with Restante"), ran.err());
        }
    }

    @Test
    void findsTheFactoryByJndiAndByContext() throws Exception {
        Path file = Files.writeString(
                directory.resolve(queue + ".properties"),
                "java.naming.factory.initial=" + initialContextFactory() + "\n"
                        + (kind().equals("artemis")
                                ? "connectionFactory.ConnectionFactory="
                                : "java.naming.provider.url=")
                        + broker.url() + "\n");
        Ran jndi =
                Ran.on(directory, "", "--jndi", file.toString(), "--lib", OtherBroker.jars(), "publish", queue, "tea");
        assertEquals(0, jndi.code(), jndi.err());
        Ran added = Ran.on(directory, "", with("context", "add", queue));
        assertEquals(0, added.code(), added.err());

        assertEquals(
                "tea\n",
                Ran.on(directory, "", "--context", queue, "poll", queue, "--ack", "-o", "raw")
                        .out());
        Ran wrong = Ran.on(
                directory,
                "",
                "--jndi",
                file.toString(),
                "--lookup",
                "nothing",
                "--lib",
                OtherBroker.jars(),
                "browse",
                queue);
        assertEquals(ExitCode.FAILED, wrong.code());
        assertTrue(wrong.err().contains("no 'nothing' in JNDI"), wrong.err());
    }
}
