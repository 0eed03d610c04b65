package org.restante.conformance.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A wrong provider: the rule that it breaks as a sentence, the section with the rule, and the test classes that should catch it.
 *
 * @param onDisk whether the right provider behind it keeps its messages on disk, so that it can be restarted
 */
record Mutant(String sentence, String section, List<Class<?>> tests, List<Intervention> interventions, boolean onDisk) {

    /** The wrapper that changes nothing. */
    static final Mutant NONE = new Mutant("nothing is wrong", "", List.of(), List.of(), false);

    /** The wrapper that changes nothing, around a provider that can be restarted. */
    static final Mutant NONE_ON_DISK = new Mutant("nothing is wrong on disk", "", List.of(), List.of(), true);

    /** A mutant that has no rules yet. */
    static Mutant of(String sentence, String section, String... tests) {
        return new Mutant(
                sentence, section, Stream.of(tests).<Class<?>>map(Mutant::test).toList(), List.of(), false);
    }

    /** With a rule for the methods of these names, separated by spaces, of all objects of this type. */
    Mutant on(Class<?> type, String methods, Rule rule) {
        List<Intervention> more = new ArrayList<>(interventions);
        more.add(new Intervention(type, Set.of(methods.split(" ")), rule));
        return new Mutant(sentence, section, tests, more, onDisk);
    }

    /** With a provider that keeps its messages on disk. */
    Mutant keptOnDisk() {
        return new Mutant(sentence, section, tests, interventions, true);
    }

    /** The test classes of the suite are not public: they are named by their package below that of the suite, and their name. */
    private static Class<?> test(String name) {
        try {
            return Class.forName("org.restante.conformance." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("the suite has no test class " + name, e);
        }
    }

    /** A rule and the methods that it is for; the name {@code *} stands for all. */
    record Intervention(Class<?> type, Set<String> methods, Rule rule) {

        boolean covers(Object target, String method) {
            return type.isInstance(target) && (methods.contains(method) || methods.contains("*"));
        }
    }
}
