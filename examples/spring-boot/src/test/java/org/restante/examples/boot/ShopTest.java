package org.restante.examples.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.boot.Shop;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;

/** The application as it is, in a process of its own; for another URI another jndi.properties stands before its own. */
class ShopTest {

    private static final List<String> INVOICES = List.of("invoice for tea", "invoice for coffee", "invoice for milk");

    @TempDir
    private Path folder;

    @Test
    void listenerTakesEachOrder() throws Exception {
        List<String> printed = run(System.getProperty("java.class.path"));
        assertEquals(INVOICES, printed);
        assertShown("examples/spring-boot/run", printed);
    }

    @Test
    void anotherUriIsAnotherLineOfJndiProperties() throws Exception {
        try (RestanteServer server = RestanteServer.start("vm:boot", "tcp://127.0.0.1:0")) {
            String own = Files.readString(Path.of("src", "main", "resources", "jndi.properties"));
            String uri = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            Path jndi = Files.createDirectory(folder.resolve("jndi"));
            Files.writeString(jndi.resolve("jndi.properties"), own.replace("vm:shop", uri));
            assertEquals(INVOICES, run(jndi + File.pathSeparator + System.getProperty("java.class.path")));
            assertEquals(
                    List.of("queue:invoices", "queue:orders"),
                    server.admin().destinations().stream()
                            .map(status -> status.address().toString())
                            .sorted()
                            .toList());
        }
    }

    private List<String> run(String classPath) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Shop.class.getName())
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
