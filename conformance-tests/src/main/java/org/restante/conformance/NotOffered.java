package org.restante.conformance;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * The tests of this run that were left out because the fixture does not declare a capability which they need, by capability. At the
 * end of a run it prints them, with their number, so that nobody takes them for passed. JUnit finds it by ServiceLoader.
 */
public final class NotOffered implements TestExecutionListener {

    private static final SortedMap<Capability, SortedSet<String>> TESTS = new TreeMap<>();

    /** For ServiceLoader. */
    public NotOffered() {}

    /** Notes a test that needs these capabilities, which the fixture does not declare. */
    static void add(Set<Capability> missing, MethodSource test) {
        synchronized (TESTS) {
            for (Capability capability : missing) {
                TESTS.computeIfAbsent(capability, none -> new TreeSet<>())
                        .add(test.getJavaClass().getSimpleName() + "." + test.getMethodName());
            }
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        synchronized (TESTS) {
            if (!TESTS.isEmpty()) {
                System.out.print(text(Provider.fixture().toString(), TESTS));
            }
        }
    }

    /** The tests by capability, as lines of text. */
    static String text(String fixture, Map<Capability, ? extends Set<String>> tests) {
        StringBuilder text = new StringBuilder("Not offered by " + fixture + ", and so not tested:\n");
        tests.forEach((capability, names) -> {
            text.append("  ").append(capability).append(": ").append(names.size());
            text.append(names.size() == 1 ? " test\n" : " tests\n");
            names.forEach(name -> text.append("    ").append(name).append('\n'));
        });
        return text.toString();
    }
}
