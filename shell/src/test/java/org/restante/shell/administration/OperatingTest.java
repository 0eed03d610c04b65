package org.restante.shell.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.ExitCode;

/** Settings, exports, schedules, and information about the broker. */
final class OperatingTest {
    @TempDir
    private Path data;

    private Ran run(String... arguments) {
        return Ran.on(data, "", arguments);
    }

    @Test
    void setsAndTakesBackWhatADestinationDoes() {
        assertEquals(
                0,
                run("settings", "orders.>", "maxDeliveries=5", "exclusive=true").code());
        assertEquals(0, run("settings", "orders.north", "maxDeliveries=7").code());

        assertEquals(
                "queue:orders.> maxDeliveries 5\nqueue:orders.> exclusive true\nqueue:orders.north maxDeliveries 7\n",
                run("settings", "--format", "{pattern} {setting} {value}").out());
        String effective = run("settings", "orders.north", "--format", "{setting} {value} {from}")
                .out();
        assertTrue(effective.contains("maxDeliveries 7 queue:orders.north\n"), effective);
        assertTrue(effective.contains("exclusive true queue:orders.>\n"), effective);
        assertTrue(effective.contains("groups true standard\n"), effective);

        assertEquals(0, run("settings", "orders.>", "maxDeliveries=").code());
        assertEquals(
                ExitCode.NOT_CONFIRMED,
                run("settings", "orders.north", "--clear").code());
        assertEquals(0, run("settings", "orders.north", "--clear", "--yes").code());
        assertEquals(
                "queue:orders.> exclusive true\n",
                run("settings", "--format", "{pattern} {setting} {value}").out());
        assertEquals(
                ExitCode.NOTHING,
                run("settings", "orders.north", "--clear", "--yes").code());
    }

    @Test
    void refusesASettingThatIsNone() {
        Ran wrong = run("settings", "orders", "maxDelivery=5");

        assertEquals(ExitCode.USAGE, wrong.code());
        assertTrue(wrong.err().contains("maxDeliveries"), wrong.err());
        assertEquals(
                ExitCode.USAGE, run("settings", "orders", "maxDeliveries=x").code());
        assertEquals(ExitCode.USAGE, run("settings", "orders", "maxDeliveries").code());
        assertEquals("", run("settings", "-o", "ndjson").out());
    }

    @Test
    void explainsWhatCanBeSet() {
        assertTrue(run("settings", "--explain").out().contains("dead-letter queue"));
    }

    @Test
    void exportsAndImportsMessagesWithTheirIdentifiers() throws IOException {
        Ran.on(data, "one\ntwo\n", "publish", "orders", "-", "--property", "n:int=7");
        Path file = data.resolve("orders.jsonl");

        Ran exported = run("export", "orders", file.toString());
        assertEquals("restante: 2 messages of queue:orders exported\n", exported.err());
        assertEquals(ExitCode.FAILED, run("export", "orders", file.toString()).code());
        assertEquals(
                0,
                run("export", "orders", file.toString(), "--overwrite", "--max", "1")
                        .code());
        assertEquals(0, run("export", "orders", file.toString(), "--overwrite").code());

        assertEquals(
                "2 messages imported to queue:copy\n",
                run("import", "copy", file.toString()).out());
        assertEquals(
                "0 messages imported to queue:copy, 2 already there\n",
                run("import", "copy", file.toString()).out());
        assertEquals(
                run("browse", "orders", "-o", "ndjson").out().replace("queue:orders", "queue:copy"),
                run("browse", "copy", "-o", "ndjson").out());
    }

    @Test
    void exportsToStandardOutputAndImportsFromStandardInput() throws Exception {
        run("publish", "orders", "gr\u00fc\u00df dich");
        Ran exported = run("export", "orders", "-", "--quiet");

        assertTrue(exported.out().lines().count() >= 3, exported.out());
        assertEquals("", exported.err());
        Ran imported = Ran.on(data, exported.out(), "import", "copy", "-", "-o", "json");
        assertEquals(1, Json.readObject(imported.out()).get("imported"));
        assertTrue(run("browse", "copy").bodies().contains("gr\u00fc\u00df dich"));
    }

