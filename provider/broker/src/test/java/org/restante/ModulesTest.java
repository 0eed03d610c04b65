package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the module path asks of all jars together. That the descriptors suffice an application, ModulePathIT shows. */
final class ModulesTest {

    private static final Path MAIN = Path.of("src", "main", "java");

    private static Path top = Path.of("").toAbsolutePath();

    @BeforeAll
    static void findTop() {
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
    }

    @Test
    void noPackageLiesInTwoJars() throws IOException {
        Map<String, List<Path>> jars = new TreeMap<>();
        List<Path> roots = sources();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(file -> root.relativize(file).getParent())
                        .filter(folder -> folder != null)
                        .distinct()
                        .forEach(folder -> jars.computeIfAbsent(folder.toString(), key -> new ArrayList<>())
                                .add(top.relativize(root)));
            }
        }
        assertTrue(roots.size() >= 6, () -> "not all modules were found: " + roots);
        jars.values().removeIf(places -> places.size() == 1);
        assertEquals(Map.of(), jars, "packages of several jars");
    }

    /** The roots of what is packaged, of all modules: {@code shell/src/main/java}, {@code provider/broker/src/main/java}. */
    private static List<Path> sources() throws IOException {
        List<Path> roots = new ArrayList<>();
        try (Stream<Path> folders = Files.list(top)) {
            for (Path folder : folders.filter(ModulesTest::isVisibleFolder).toList()) {
                try (Stream<Path> inside = Files.walk(folder, 4)) {
                    inside.filter(path -> path.endsWith(MAIN)).forEach(roots::add);
                }
            }
        }
        return roots;
    }

    private static boolean isVisibleFolder(Path path) {
        return Files.isDirectory(path) && !path.getFileName().toString().startsWith(".");
    }
}
