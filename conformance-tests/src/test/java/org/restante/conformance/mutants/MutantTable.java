package org.restante.conformance.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code mutants.md}: each mutant with the section that it breaks and the tests that caught it. */
final class MutantTable {

    static final Path FILE = Path.of("mutants.md");

    private MutantTable() {}

    /** The tests that caught each mutant, by its sentence. */
    static Map<String, List<String>> read() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        if (Files.exists(FILE)) {
            for (String line : Files.readAllLines(FILE)) {
                String[] cells = line.split("\\|");
                if (cells.length == 4 && cells[3].contains("`")) {
                    rows.put(
                            cells[1].strip(),
                            List.of(cells[3].replace("`", "").strip().split(", ")));
                }
            }
        }
        return rows;
    }

    /** The whole document. */
    static String markdown(List<Mutant> mutants, Map<String, List<String>> tests, String command) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, """
            # Wrong providers

            Each row is a provider that is right but for one rule: a wrapper around Restante breaks it. The tests of the last column failed on
            it, so the suite catches it; a mutant may be caught by more tests than the table lists. On the wrapper that breaks nothing, all
            tests pass. In each build `MutantsTest` runs the listed tests on each of the %d mutants until one of them fails. If all pass, as
            may happen where threads race, it runs their classes; if these pass too, the mutant survives, and the build fails. The mutants are in `src/test/java/org/restante/conformance/mutants`. To write the rows of new mutants, or of those
            whose rows you delete, run:

                %s

            With `-Dmutants=all` in place of `-Dmutants=write` the whole suite runs on each mutant, which takes hours; with `-Dmutants=none` it
            runs once on the wrapper that breaks nothing.

            | what is wrong | section | caught by |
            |---|---|---|
            """, mutants.size(), command));
        for (Mutant mutant : mutants) {
            List<String> caught = tests.getOrDefault(mutant.sentence(), List.of());
            if (!caught.isEmpty()) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | `%s` |\n",
                        mutant.sentence(),
                        mutant.section(),
                        String.join("`, `", caught)));
            }
        }
        return text.toString();
    }
}
