package org.restante.fuzz;

/** The entry point that Jazzer calls for each input; the name of the target is its argument. */
public final class FuzzInput {

    private static FuzzTarget target = FuzzTarget.REQUEST;

    private FuzzInput() {}

    public static void fuzzerInitialize(String[] arguments) {
        target = FuzzTarget.valueOf(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        target.take(input);
    }
}
