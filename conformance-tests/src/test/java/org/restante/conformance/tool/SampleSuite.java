package org.restante.conformance.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Tests with each kind of result, for the tests of the program. The name does not end in Test, so they are run by these only. */
final class SampleSuite extends ConformanceTest {

    @Test
    @Section("3.1")
    void passes() {
        assertEquals(1, 1);
    }

    @Test
    @Section({"7.3", "API: Session"})
    void failsWithMarkup() {
        fail("<b>bold</b> & \"half\" \uD800 \u0000");
    }

    @Test
    @Section("8.1")
    void deviates() {
        fail("as it is known");
    }

    @Test
    @Section("8.2")
    void doesNotDeviateAnyMore() {
        assertEquals(2, 2);
    }

    @Test
    @Section("9.1")
    @Needs({Capability.RESTART, Capability.KILL})
    void needsARestartAndAKill() {
        fail("must not run");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Section("3.2")
    void failsForTwo(int number) {
        assertNotEquals(2, number);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Section("3.3")
    void deviatesForTwo(int number) {
        assertNotEquals(2, number);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Section("3.3")
    void passesForAll(int number) {
        assertNotEquals(0, number);
    }
}
