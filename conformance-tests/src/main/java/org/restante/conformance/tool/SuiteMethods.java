package org.restante.conformance.tool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.restante.conformance.ConformanceTest;

/** All tests of the suite, found on the class path, in the order of the chapters. */
final class SuiteMethods {

    private static final String PACKAGE = ConformanceTest.class.getPackageName();

    private final List<SuiteMethod> all;

    private SuiteMethods(List<SuiteMethod> all) {
        this.all = all;
    }

    /** Reads the classes of the suite. */
    static SuiteMethods read() {
        List<SuiteMethod> found =
                ReflectionSupport.findAllClassesInPackage(
                                PACKAGE, SuiteMethods::isTestClass, name -> name.endsWith("Test"))
                        .stream()
                        .flatMap(SuiteMethods::tests)
                        .sorted(Comparator.comparing(
                                        (SuiteMethod test) -> test.type().getSimpleName())
                                .thenComparing(test -> test.method().getName()))
                        .toList();
        List<String> chapters =
                Chapters.inOrder(found.stream().map(SuiteMethod::chapter).toList());
        List<SuiteMethod> ordered = new ArrayList<>(found);
        ordered.sort(Comparator.comparing(test -> chapters.indexOf(test.chapter())));
        return new SuiteMethods(List.copyOf(ordered));
    }

    private static boolean isTestClass(Class<?> type) {
        return ConformanceTest.class.isAssignableFrom(type)
                && !java.lang.reflect.Modifier.isAbstract(type.getModifiers());
    }

    private static Stream<SuiteMethod> tests(Class<?> type) {
        return AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN).stream()
                .map(method -> new SuiteMethod(type, method));
    }

    List<SuiteMethod> all() {
        return all;
    }

    /** The names of all tests, each as class and method. */
    Set<String> names() {
        return all.stream().map(SuiteMethod::name).collect(Collectors.toSet());
    }
}
