package org.restante.conformance.mutants;

/** The first share of the mutants. */
final class FirstMutantsTest extends CaughtMutants {

    FirstMutantsTest() {
        super(0);
    }
}
