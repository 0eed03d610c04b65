package org.restante.conformance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/**
 * The tests of the suite by the sections in their {@code @Section} annotations, read from the compiled classes. A method with
 * parameters counts as one test.
 */
final class Coverage {

    private final SortedMap<String, SortedMap<String, SortedSet<String>>> tests = new TreeMap<>();
    private final Set<String> methods = new TreeSet<>();

    /** Reads the annotations of all test classes. */
    static Coverage ofTheSuite() {
        var coverage = new Coverage();
        suite().forEach(coverage::add);
        return coverage;
    }

    /** The sections that at least one test names. */
    Set<String> sections() {
        return tests.keySet();
    }

    /** The names of the tests of a section, by the name of their class. */
    Map<String, SortedSet<String>> of(String section) {
        return tests.getOrDefault(section, new TreeMap<>());
    }

    /** The sections of each test, by class and method. */
    Map<String, String> sectionsOfTests() {
        Map<String, String> sections = new TreeMap<>();
        tests.forEach((section, classes) -> classes.forEach((type, names) ->
                names.forEach(name -> sections.merge(type + "." + name, section, (one, other) -> one + ", " + other))));
        return sections;
    }

    /** The number of tests. */
    int size() {
        return methods.size();
    }

    private void add(Class<?> testClass) {
        for (Method method : testClass.getDeclaredMethods()) {
            var section = method.getAnnotation(Section.class);
            if (section != null && AnnotationSupport.isAnnotated(method, Testable.class)) {
                methods.add(testClass.getName() + "#" + method.getName());
                for (String number : section.value()) {
                    tests.computeIfAbsent(number, none -> new TreeMap<>())
                            .computeIfAbsent(testClass.getSimpleName(), none -> new TreeSet<>())
                            .add(method.getName());
                }
            }
        }
    }

    private static List<Class<?>> suite() {
        try {
            var root = Path.of(ConformanceTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith("Test.class"))
                        .<Class<?>>map(file -> load(root.relativize(file)))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The classes of the suite cannot be listed", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The classes of the suite are not in a directory", e);
        }
    }

    private static Class<?> load(Path file) {
        var name = file.toString().replace(file.getFileSystem().getSeparator(), ".");
        try {
            return Class.forName(
                    name.substring(0, name.length() - ".class".length()), false, Coverage.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The class of " + file + " is not on the class path", e);
        }
    }
}
