package org.restante.examples.xa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as ./run starts it: a process of its own, because it starts another that is killed. */
class CashierTest {

    @TempDir
    private Path folder;

    @Test
    void bookingIsDoneInBothOrInNeitherAndRecoveryFinishesIt() throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Path bank = folder.resolve("bank");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Cashier.class.getName(),
                        bank.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "ends");
            assertEquals("", Files.readString(err));
            assertEquals(0, process.exitValue());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertEquals(
                List.of(
                        "booked: accounts {anna=10}, queue []",
                        "rolled back: ben has no account: accounts {anna=10}, queue [ben]",
                        "killed: accounts {anna=10, ben=0}, queue [ben]",
                        "recovered: accounts {anna=10, ben=20}, queue []"),
                Files.readAllLines(out));
        assertShown("examples/xa/run", Files.readAllLines(out));
        assertEquals(List.of(), files(bank.resolve("decisions")), "no decision is left");
    }

    private static List<Path> files(Path decisions) throws IOException {
        try (Stream<Path> all = Files.walk(decisions)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** The tour shows what it prints. */
    private static void assertShown(String command, List<String> printed) throws IOException {
        String lines = "    $ " + command + "\n    " + String.join("\n    ", printed) + "\n";
        assertTrue(Files.readString(Path.of("..", "README.md")).contains(lines), lines);
    }
}
