package org.restante.examples.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same classes run on two providers; each class path has one of them, and the jndi.properties that names it. */
class JndiPropertiesTest {

    private static final String SHOP = "com.example.warehouse.Shop";

    @TempDir
    private Path folder;

    @Test
    void applicationDoesTheSameOnBothProviders() throws Exception {
        List<String> moved = run("restante", SHOP, "target/classes");
        assertEquals(
                List.of(
                        "provider: Restante",
                        "confirmed: 3 x tea, attempt 1",
                        "confirmed: 5 x sugar, attempt 2",
                        "confirmed: 6 x coffee, attempt 1",
                        "journal: packed 3 x tea, attempt 1",
                        "journal: packed 5 x sugar, attempt 2",
                        "journal: packed 6 x coffee, attempt 1"),
                moved);
        assertShown("examples/moving/run restante", moved);
        List<String> before = run("artemis", OnArtemis.class.getName(), "target/classes", "target/test-classes");
        assertEquals("provider: ActiveMQ", before.get(0));
        assertEquals(before.subList(1, before.size()), moved.subList(1, moved.size()));
    }

    @Test
    void eachClassPathHasOneProvider() throws IOException {
        assertEquals(
                List.of(true, false), List.of(has("restante", "restante-broker"), has("restante", "artemis-jakarta")));
        assertEquals(
                List.of(false, true), List.of(has("artemis", "restante-broker"), has("artemis", "artemis-jakarta")));
    }

    private static boolean has(String provider, String artifact) throws IOException {
        String path = Files.readString(Path.of("target", provider + ".classpath"));
        String module = "provider/" + artifact.replace("restante-", "") + "/target";
        return path.contains(artifact + "-") || path.contains(module);
    }

    @Test
    void onlyTheLinesOfTheProviderDiffer() throws IOException {
        List<String> before = Files.readAllLines(Path.of("artemis", "jndi.properties"));
        List<String> moved = Files.readAllLines(Path.of("restante", "jndi.properties"));
        assertEquals(before.size(), moved.size());
        assertEquals(before.subList(2, before.size()), moved.subList(2, moved.size()));
    }

    /** As ./run does it, after its build. */
    private List<String> run(String provider, String main, String... classes) throws Exception {
        Path out = folder.resolve(provider + ".out");
        Path err = folder.resolve(provider + ".err");
        String libraries = Files.readString(Path.of("target", provider + ".classpath"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, provider, String.join(File.pathSeparator, classes), libraries),
                        main)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "ends");
            assertEquals("", Files.readString(err));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out);
    }

    /** The tour shows what it prints. */
    private static void assertShown(String command, List<String> printed) throws IOException {
        String lines = "    $ " + command + "\n    " + String.join("\n    ", printed) + "\n";
        assertTrue(Files.readString(Path.of("..", "README.md")).contains(lines), lines);
    }
}
