package org.restante.conformance.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What {@code --only} chooses: a chapter by its package ({@code sending}), a section of the specification with those below it
 * ({@code 7.3} has {@code 7.3.4}, too), a class, or one test as class and method.
 */
final class TestChoice {

    private static final int MAX_GUESSES = 3;

    private TestChoice() {}

    /** The tests that these names choose, or all if there is no name. */
    static List<SuiteMethod> of(SuiteMethods suite, Collection<String> names) {
        if (names.isEmpty()) {
            return suite.all();
        }
        Set<SuiteMethod> chosen = new LinkedHashSet<>();
        for (String name : names) {
            List<SuiteMethod> found = suite.all().stream()
                    .filter(test -> matches(test, name.strip()))
                    .toList();
            if (found.isEmpty()) {
                throw unknown(suite, name.strip());
            }
            chosen.addAll(found);
        }
        return suite.all().stream().filter(chosen::contains).toList();
    }

    private static boolean matches(SuiteMethod test, String name) {
        return names(test).anyMatch(name::equals)
                || test.sections().stream().anyMatch(section -> section.equals(name) || section.startsWith(name + "."));
    }

    private static Stream<String> names(SuiteMethod test) {
        String type = test.type().getSimpleName();
        return Stream.of(test.chapter(), type, test.name(), test.type().getName());
    }

    private static BadUse unknown(SuiteMethods suite, String name) {
        return new BadUse(
                "--only " + name + " chooses no test: it must be a chapter, a section, a class or CLASS.method"
                        + guesses(suite, name, test -> names(test).limit(3).toList())
                        + "; --list shows all tests");
    }

    /** The names of the suite that are closest to a wrong one, as a question to add to a message. */
    static String guesses(SuiteMethods suite, String wrong, Function<SuiteMethod, List<String>> namesOfATest) {
        List<String> close = suite.all().stream()
                .flatMap(test -> namesOfATest.apply(test).stream())
                .distinct()
                .filter(name -> distance(name, wrong) <= 2 + wrong.length() / 5)
                .sorted(Comparator.comparing(name -> distance(name, wrong)))
                .limit(MAX_GUESSES)
                .toList();
        return close.isEmpty() ? "" : " (did you mean " + String.join(", ", close) + "?)";
    }

    /** The number of letters to change, add or remove (Levenshtein), without regard to case. */
    private static int distance(String one, String other) {
        List<Integer> row = new ArrayList<>();
        for (int i = 0; i <= other.length(); i++) {
            row.add(i);
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row.get(0);
            row.set(0, i);
            for (int j = 1; j <= other.length(); j++) {
                boolean same = Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
                int changed = diagonal + (same ? 0 : 1);
                diagonal = row.get(j);
                row.set(j, Math.min(changed, 1 + Math.min(diagonal, row.get(j - 1))));
            }
        }
        return row.get(other.length());
    }
}
