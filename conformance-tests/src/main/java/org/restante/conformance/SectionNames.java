package org.restante.conformance;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Displays a test as its section and its name as a sentence: {@code 3.4.9 time to live of zero never expires}. */
public final class SectionNames extends DisplayNameGenerator.Simple {

    /** For JUnit. */
    public SectionNames() {}

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method testMethod) {
        var section = testMethod.getAnnotation(Section.class);
        var sentence = sentence(testMethod.getName());
        return section == null ? sentence : String.join(", ", section.value()) + " " + sentence;
    }

    /** The words of a name: {@code outlivesAKill} is "outlives a kill". */
    public static String sentence(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
