package org.restante.conformance.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests that {@code mutants.md} lists pass on the right provider, and its rows are those of the mutants. {@code -Dmutants=write} adds rows,
 * {@code all} runs the whole suite on each mutant, {@code none} runs it on the provider without a mutation; {@link CaughtMutants} does what
 * an ordinary run does.
 */
class MutantsTest {

    private static final String MODE = System.getProperty("mutants", "listed");
    private static final int MAX_TESTS = 3;
    static final String COMMAND =
            "./mvnw -pl conformance-tests -am test -Dstyle.skip -Dtest=MutantsTest -Dsurefire.failIfNoSpecifiedTests=false "
                    + "-Dmutants=write";

    @BeforeAll
    static void oneShortHistoryIsEnough() {
        CaughtMutants.oneShortHistoryIsEnough();
    }

    @TestFactory
    Stream<DynamicTest> eachMutantIsCaughtByTheWholeSuite() throws IOException {
        Map<String, List<String>> listed = MutantTable.read();
        return MODE.equals("write") || MODE.equals("all")
                ? chosen(listed).map(mutant -> dynamicTest(mutant.sentence(), () -> runAgain(mutant)))
                : Stream.of();
    }

    private static void runAgain(Mutant mutant) throws Exception {
        if (MODE.equals("write")) {
            write(mutant);
        } else {
            assertFalse(MutantRun.ofTheSuite(mutant).failed().isEmpty(), "no test caught it");
        }
    }

    @Test
    void listedTestsPassOnTheRightProvider() throws Exception {
        for (Mutant none : List.of(Mutant.NONE, Mutant.NONE_ON_DISK)) {
            MutantRun run = MODE.equals("none") ? MutantRun.ofTheSuite(none) : listedOn(none);
            assertEquals(Map.of(), run.causes(), () -> none.sentence() + ", but these tests fail");
            assertFalse(run.all().isEmpty(), "no test ran");
        }
    }

    @Test
    void documentHasARowForEachMutantAndNoOther() throws IOException {
        List<String> sentences = Catalogue.all().stream().map(Mutant::sentence).toList();
        assertEquals(sentences.size(), Set.copyOf(sentences).size(), "two mutants have one sentence");
        String generated = MutantTable.markdown(Catalogue.all(), MutantTable.read(), COMMAND);
        if (MODE.equals("write")) {
            Files.writeString(MutantTable.FILE, generated);
        }
        assertEquals(
                generated,
                Files.readString(MutantTable.FILE),
                () -> MutantTable.FILE + " is not up to date; write it with: " + COMMAND);
    }

    /** Those of {@code -Dmutants.only}; only those without a row are written. */
    private static Stream<Mutant> chosen(Map<String, List<String>> listed) {
        return CaughtMutants.chosen().filter(mutant -> !MODE.equals("write") || !listed.containsKey(mutant.sentence()));
    }

    /** Runs the tests of the rows of all mutants whose right provider is the same. */
    private static MutantRun listedOn(Mutant none) throws IOException {
        Map<String, List<String>> listed = MutantTable.read();
        List<Mutant> mutants = Catalogue.all().stream()
                .filter(mutant -> mutant.onDisk() == none.onDisk())
                .toList();
        List<String> tests = mutants.stream()
                .flatMap(mutant -> listed.getOrDefault(mutant.sentence(), List.of()).stream())
                .distinct()
                .toList();
        return MutantRun.ofTests(none, MutantRun.classesOf(mutants), tests, Integer.MAX_VALUE);
    }

    /** Runs the classes of the mutant, and puts into its row the quickest of the tests that failed. */
    private static void write(Mutant mutant) throws IOException {
        MutantRun run = MutantRun.ofClasses(mutant, MAX_TESTS);
        assertFalse(run.failed().isEmpty(), "no test caught it");
        List<String> tests =
                run.failed().subList(0, Math.min(MAX_TESTS, run.failed().size()));
        Map<String, List<String>> rows = new LinkedHashMap<>(MutantTable.read());
        rows.put(mutant.sentence(), tests);
        Files.writeString(MutantTable.FILE, MutantTable.markdown(Catalogue.all(), rows, COMMAND));
    }
}
