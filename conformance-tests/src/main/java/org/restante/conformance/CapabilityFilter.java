package org.restante.conformance;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Excludes the tests that need a capability which the fixture does not declare. JUnit finds this filter by ServiceLoader,
 * so that no build file has to repeat the capabilities.
 */
public final class CapabilityFilter implements PostDiscoveryFilter {

    @Override
    public FilterResult apply(TestDescriptor test) {
        return test.getSource()
                .flatMap(CapabilityFilter::needs)
                .map(needs -> List.of(needs.value()))
                .filter(needs -> !Provider.fixture().capabilities().containsAll(needs))
                .map(needs -> FilterResult.excluded("the fixture does not declare all of " + needs))
                .orElseGet(() -> FilterResult.included("the fixture declares all capabilities of the test"));
    }

    private static Optional<Needs> needs(Object source) {
        if (source instanceof ClassSource ofClass) {
            return needs(ofClass.getJavaClass());
        }
        if (source instanceof MethodSource ofMethod) {
            return needs(ofMethod.getJavaMethod()).or(() -> needs(ofMethod.getJavaClass()));
        }
        return Optional.empty();
    }

    private static Optional<Needs> needs(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Needs.class));
    }
}
