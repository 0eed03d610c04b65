package org.restante.examples.frameworks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh project on Quarkus 3, as docs/frameworks.md has it. Runs in the profile {@code frameworks} only. */
final class QuarkusIT {

    @TempDir
    private Path folder;

    private void run(FreshProject project, String uri) throws Exception {
        List<String> lines = Command.run(
                        folder.resolve("run.txt"),
                        Map.of(),
                        Command.java(List.of(
                                "-Drestante.uri=" + uri,
                                "-jar",
                                project.file("target/quarkus-app/quarkus-run.jar").toString())))
                .lines()
                .toList();
        assertTrue(lines.contains("order: tea"), lines::toString);
        assertTrue(lines.contains("proxy true"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("Netty 4.1.")), lines::toString);
    }

    @Test
    void passesItsTestAndRunsInMemoryOnDiskAndOverTcp() throws Exception {
        FreshProject project = FreshProject.of("quarkus", folder.resolve("quarkus"));
        project.maven("package");
        String report = Files.readString(
                project.file("target/surefire-reports/com.example.shop.OrdersTest.txt"));
        assertTrue(report.contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"), report);
        run(project, "vm:memory");
        run(project, "vm:shop?data=" + folder.resolve("shop"));
        try (Serving server = Serving.start(folder)) {
            run(project, server.uri());
        }
    }
}
