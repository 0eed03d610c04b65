package org.restante.conformance.mutants;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks that the suite catches each mutant of a share: one of the tests that {@code mutants.md} lists fails on it. Each share has a class, as
 * a JVM has one provider, and several JVMs wait side by side.
 */
abstract class CaughtMutants {

    private static final int SHARES = 4;
    private static final String ONLY = System.getProperty("mutants.only", "");

    private final int share;

    /** @param share which of the shares, from 0 */
    CaughtMutants(int share) {
        this.share = share;
    }

    @BeforeAll
    static void oneShortHistoryIsEnough() {
        System.setProperty("conformance.histories", "1");
        System.setProperty("conformance.histories.seed", "1");
    }

    /** All, or those of {@code -Dmutants.only}. */
    static Stream<Mutant> chosen() {
        return Catalogue.all().stream().filter(mutant -> mutant.sentence().contains(ONLY));
    }

    @TestFactory
    Stream<DynamicTest> eachMutantIsCaught() throws IOException {
        Map<String, List<String>> listed = MutantTable.read();
        List<Mutant> chosen = chosen().toList();
        return !System.getProperty("mutants", "listed").equals("listed")
                ? Stream.of()
                : IntStream.range(0, chosen.size())
                        .filter(number -> number % SHARES == share)
                        .mapToObj(chosen::get)
                        .map(mutant -> dynamicTest(
                                mutant.sentence(),
                                () -> assertCaught(mutant, listed.getOrDefault(mutant.sentence(), List.of()))));
    }

    /** Runs the tests of the row until one fails; if a race lets all of them pass, all tests of their classes. */
    private static void assertCaught(Mutant mutant, List<String> tests) {
        assertFalse(
                tests.isEmpty(),
                () -> "it has no row in " + MutantTable.FILE + "; write it with: " + MutantsTest.COMMAND);
        boolean survives =
                MutantRun.ofTests(mutant, mutant.tests(), tests, 1).failed().isEmpty()
                        && MutantRun.ofClasses(mutant, 1).failed().isEmpty();
        assertFalse(survives, () -> "it survives; no test failed in " + mutant.tests());
    }
}
