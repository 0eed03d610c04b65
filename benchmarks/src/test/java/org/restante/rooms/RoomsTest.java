package org.restante.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The limits of packages (rooms) in every module: a package has at most 35 files and no circle of more than six files, no circle
 * goes through two packages, and no two files have the same simple name. Reads the classes of all modules; this module is built last.
 */
final class RoomsTest {

    private static final int MAX_FILES = 35;
    private static final int MAX_CIRCLE = 6;
    private static final List<String> MODULES = List.of(
            "provider/client",
            "provider/broker",
            "provider/kafka",
            "integration/junit",
            "shell",
            "examples",
            "conformance-tests",
            "benchmarks");

    /** The files that each file uses; a file is named by its top-level class. */
    private static final Map<String, Set<String>> USES = new TreeMap<>();

    @BeforeAll
    static void readAllModules() {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        for (String module : MODULES) {
            Path classes = top.resolve(module).resolve("target/classes");
            assertTrue(Files.isDirectory(classes), module + " is not built; build all modules: ./mvnw verify");
            read(new ClassFileImporter().importPath(classes));
        }
        assertFalse(USES.isEmpty(), "no classes were found under " + top);
    }

    private static void read(JavaClasses classes) {
        for (JavaClass type : classes) {
            if (type.getSimpleName().equals("package-info") || type.getName().contains(".jmh_generated.")) {
                continue;
            }
            Set<String> uses = USES.computeIfAbsent(file(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> file(dependency.getTargetClass().getBaseComponentType()))
                    .filter(name -> name.startsWith("org.restante."))
                    .filter(name -> !name.equals(file(type)))
                    .forEach(uses::add);
        }
    }

    /** The top-level class of a class. */
    private static String file(JavaClass type) {
        int nested = type.getName().indexOf('$');
        return nested < 0 ? type.getName() : type.getName().substring(0, nested);
    }

    private static String room(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }

    @Test
    void noRoomHasMoreThan35Files() {
        Map<String, Long> files = USES.keySet().stream()
                .collect(Collectors.groupingBy(RoomsTest::room, TreeMap::new, Collectors.counting()));
        files.values().removeIf(count -> count <= MAX_FILES);
        assertEquals(Map.of(), files, "too many files: split the package");
    }

    @Test
    void noCircleInARoomHasMoreThanSixFiles() {
        List<Set<String>> large = new ArrayList<>(new Circles(USES, true).all());
        large.removeIf(circle -> circle.size() <= MAX_CIRCLE);
        assertEquals(
                List.of(),
                large,
                "files that all depend on each other: remove a dependency, by an interface or a listener");
    }

    @Test
    void noCircleGoesThroughTwoRooms() {
        List<Set<String>> across = new ArrayList<>(new Circles(USES, false).all());
        across.removeIf(
                circle -> circle.stream().map(RoomsTest::room).distinct().count() == 1);
        assertEquals(
                List.of(),
                across,
                "files of different packages that depend on each other: dependencies between packages must go one way");
    }

    @Test
    void noTwoFilesHaveTheSameSimpleName() {
        Map<String, List<String>> names = USES.keySet().stream()
                .collect(Collectors.groupingBy(file -> file.substring(file.lastIndexOf('.') + 1)));
        names.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), names, "several files with one simple name: give each a more specific name");
    }
}
