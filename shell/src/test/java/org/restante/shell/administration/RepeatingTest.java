package org.restante.shell.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.RestanteServer;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.ExitCode;

/** Listings that are repeated, held messages page by page, and ping. */
final class RepeatingTest {
    @TempDir
    private Path data;

    private Ran run(String command) {
        return Ran.on(data, "", command.split(" "));
    }

    @BeforeEach
    void publish() {
        run("publish orders x --count 3");
    }

    @Test
    void listingIsAppendedWhereNobodyLooks() {
        assertEquals(
                "orders\norders\norders\n",
                run("queues --every 100ms --times 3 --format {name}").out());
        List<String> csv =
                run("queues --every 100ms --times 2 -o csv").out().lines().toList();
        assertEquals(3, csv.size(), csv::toString);
        assertEquals(csv.get(1), csv.get(2));
        assertEquals(
                2, run("queues --every 100ms --times 2 -o ndjson").out().lines().count());
        String json = run("queues --every 100ms --times 2 -o json").out();
        assertEquals(2, json.split("]\n", -1).length - 1, json);
        List<String> table = run("queues --every 100ms --times 2").out().lines().toList();
        assertEquals(5, table.size(), table::toString);
        assertEquals("", table.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics",
                "subscriptions",
                "consumers",
                "connections",
                "schedule",
                "settings",
                "settings orders",
                "status --of orders",
                "disk",
                "info"
            })
    void eachListingCanBeRepeated(String listing) {
        String once = run(listing + " -o ndjson").out();
        Ran ran = run(listing + " -o ndjson --every 100ms --times 2");
        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        assertEquals(2 * once.lines().count(), ran.out().lines().count(), ran.out());
    }

    @Test
    void timesWithoutAnIntervalAreRefused() {
        assertEquals(ExitCode.USAGE, run("queues --times 2").code());
        assertEquals(ExitCode.USAGE, run("queues --every 1ms").code());
        assertEquals(ExitCode.USAGE, run("queues --every 1s --times 0").code());
    }

    @Test
    void heldMessagesComePageByPage() {
        Ran ran = Ran.on(
                data,
                "poll orders --max 3 -q --format ''\nheld --max 2 --format {number}\nheld --from 3 --format {number}\n");
        assertTrue(ran.out().endsWith("1\n2\n3\n"), ran.out());
        assertTrue(ran.err().contains("2 of 3 shown; held --from 3 for the next, --max N for more"), ran.err());
    }

    @Test
    void pingMeasuresEachKindOfBroker() throws Exception {
        Ran here = run("ping");
        assertEquals(ExitCode.DONE, here.code(), here.err());
        assertTrue(here.out().matches("answer 1 from [^\n]* in \\d+\\.\\d{3} ms\n"), here.out());
        try (RestanteServer server = RestanteServer.start("vm:pinged", "tcp://127.0.0.1:0")) {
            String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            List<?> rows = (List<?>) Json.read(
                    run("--url " + url + " ping --count 3 --every 10ms -o json").out());
            assertEquals(3, rows.size());
            Map<?, ?> last = (Map<?, ?>) rows.get(2);
            assertEquals(3, last.get("number"));
            assertTrue(((Number) last.get("millis")).doubleValue() > 0, last::toString);
            Ran many = run("--url " + url + " ping --count 2 --every 10ms");
            assertTrue(many.err().contains("2 answers: "), many.err());
        }
        assertEquals(ExitCode.DONE, run("--url vm:pinged-in-memory ping").code());
        assertEquals(ExitCode.NO_CONNECTION, run("--url tcp://127.0.0.1:1 ping").code());
        assertEquals(ExitCode.USAGE, run("ping --count 0").code());
    }
}
