package org.restante.conformance;

import java.lang.reflect.Constructor;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Finds the one fixture of this test run, starts it before the first test class and stops it after the last. A tool that runs the
 * suite gives the fixture to {@link #use}; otherwise it is the one of the system property or of {@code META-INF/services}.
 */
public final class Provider implements BeforeAllCallback {

    private static final String PROPERTY = "conformance.fixture";

    private static @Nullable FixtureInUse fixture;

    /** For JUnit, which creates it as an extension of the tests. */
    public Provider() {}

    /** Sets the fixture of the tests that follow, which start and stop it. */
    public static synchronized void use(ProviderFixture chosen) {
        fixture = new FixtureInUse(chosen, false, Map.of());
    }

    /** Sets the fixture of the tests that follow, which was started and will be stopped by the caller, and further known deviations. */
    public static synchronized void useRunning(ProviderFixture started, Map<String, String> known) {
        fixture = new FixtureInUse(started, true, known);
    }

    static synchronized ProviderFixture fixture() {
        if (fixture == null) {
            fixture = new FixtureInUse(find(), false, Map.of());
        }
        return fixture;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(Provider.class))
                .computeIfAbsent(Running.class, key -> new Running(fixture()), Running.class);
    }

    private static ProviderFixture find() {
        String name = System.getProperty(PROPERTY);
        return name == null ? first() : named(name);
    }

    private static ProviderFixture first() {
        Iterator<ProviderFixture> found =
                ServiceLoader.load(ProviderFixture.class).iterator();
        if (found.hasNext()) {
            return found.next();
        }
        throw new IllegalStateException("No provider to test: implement " + ProviderFixture.class.getName()
                + " and name the class in META-INF/services, or in the system property " + PROPERTY);
    }

    private static ProviderFixture named(String name) {
        try {
            Constructor<?> constructor = Class.forName(
                            name, true, Thread.currentThread().getContextClassLoader())
                    .getDeclaredConstructor();
            return (ProviderFixture) constructor.newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException(
                    "The system property " + PROPERTY + " names " + name
                            + "; it must be a public ProviderFixture with a constructor without arguments",
                    e);
        }
    }

    private record Running(ProviderFixture fixture) implements AutoCloseable {

        private Running {
            try {
                fixture.start();
            } catch (Exception e) {
                throw new IllegalStateException(
                        "The provider of " + fixture.getClass().getName() + " did not start", e);
            }
        }

        @Override
        public void close() {
            try {
                fixture.stop();
            } catch (Exception e) {
                throw new IllegalStateException(
                        "The provider of " + fixture.getClass().getName() + " did not stop", e);
            }
        }
    }
}
