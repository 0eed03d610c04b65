package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.ExitCode;

/** Polling, holding, acknowledging, putting back, browsing, and transactions. */
final class ConsumeTest {
    @TempDir
    private Path data;

    private Ran run(String... arguments) {
        return Ran.on(data, "", arguments);
    }

    private Ran script(String... lines) {
        return Ran.on(data, String.join("\n", lines));
    }

    private List<String> raw(String queue) {
        return run("browse", queue, "--output", "raw").out().lines().toList();
    }

    private void publish(String... texts) {
        Ran.on(data, String.join("\n", texts), "publish", "orders", "-");
    }

    @Test
    void takesSomeAndGivesOthersBack() {
        publish("a", "b", "c", "d", "e");
        Ran ran = script("poll orders --max 5", "ack 1 3-4", "nack 2", "ack 5");

        assertEquals(0, ran.code(), ran.err());
        assertEquals(List.of("b"), raw("orders"));
        assertEquals(
                "1\n", run("browse", "orders", "--format", "{deliveryCount}").out());
    }

    @Test
    void showsHowOftenAMessageWasDelivered() {
        publish("a");
        String[] browse = {"browse", "orders", "--format", "{deliveryCount} {redelivered}"};
        assertEquals("0 false\n", run(browse).out());
        script("poll orders", "nack");
        assertEquals("1 true\n", run(browse).out());
        script("poll orders", "recover");
        assertEquals("2 true\n", run(browse).out());
        script("poll orders");
        assertEquals("3 true\n", run(browse).out());
        assertEquals(
                "4 true\n",
                run("poll", "orders", "--format", "{deliveryCount} {redelivered}")
                        .out());
    }

    @Test
    void givesAllBackInTheirOrder() {
        publish("a", "b", "c");
        Ran ran = script("poll orders --max 3", "nack", "poll orders -o raw --max 3", "recover");

        assertTrue(ran.out().contains("a\nb\nc\n3 messages put back\n"), ran.out());
        assertEquals(List.of("a", "b", "c"), raw("orders"));
    }

    @Test
    void opensADurableSubscriptionWithItsOwnSelector() {
        run("create", "topic:news", "--subscription", "anna", "--selector", "region = 'north'");
        run("publish", "topic:news", "cold", "--property", "region=north");
        run("publish", "topic:news", "hot", "--property", "region=south");

        assertEquals(
                "cold\n",
                run("poll", "topic:news", "--durable", "anna", "-o", "raw", "--max", "9")
                        .out());
        Ran heard = run("subscribe", "topic:news", "--durable", "anna", "-o", "raw", "--max", "1");
        assertEquals("cold\n", heard.out(), heard.err());
        assertEquals(
                "region = 'north'\n",
                run("subscriptions", "--format", "{selector}").out());
    }

    @Test
    void replacesNoDurableSubscriptionByTheWay() {
        run("poll", "topic:news", "--durable", "anna", "--selector", "region = 'north'");
        run("publish", "topic:news", "cold", "--property", "region=north");
        for (String[] other : List.of(
                new String[] {"poll", "topic:news", "--durable", "anna", "--selector", "region = 'south'"},
                new String[] {"subscribe", "topic:others", "--durable", "anna", "--max", "1"})) {
            Ran ran = run(other);
            assertEquals(ExitCode.FAILED, ran.code(), ran.err());
            assertTrue(ran.err().contains("would delete it and its 1 message;"), ran.err());
        }
        assertEquals(
                ExitCode.USAGE,
                run("poll", "topic:news", "--durable", "anna", "--older-than", "1h")
                        .code());

        assertEquals(
                "cold\n",
                run("poll", "topic:news", "--durable", "anna", "--ack", "-o", "raw")
                        .out());
    }

    @Test
    void pollsWhatIsOldEnough() {
        publish("a");

        assertEquals(
                ExitCode.NOTHING, run("poll", "orders", "--older-than", "1h").code());
        assertEquals(
                "a\n",
                run("poll", "orders", "--older-than", "1ms", "-o", "raw", "--selector", "JMSPriority = 4")
                        .out());
    }

    @Test
    void saysWhatIsNotHeld() {
        publish("a");

        assertEquals(ExitCode.FAILED, script("nack").code());
        assertEquals(ExitCode.FAILED, script("poll orders", "nack 7").code());
        assertEquals(ExitCode.FAILED, script("poll orders", "ack 5-9").code());
        assertEquals(
                ExitCode.FAILED, script("poll orders", "nack ID:00000000-1-1").code());
        assertEquals(ExitCode.FAILED, run("nack").code());
        assertEquals(List.of("a"), raw("orders"));
    }

    @Test
    void keepsNothingOfATransactionThatIsRolledBack() {
        publish("a");
        Ran ran = script("begin", "publish out x", "poll orders", "rollback");

        assertTrue(ran.out().endsWith("rolled back: 1 published, 1 polled\n"), ran.out());
        assertEquals(List.of("a"), raw("orders"));
        assertEquals(List.of(), raw("out"));
    }