    @Test
    void saysWhichLineOfAnImportIsBad() throws IOException {
        run("publish", "orders", "one");
        String export = run("export", "orders", "-").out();
        String spoilt = export.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"nonsense\"");
        assertFalse(spoilt.equals(export), export);

        Ran ran = Ran.on(data, spoilt, "import", "copy", "-", "--skip-bad");

        assertEquals(ExitCode.FAILED, ran.code());
        assertTrue(ran.err().contains("2"), ran.err());
        assertEquals(
                ExitCode.FAILED,
                run("import", "copy", data.resolve("none").toString()).code());
    }

    @Test
    void listsAndEndsSchedules() {
        run("publish", "reports", "daily", "--property", "JMS_RESTANTE_CRON=0 6 * * *");
        String id = run("schedule", "--format", "{id}").out().strip();

        assertTrue(id.startsWith("ID:"), id);
        assertEquals(
                "queue:reports 0\n",
                run("schedule", "--format", "{destination} {sent}").out());
        assertTrue(run("schedule", "--format", "{timing} {next}").out().matches("(every|cron) .* 20.*Z\n"));
        assertEquals(ExitCode.NOT_CONFIRMED, run("schedule", "--cancel", id).code());
        assertTrue(run("schedule", "--cancel", id, "--dry-run").out().startsWith("would "));
        assertEquals(0, run("schedule", "--cancel", id, "--yes").code());
        assertEquals("", run("schedule", "--format", "{id}").out());
        assertEquals(ExitCode.NOTHING, run("schedule", "--cancel", id, "--yes").code());
    }

    @Test
    void tellsOfTheDisk() throws Exception {
        run("publish", "orders", "one");

        assertTrue(run("disk").out().startsWith("the log has "));
        Map<String, Object> disk =
                Json.readObject(run("disk", "--output", "json").out());
        assertTrue(((Number) disk.get("live")).longValue() > 0, disk::toString);
        assertEquals(false, disk.get("full"));
    }

    @Test
    void listsDeliveriesByTheirState() {
        run("publish", "orders", "one");
        run("publish", "orders", "two");
        run("poll", "orders", "--ack");

        assertEquals(
                "ACKNOWLEDGED\n",
                run("status", "--state", "acknowledged", "--format", "{state}").out());
        assertEquals(
                "QUEUED\nACKNOWLEDGED\n",
                run("status", "--of", "orders", "--since", "1h", "--format", "{state}")
                        .out());
        assertEquals(
                1, run("status", "--max", "1", "-o", "ndjson").out().lines().count());
        assertEquals(ExitCode.USAGE, run("status", "--max", "0").code());
        assertEquals(
                ExitCode.USAGE, run("status", "ID:1-1-1", "--state", "QUEUED").code());
    }

    @Test
    void showsAMessagesStepsAsRows() throws Exception {
        String id = run("publish", "orders", "one").firstLine();
        run("poll", "orders", "--ack");
        List<?> steps = (List<?>) Json.read(run("status", id, "-o", "json").out());

        assertEquals(
                List.of("QUEUED", "DELIVERED", "ACKNOWLEDGED"),
                steps.stream().map(step -> ((Map<?, ?>) step).get("state")).toList());
    }

    @Test
    void showsWhereMostHappens() {
        Ran.on(data, "one\ntwo\n", "publish", "orders", "-");
        Ran top = run("top", "--every", "100ms", "--count", "2", "--format", "{destination} {messages} {in/s}");

        assertEquals("queue:orders 2 0\nqueue:orders 2 0\n", top.out());
        assertEquals(ExitCode.USAGE, run("top", "--every", "5ms").code());
        assertEquals(ExitCode.USAGE, run("top", "--count", "0").code());
    }
}
