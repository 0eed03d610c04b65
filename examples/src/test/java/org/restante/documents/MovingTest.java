package org.restante.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.restante.link.Setting;

/** docs/moving.md: each row on behaviour names an existing test, and each setting has its place in the table of settings. */
final class MovingTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)`");

    private static String document() throws IOException {
        return Files.readString(Generated.TOP.resolve("docs/moving.md"));
    }

    @Test
    void eachRowOnBehaviourNamesATestThatExists() throws IOException {
        Set<String> tests = tests();
        List<String> rows = rows(document(), "## Differences", "## Settings");
        assertFalse(rows.isEmpty());
        for (String row : rows) {
            String restante = row.split("\\|")[2];
            List<String> named = names(restante);
            assertFalse(named.isEmpty(), () -> "names no test: " + row);
            named.forEach(name -> assertTrue(tests.contains(name), () -> "there is no test " + name));
        }
    }

    /** The names of all tests of the project. */
    private static Set<String> tests() throws IOException {
        Set<String> names = new HashSet<>();
        for (String module : List.of("provider/client", "provider/broker", "shell", "examples", "conformance-tests")) {
            try (Stream<Path> files = Files.walk(Generated.TOP.resolve(module).resolve("src"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith("Test.java"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
            }
        }
        return names;
    }

    @Test
    void eachSettingOfADestinationIsInTheTableOfSettings() throws IOException {
        List<String> rows = rows(document(), "## Settings", "## The messages themselves");
        String restante = rows.stream().map(row -> row.split("\\|")[2]).collect(Collectors.joining());
        List<String> missing = Arrays.stream(Setting.values())
                .map(Setting::word)
                .filter(word -> !restante.contains("`" + word + "`"))
                .filter(word -> !restante.contains("`" + word + "="))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static List<String> names(String cell) {
        return NAMED.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The rows of all tables between two headings, without their headers. */
    private static List<String> rows(String document, String from, String to) {
        List<String> rows = new ArrayList<>();
        List<String> lines = document.substring(document.indexOf("\n" + from), document.indexOf("\n" + to))
                .lines()
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean header = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
            if (lines.get(i).startsWith("|") && !lines.get(i).startsWith("|---") && !header) {
                rows.add(lines.get(i));
            }
        }
        return rows;
    }
}
