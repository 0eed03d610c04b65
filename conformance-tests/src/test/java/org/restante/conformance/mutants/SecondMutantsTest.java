package org.restante.conformance.mutants;

/** The second share of the mutants. */
final class SecondMutantsTest extends CaughtMutants {

    SecondMutantsTest() {
        super(1);
    }
}
