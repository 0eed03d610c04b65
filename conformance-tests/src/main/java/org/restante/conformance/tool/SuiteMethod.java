package org.restante.conformance.tool;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.restante.conformance.Capability;
import org.restante.conformance.CapabilityFilter;
import org.restante.conformance.Section;
import org.restante.conformance.SectionNames;

/**
 * A test of the suite. A method with parameters is one test, however many arguments it runs with.
 *
 * @param type the class that is run, which may have inherited the method
 */
record SuiteMethod(Class<?> type, Method method) {

    /** Class and method, like {@code QueueTest.sendsToAQueue}: the name in lists of known deviations. */
    String name() {
        return type.getSimpleName() + "." + method.getName();
    }

    /** The name of the method as a sentence. */
    String sentence() {
        return SectionNames.sentence(method.getName());
    }

    /** The sections of the specification that require what the test checks. */
    List<String> sections() {
        return Optional.ofNullable(method.getAnnotation(Section.class))
                .or(() -> Optional.ofNullable(type.getAnnotation(Section.class)))
                .map(section -> List.of(section.value()))
                .orElse(List.of());
    }

    /** The capabilities that the test needs. */
    Set<Capability> needs() {
        return CapabilityFilter.needs(type, method);
    }

    /** The last part of the name of the package, which stands for a chapter of the specification. */
    String chapter() {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
