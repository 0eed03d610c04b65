package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.terminal.ExitCode;

/** The commands of the prompt, run by a script on standard input. */
final class PromptTest {
    @TempDir
    private Path data;

    private Ran script(String... lines) {
        return Ran.on(data, String.join("\n", lines));
    }

    private List<String> waiting() {
        return Ran.on(data, "", "browse", "orders").bodies();
    }

    @Test
    void holdsWhatWasPolledUntilItIsAcknowledged() {
        Ran ran = script(
                "publish orders '{\"id\":1,\"item\":\"tea\"}'",
                "publish orders 'second'",
                "poll orders   # shows the message and holds it",
                "ack");

        assertEquals(0, ran.code(), ran.err());
        assertEquals(List.of("{\"id\":1,\"item\":\"tea\"}"), ran.bodies());
        assertTrue(ran.out().endsWith("1 message acknowledged\n"), ran.out());
        assertEquals(List.of("second"), waiting());
    }

    @Test
    void sendsJsonThatIsNotQuotedAsItStands() {
        Ran ran = script(
                "publish orders {\"id\":1, \"what\":",
                "  [\"tea\"]}",
                "publish orders {\"id\":2} -q",
                "publish orders {x");

        assertEquals(List.of("{\"id\":1, \"what\":", "[\"tea\"]}", "{\"id\":2}"), waiting());
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("a { or [ is not closed"), ran.err());
    }

    @Test
    void acknowledgesByNumber() {
        Ran ran = script("publish orders -", "one", "two", "three");
        assertEquals("3 messages sent to queue:orders\n", ran.out());

        Ran acknowledged = script("poll orders --max 3", "ack 2", "exit", "ack 1");

        assertTrue(acknowledged.out().contains("[2] ID:"), acknowledged.out());
        assertTrue(acknowledged.out().endsWith("2 acknowledged\n"), acknowledged.out());
        assertEquals(List.of("one", "three"), waiting());
    }

    @Test
    void givesBackWhatIsRecovered() {
        Ran ran = script("publish orders one", "poll orders", "poll orders", "recover", "poll orders", "ack 2");

        assertEquals(ExitCode.NOTHING, ran.code());
        assertTrue(ran.err().contains("no message waits in queue:orders"), ran.err());
        assertTrue(ran.out().contains("1 message put back"), ran.out());
        assertTrue(ran.out().contains("delivery 2"), ran.out());
        assertEquals(List.of(), waiting());
    }

    @Test
    void givesBackWhatIsHeldWhenItEnds() {
        script("publish orders one", "poll orders");

        assertEquals(List.of("one"), waiting());
    }

    @Test
    void goesOnAfterAFailureAndReturnsItsCode() {
        Ran ran = script("publish", "ack", "publish orders one");

        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("no message is held; poll first"), ran.err());
        assertEquals(List.of("one"), waiting());
    }

    @Test
    void readsAQuotedTextOfSeveralLines() {
        script("publish orders 'one", "two'");

        assertEquals(List.of("one", "two"), waiting());
    }

    @Test
    void holdsWhatADurableSubscriptionGave() {
        Ran ran = script(
                "poll topic:news --durable anna",
                "publish topic:news one",
                "poll topic:news --durable anna",
                "poll topic:news --durable anna",
                "recover",
                "poll topic:news --durable anna --ack");

        assertEquals(List.of("one", "one"), ran.bodies());
        assertEquals(
                ExitCode.NOTHING,
                Ran.on(data, "", "poll", "topic:news", "--durable", "anna").code());
    }

    @Test
    void ownsItsDataWhileItRuns() {
        Ran ran = Ran.on(
                data,
                "publish orders one\nbrowse orders\n",
                "--data",
                data.resolve("own").toString());

        assertEquals(List.of("one"), ran.bodies());
        assertEquals(List.of(), waiting());
    }

    @Test
    void endsAtOnceWhereThereIsNoBroker() {
        Ran ran = Ran.on(data, "publish orders one\n", "--url", "vm:x?dta=1");

        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @Test
    void tellsAboutACommand() {
        Ran all = script("help");
        Ran one = script("help publish");

        assertTrue(all.out().contains("\n  exit, quit"), all.out());
        assertTrue(one.out().startsWith("Usage: publish ["), one.out());
        assertEquals(one.out(), script("publish -h").out());
    }

    /** A request that fails, or is interrupted, leaves no queue behind; while it waits its queue can be told from others. */
    @Test
    void deletesTheQueueForRepliesAlsoAfterAFailure() {
        Ran ran = script(
                "settings prices maxMessages=1 whenFull=refuse",
                "publish prices one",
                "request prices two --timeout 10ms",
                "queues --format {name}");

        assertEquals(ExitCode.FAILED, ran.code(), ran.err());
        assertTrue(ran.out().contains("\nprices\n"), ran.out());
        assertFalse(ran.out().contains("temp-queue"), ran.out());
    }

    @Test
    void suggestsOnlyCommandsThatAreNear() {
        assertFalse(script("frobnicate orders").err().contains("Did you mean"));
        assertFalse(script("subtract orders").err().contains("Did you mean"));
        assertEquals(
                List.of("unknown command 'pol'", "Did you mean: poll?", "see: help"),
                script("pol queues")
                        .err()
                        .lines()
                        .map(line -> line.replace("restante: ", ""))
                        .toList());
        String option = script("publish a b --prority 3").err();
        assertTrue(option.contains("Did you mean: --priority?"), option);
        assertFalse(script("publish a b --frobnicate").err().contains("Did you mean"));
    }
}
