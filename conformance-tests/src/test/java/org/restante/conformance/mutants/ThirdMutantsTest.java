package org.restante.conformance.mutants;

/** The third share of the mutants. */
final class ThirdMutantsTest extends CaughtMutants {

    ThirdMutantsTest() {
        super(2);
    }
}
