package org.restante.examples.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fresh project on Guice, as docs/frameworks.md has it, with the broker before and behind Guice in its dependencies. Runs in the profile {@code frameworks} only. */
final class GuiceIT {

    @TempDir
    private Path folder;

    private List<String> run(List<String> options, String uri) throws Exception {
        List<String> lines = Command.run(folder.resolve("run.txt"), Map.of(), Command.java(options, uri))
                .lines()
                .toList();
        assertTrue(lines.contains("order: tea"), lines::toString);
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-first", "guice-first"})
    void runsOnTheClassPathAndOnTheModulePath(String order) throws Exception {
        FreshProject project = FreshProject.of("guice", folder.resolve("guice"));
        project.maven("package", "--activate-profiles", order);
        String libraries = Files.readString(project.file("target/libraries")).strip();
        assertEquals(1, libraries.split("/guava-\\d", -1).length - 1, libraries);
        assertTrue(libraries.contains("/failureaccess-"), libraries);
        String all = project.file("target/classes") + File.pathSeparator + libraries;
        List<String> classPath = List.of("-cp", all, "com.example.shop.Shop");
        List<String> modulePath = List.of("--module-path", all, "--module", "com.example.shop/com.example.shop.Shop");
        for (String uri : List.of("vm:memory", "vm:shop?data=" + folder.resolve("shop"))) {
            assertTrue(run(classPath, uri).contains("module null"));
            assertTrue(run(modulePath, uri).contains("module com.example.shop"));
        }
        try (Serving server = Serving.start(folder)) {
            run(classPath, server.uri());
            run(modulePath, server.uri());
        }
    }
}
