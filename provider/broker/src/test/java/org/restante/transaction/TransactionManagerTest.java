package org.restante.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.jms.RestanteXaConnectionFactory;

/** Narayana coordinates two brokers; the process with all three dies between prepare and commit, and the next one recovers. */
final class TransactionManagerTest {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Teller.class.getName(),
                folder.toString()));
        command.addAll(List.of(arguments));
        File output = folder.resolve("output").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process does not end");
        } finally {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    private void put(String text) {
        try (JMSContext context = new RestanteXaConnectionFactory(Teller.uri(folder, "left")).createContext()) {
            context.createProducer().send(context.createQueue("in"), text);
        }
    }

    private List<String> take(String side, String queue) {
        List<String> taken = new ArrayList<>();
        try (JMSContext context = new RestanteXaConnectionFactory(Teller.uri(folder, side)).createContext();
                var consumer = context.createConsumer(context.createQueue(queue))) {
            String next = consumer.receiveBody(String.class, 200);
            while (next != null) {
                taken.add(next);
                next = consumer.receiveBody(String.class, 200);
            }
        }
        return taken;
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    @Test
    void messageIsCarriedFromOneBrokerToAnother() throws Exception {
        put("tea");
        assertEquals(0, run("carry", "NEVER", "NEVER"), this::readOutput);
        assertEquals(List.of(), take("left", "in"));
        assertEquals(List.of("tea"), take("right", "out"));
    }

    @ParameterizedTest
    @CsvSource({"DECIDED, NEVER", "NEVER, DECIDED"})
    void whatWasDecidedIsCommittedByRecovery(String left, String right) throws Exception {
        put("tea");
        assertEquals(Teller.KILLED, run("carry", left, right), this::readOutput);
        assertEquals(0, run("recover"), this::readOutput);
        assertEquals(List.of(), take("left", "in"), this::readOutput);
        assertEquals(List.of("tea"), take("right", "out"), this::readOutput);
    }

    @ParameterizedTest
    @CsvSource({"PREPARED, NEVER", "NEVER, PREPARED"})
    void whatWasNotDecidedIsRolledBackByRecovery(String left, String right) throws Exception {
        put("tea");
        assertEquals(Teller.KILLED, run("carry", left, right), this::readOutput);
        assertEquals(0, run("recover"), this::readOutput);
        assertEquals(List.of("tea"), take("left", "in"), this::readOutput);
        assertEquals(List.of(), take("right", "out"), this::readOutput);
    }

    /** The branch that is committed already is looked for by further scans, each of which closes the connection before. */
    @ParameterizedTest
    @CsvSource({"DECIDED, NEVER", "NEVER, DECIDED"})
    void whatWasDecidedIsCommittedByRecoveryWithOneConnectionAtATime(String left, String right) throws Exception {
        put("tea");
        assertEquals(Teller.KILLED, run("carry", left, right), this::readOutput);
        assertEquals(0, run("reopen"), this::readOutput);
        assertEquals(List.of(), take("left", "in"), this::readOutput);
        assertEquals(List.of("tea"), take("right", "out"), this::readOutput);
    }

    @Test
    void whatIsPreparedIsNobodysUntilRecovery() throws Exception {
        put("tea");
        assertEquals(Teller.KILLED, run("carry", "DECIDED", "NEVER"), this::readOutput);
        assertEquals(List.of(), take("left", "in"));
        assertEquals(List.of(), take("right", "out"));
        assertEquals(0, run("recover"), this::readOutput);
        assertEquals(List.of("tea"), take("right", "out"), this::readOutput);
    }

    private String readOutput() {
        try {
            return output();
        } catch (IOException e) {
            return "no output: " + e;
        }
    }
}