    @Test
    void keepsAllOfATransactionThatIsCommitted() {
        publish("a", "b");
        Ran ran = script("begin", "poll orders --max 2", "publish out x", "publish out y --count 2", "commit");

        assertTrue(ran.out().endsWith("committed: 3 published, 2 polled\n"), ran.out());
        assertEquals(List.of(), raw("orders"));
        assertEquals(List.of("x", "y", "y"), raw("out"));
    }

    @Test
    void undoesATransactionThatIsNotEnded() {
        publish("a");
        script("begin", "poll orders", "publish out x");

        assertEquals(List.of("a"), raw("orders"));
        assertEquals(List.of(), raw("out"));
    }

    @Test
    void refusesATransactionWhereThereIsNone() {
        assertEquals(ExitCode.USAGE, run("begin").code());
        assertEquals(ExitCode.FAILED, run("commit").code());
        assertEquals(ExitCode.FAILED, script("rollback").code());
        assertEquals(ExitCode.FAILED, script("begin", "begin").code());
        assertEquals(ExitCode.USAGE, script("begin", "poll orders --ack").code());
        assertEquals(
                ExitCode.FAILED,
                script("begin", "poll topic:news --durable anna").code());
    }

    @Test
    void showsAMessageWhole() throws Exception {
        String id = run("publish", "orders", "{\"id\":1,\"items\":[\"tea\"]}", "--property", "colour=red")
                .firstLine();
        Ran shown = run("show", id);

        assertTrue(shown.out().contains("colour = red"), shown.out());
        assertTrue(shown.out().contains("\"id\" : 1"), shown.out());
        assertEquals(
                "{\"id\":1,\"items\":[\"tea\"]}", run("show", id, "-o", "raw").out());
        assertEquals(
                id,
                Json.readObject(run("show", id, "--in", "orders", "-o", "json").out())
                        .get("id"));
    }

    @Test
    void showsAMessageWhereverItIs() {
        String id = run("publish", "orders", "tea").firstLine();
        Ran held = script("poll orders", "show 1", "show " + id);
        assertEquals(0, held.code(), held.err());

        run("create", "topic:news", "--subscription", "anna");
        String news = run("publish", "topic:news", "hot").firstLine();
        assertTrue(
                run("show", news).out().endsWith("body\n  hot\n"),
                run("show", news).err());

        run("poll", "orders", "--ack");
        Ran gone = run("show", id);
        assertEquals(ExitCode.NOTHING, gone.code());
        assertTrue(gone.err().contains("ACKNOWLEDGED"), gone.err());
        assertEquals(ExitCode.NOTHING, run("show", "ID:00000000-1-1").code());
        assertEquals(ExitCode.NOTHING, run("show", id, "--in", "orders").code());
    }

    @Test
    void showsTheBodiesOfASubscriptionsMessagesAsOfAnyOther() {
        run("create", "topic:news", "--subscription", "anna");
        String map = run("publish", "topic:news", "{\"a\":1}", "--body", "map", "--property", "n:long=5")
                .firstLine();
        run("publish", "topic:news", "[1,\"two\"]", "--body", "stream");
        run("publish", "topic:news", "hot");

        assertEquals(
                "{\"a\":1}\n[1,\"two\"]\nhot\n",
                run("browse", "topic:news", "--subscription", "anna", "-o", "raw")
                        .out());
        assertEquals(
                List.of("property n = 5", "a = 1", "1", "two", "hot"),
                run("browse", "topic:news", "--subscription", "anna").bodies());
        assertTrue(
                run("show", map).out().endsWith("body\n  a = 1\n"),
                run("show", map).out());
        String dump = run("browse", "topic:news", "--subscription", "anna", "-o", "ndjson")
                .out();
        Ran.on(data, dump, "publish", "copy", "-", "--each", "envelope");
        assertEquals(
                run("browse", "topic:news", "--subscription", "anna", "--format", "{kind} {body} {properties}")
                        .out(),
                run("browse", "copy", "--format", "{kind} {body} {properties}").out());
    }

    @Test
    void showsTheBodyOfWhatIsHeldAgainAndAgain() {
        run("publish", "orders", "hello", "--body", "bytes");
        Ran ran = script("poll orders -q", "show 1", "show 1 -o json");

        assertTrue(ran.out().contains("body\n  hello\n"), ran.out());
    }

    @Test
    void saysWhyNothingIsGivenOut() {
        run("publish", "orders", "tea");
        run("pause", "orders");
        assertTrue(run("poll", "orders").err().contains("the queue is paused with 1 message"));
        run("resume", "orders");
        run("publish", "later", "tea", "--delay", "1h");
        assertTrue(run("poll", "later").err().contains("1 message delayed"));
    }

    @Test
    void tellsThatATransactionWasLeftOpen() {
        Ran ran = script("begin", "publish orders x");

        assertEquals(ExitCode.FAILED, ran.code());
        assertTrue(ran.err().contains("the open transaction is rolled back: 1 published, 0 polled"), ran.err());
    }

