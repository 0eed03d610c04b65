package org.restante.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that requires the two modules is compiled and run with the jars that Maven brings for {@code restante-broker} on
 * the module path, without any other option.
 */
final class ModulePathIT {

    private static final Path SOURCES = Path.of("src", "test", "modules", "orders");

    /** The directory of these jars. */
    private static final String LIBRARIES = System.getProperty("libraries");

    @TempDir
    private Path home;

    @Test
    void sendsAndReceivesInMemoryOnDiskOverTcpAndByJndi() throws Exception {
        Path data = home.resolve("data");
        String printed = run(compile(), data);
        assertEquals(
                List.of(
                        "in memory: tea of module org.restante.client",
                        "on disk: coffee of module org.restante.client",
                        "over TCP: broker " + System.getProperty("version"),
                        "over TCP: queue:orders has 1",
                        "over TCP: milk of module org.restante.client",
                        "by name: sugar of module org.restante.client"),
                printed.lines().toList());
        assertTrue(hasSnapshot(data), "MapDB has written a snapshot");
    }

    private Path compile() throws Exception {
        Path classes = Files.createDirectory(home.resolve("classes"));
        List<String> arguments =
                new ArrayList<>(List.of("-Xlint:all", "-Werror", "--module-path", LIBRARIES, "-d", classes.toString()));
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertEquals(0, code, printed::toString);
        return classes;
    }

    /** What the application prints. */
    private String run(Path classes, Path data) throws Exception {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        LIBRARIES + File.pathSeparator + classes,
                        "--module",
                        "com.example.orders/com.example.orders.Main",
                        data.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
        int code = builder.start().waitFor();
        assertEquals(0, code, Files.readString(err));
        return Files.readString(out);
    }

    private static boolean hasSnapshot(Path data) throws Exception {
        try (Stream<Path> snapshots = Files.list(data.resolve("snapshots"))) {
            return snapshots.anyMatch(file -> file.toString().endsWith(".mapdb"));
        }
    }
}
