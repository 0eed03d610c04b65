package org.restante.conformance.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A section of the specification as {@code sections.txt} lists it.
 *
 * @param reason why the section needs no test, such as "introduction"; empty if it needs tests
 */
record SpecificationSection(String number, String title, Optional<String> reason) {

    private static final String LIST = "sections.txt";

    /** All sections, in the order of the specification. */
    static List<SpecificationSection> all() {
        var list = Objects.requireNonNull(SpecificationSection.class.getResourceAsStream(LIST), LIST + " is missing");
        try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(SpecificationSection::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(LIST + " cannot be read", e);
        }
    }

    private static SpecificationSection parse(String line) {
        var parts = line.split(" \\| ", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException(
                    LIST + ": expected 'number | title' or 'number | title | reason', but found: " + line);
        }
        return new SpecificationSection(
                parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
    }

    /** Whether this is a chapter: only a heading, which needs neither tests nor a reason. */
    boolean isChapter() {
        return number.indexOf('.') < 0;
    }
}