    @Test
    void countsWhatARangeMeans() {
        publish("a", "b", "c");
        Ran ran = script("poll orders --max 3 -q", "nack 2", "ack 1-9");

        assertTrue(ran.out().endsWith("1-9: 2 messages acknowledged\n"), ran.out());
        assertEquals(List.of("b"), raw("orders"));
    }

    @Test
    void showsTheLastMessages() {
        publish("a", "b", "c", "d");

        assertEquals("c\nd\n", run("tail", "-n", "2", "orders", "-o", "raw").out());
        assertEquals("", run("tail", "-n", "0", "orders", "-o", "raw").out());
        assertEquals(4, raw("orders").size());
        assertEquals(ExitCode.USAGE, run("tail", "topic:news").code());
        assertEquals(ExitCode.USAGE, run("tail", "-n", "-1", "orders").code());
    }

    @Test
    void browsesBySelectorAndAge() {
        run("publish", "orders", "a", "--property", "n:int=1");
        run("publish", "orders", "b", "--property", "n:int=2");

        assertEquals(
                "b\n",
                run("browse", "orders", "--selector", "n > 1", "-o", "raw").out());
        assertEquals(
                "", run("browse", "orders", "--older-than", "1h", "-o", "raw").out());
        assertEquals("a\n", run("browse", "orders", "--max", "1", "-o", "raw").out());
        assertEquals(ExitCode.USAGE, run("browse", "orders", "--max", "0").code());
    }

    @Test
    void browsesASubscription() throws Exception {
        run("create", "topic:news", "--subscription", "anna");
        run("publish", "topic:news", "hot", "--property", "n:long=5");

        Ran ran = run("browse", "topic:news", "--subscription", "anna", "-o", "json");
        Map<?, ?> row = (Map<?, ?>) ((List<?>) Json.read(ran.out())).get(0);
        assertEquals("hot", row.get("body"));
        assertEquals("{\"n\":{\"type\":\"long\",\"value\":5}}", Json.write(row.get("properties")));
        assertTrue(
                run("browse", "topic:news", "--subscription", "anna").bodies().contains("hot"));
        assertEquals(
                ExitCode.USAGE,
                run("browse", "orders", "--subscription", "anna").code());
    }

    @Test
    void subscribesToSeveralDestinations() {
        publish("a", "b");
        run("publish", "more", "c");
        Ran ran = run("subscribe", "orders", "more", "--max", "3", "-o", "raw");

        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        assertEquals(List.of("a", "b", "c"), ran.out().lines().sorted().toList());
        assertEquals(List.of(), raw("orders"));
    }

    @Test
    void leavesWhatComesAfterTheLast() {
        publish("a", "b");
        run("subscribe", "orders", "--max", "1");

        assertEquals(
                "false\n", run("browse", "orders", "--format", "{redelivered}").out());
    }

    @Test
    void sharesADurableSubscription() {
        run("poll", "topic:jobs", "--durable", "workers", "--shared");
        run("publish", "topic:jobs", "one");
        Ran ran = run("poll", "topic:jobs", "--durable", "workers", "--shared", "--ack", "-o", "raw");

        assertEquals("one\n", ran.out(), ran.err());
        assertEquals(0, run("unsubscribe", "workers", "--client-id", "").code());
        assertEquals("", run("subscriptions", "-o", "ndjson").out());
    }

    @Test
    void refusesSubscriptionsThatCannotBe() {
        assertEquals(
                ExitCode.USAGE, run("subscribe", "orders", "--durable", "anna").code());
        assertEquals(ExitCode.USAGE, run("subscribe", "topic:news", "--shared").code());
        assertEquals(
                ExitCode.USAGE,
                run("subscribe", "topic:a", "topic:b", "--durable", "anna").code());
        assertEquals(ExitCode.USAGE, run("subscribe").code());
    }

    @Test
    void collectsATopicsNamesByPattern() {
        Ran polled = run("poll", "topic:news.>", "--durable", "all");
        assertEquals(ExitCode.NOTHING, polled.code(), polled.err());
        run("publish", "topic:news.de", "eins");
        run("publish", "topic:news.de.sport", "zwei");

        Ran ran = run(
                "poll", "topic:news.>", "--durable", "all", "--max", "5", "--ack", "--format", "{destination} {body}");
        assertEquals("topic:news.de eins\ntopic:news.de.sport zwei\n", ran.out());
    }

    @Test
    void holdsAThousandAndNoMore() {
        publish(java.util.stream.IntStream.range(0, 1001)
                .mapToObj(String::valueOf)
                .toArray(String[]::new));
        Ran ran = script("poll orders --max 1000 --quiet", "poll orders", "ack");

        assertEquals(ExitCode.FAILED, ran.code());
        assertTrue(ran.out().endsWith("1,000 messages acknowledged\n"), ran.err());
        assertEquals(List.of("1000"), raw("orders"));
    }
}
