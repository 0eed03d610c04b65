package org.restante.conformance.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that {@code docs/conformance.md} has every section, and that each {@code @Section} of a test exists. */
class ConformanceTableTest {

    private static final Path FILE = Path.of("..", "docs", "conformance.md");
    private static final String WRITE = "conformance.table";
    private static final String COMMAND =
            "./mvnw -pl conformance-tests -am test -Dtest=ConformanceTableTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                    + WRITE + "=write";

    private final ConformanceTable table = new ConformanceTable(SpecificationSection.all(), Coverage.ofTheSuite());

    @Test
    void eachSectionNamedByATestExists() {
        assertEquals(
                List.of(),
                table.unknown(),
                "@Section values that are neither in sections.txt nor the name of an interface");
    }

    @Test
    void documentListsEachSection() throws IOException {
        var generated = table.markdown(COMMAND);
        if ("write".equals(System.getProperty(WRITE))) {
            Files.writeString(FILE, generated);
        }
        var written = Files.readString(FILE);
        for (SpecificationSection section : SpecificationSection.all()) {
            assertTrue(
                    written.contains(section.title()), () -> FILE + " is not up to date; update it with: " + COMMAND);
        }
    }
}
