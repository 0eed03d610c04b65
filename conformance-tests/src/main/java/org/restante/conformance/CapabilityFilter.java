package org.restante.conformance;

import java.lang.reflect.AnnotatedElement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Takes the tests that need a capability which the fixture does not declare out of the run, and notes them in {@link NotOffered}.
 * JUnit finds this filter by ServiceLoader, so that no build file has to repeat the capabilities.
 */
public final class CapabilityFilter implements PostDiscoveryFilter {

    /** For ServiceLoader. */
    public CapabilityFilter() {}

    @Override
    public FilterResult apply(TestDescriptor test) {
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        test.getSource().ifPresent(source -> missing.addAll(needs(source)));
        if (missing.isEmpty()) {
            return FilterResult.included("the test needs no capability");
        }
        missing.removeAll(Provider.fixture().capabilities());
        if (missing.isEmpty()) {
            return FilterResult.included("the fixture declares all capabilities of the test");
        }
        Stream.concat(Stream.of(test), test.getDescendants().stream())
                .flatMap(each -> each.getSource().stream())
                .filter(MethodSource.class::isInstance)
                .forEach(method -> NotOffered.add(missing, (MethodSource) method));
        return FilterResult.excluded("the fixture does not declare " + missing);
    }

    private static Set<Capability> needs(TestSource source) {
        if (source instanceof ClassSource ofClass) {
            return needs(ofClass.getJavaClass());
        }
        if (source instanceof MethodSource ofMethod) {
            return needs(ofMethod.getJavaClass(), ofMethod.getJavaMethod());
        }
        return Set.of();
    }

    /** What a test needs: the capabilities that its class or its method names. */
    public static Set<Capability> needs(AnnotatedElement... elements) {
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        for (AnnotatedElement element : elements) {
            Needs needs = element.getAnnotation(Needs.class);
            if (needs != null) {
                all.addAll(List.of(needs.value()));
            }
        }
        return all;
    }
}
