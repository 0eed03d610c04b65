package org.restante.conformance.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.restante.conformance.tool.KnownList;

/** Checks that {@code known.md} has the known deviations of each peer, and that each of them is a test of the suite. */
class KnownDocumentTest {

    private static final Path FILE = Path.of("known.md");
    private static final String WRITE = "conformance.known";
    private static final String COMMAND =
            "./mvnw -pl conformance-tests -am test -Dtest=KnownDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                    + WRITE + "=write";
    private static final Pattern VERSION = Pattern.compile("<([\\w.-]+\\.version)>([^<]+)</");

    private final Map<String, String> sections = Coverage.ofTheSuite().sectionsOfTests();

    @Test
    void eachKnownDeviationIsATestOfTheSuite() {
        List<String> unknown = KnownDocument.lists().values().stream()
                .flatMap(list -> list.keySet().stream().map(KnownList::test))
                .distinct()
                .filter(test -> !sections.containsKey(test))
                .toList();
        assertEquals(List.of(), unknown, "in peers/*/known.txt, but not in the suite");
    }

    @Test
    void documentIsThatOfTheLists() throws IOException {
        String generated = KnownDocument.markdown(sections, versions(), COMMAND);
        assertFalse(generated.contains("${"), "a version is missing");
        if ("write".equals(System.getProperty(WRITE))) {
            Files.writeString(FILE, generated);
        }
        assertEquals(generated, Files.readString(FILE), () -> FILE + " is not up to date; update it with: " + COMMAND);
    }

    private static Map<String, String> versions() throws IOException {
        Map<String, String> versions = new TreeMap<>();
        var found = VERSION.matcher(Files.readString(Path.of("..", "pom.xml")));
        while (found.find()) {
            versions.put(found.group(1), found.group(2));
        }
        return versions;
    }
}
