package org.restante.conformance.mutants;

/** The fourth share of the mutants. */
final class FourthMutantsTest extends CaughtMutants {

    FourthMutantsTest() {
        super(3);
    }
}
