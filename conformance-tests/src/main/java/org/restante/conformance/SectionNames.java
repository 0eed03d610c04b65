package org.restante.conformance;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Displays a test as its section and its name as a sentence: {@code 3.4.9 time to live of zero never expires}. */
final class SectionNames extends DisplayNameGenerator.Simple {

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method testMethod) {
        var section = testMethod.getAnnotation(Section.class);
        var sentence =
                testMethod.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return section == null ? sentence : String.join(", ", section.value()) + " " + sentence;
    }
}
