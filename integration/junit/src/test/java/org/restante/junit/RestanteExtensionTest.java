package org.restante.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.restante.ManualClock;
import org.restante.admin.Admin;

/** Runs small test classes by JUnit's own engine, and looks at the brokers that their tests had. */
final class RestanteExtensionTest {

    private static final Map<String, Set<String>> URIS = new ConcurrentHashMap<>();
    private static final Collection<JMSContext> CONTEXTS = new ConcurrentLinkedQueue<>();

    @BeforeEach
    @AfterEach
    void forget() {
        URIS.clear();
        CONTEXTS.clear();
    }

    private static void seen(String test, TestBroker broker) {
        URIS.computeIfAbsent(test, name -> ConcurrentHashMap.newKeySet()).add(broker.uri());
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .execute()
                .testEvents();
    }

    private static void runWell(Class<?> tests, int number) {
        run(tests).assertStatistics(statistics -> statistics.succeeded(number).failed(0));
    }

    private static void refuses(Class<?> tests, String reason) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .allEvents()
                .failed()
                .assertEventsMatchExactly(finishedWithFailure(message(text -> text.contains(reason))));
    }

    @Test
    void eachTestMethodHasItsOwnBrokerAlsoInParallel() {
        runWell(PerMethod.class, 7);
        assertEquals(Set.of("one", "two", "repeated"), URIS.keySet());
        assertEquals(1, URIS.get("one").size());
        assertEquals(5, URIS.get("repeated").size());
        assertNotEquals(URIS.get("one"), URIS.get("two"));
    }

    @RestanteTest
    static class PerMethod {
        private final TestBroker ofConstructor;

        PerMethod(TestBroker broker) {
            this.ofConstructor = broker;
        }

        @BeforeEach
        void send(JMSContext context, @Named("q") Queue queue) {
            context.createProducer().send(queue, "before");
        }

        @Test
        void one(TestBroker broker) {
            check("one", broker);
        }

        @Test
        void two(TestBroker broker) {
            check("two", broker);
        }

        @RepeatedTest(5)
        void repeated(TestBroker broker) {
            check("repeated", broker);
        }

        private void check(String test, TestBroker broker) {
            seen(test, broker);
            assertEquals(ofConstructor, broker);
            broker.assertThat(broker.queue("q")).hasTexts("before");
        }
    }

    @Test
    void allTestsOfAClassAndItsNestedClassesShareABroker() {
        runWell(PerClass.class, 3);
        assertEquals(Set.of("outer", "inner"), URIS.keySet());
        assertEquals(1, URIS.get("outer").size());
        assertEquals(URIS.get("outer"), URIS.get("inner"));
    }

    @RestanteTest(scope = BrokerScope.CLASS)
    static class PerClass {
        @BeforeAll
        static void send(ConnectionFactory factory, @Named("q") Queue queue) {
            try (JMSContext context = factory.createContext()) {
                context.createProducer().send(queue, "once");
            }
        }

        @Test
        void one(TestBroker broker) {
            seen("outer", broker);
            broker.assertThat(broker.queue("q")).hasTexts("once");
        }

        @Test
        void two(TestBroker broker) {
            seen("outer", broker);
        }

        @Nested
        class Inner {
            @Test
            void three(TestBroker broker) {
                seen("inner", broker);
            }
        }
    }

    @Test
    void afterATestItsContextsAndItsBrokerAreClosed() {
        runWell(Leaving.class, 1);
        assertEquals(2, CONTEXTS.size());
        CONTEXTS.forEach(context -> assertThrows(JMSRuntimeException.class, context::createTextMessage));
        String broker = URIS.get("left").iterator().next().substring("vm:".length());
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("restante-" + broker))
                        .count());
    }

    @RestanteTest
    static class Leaving {
        @Test
        void opens(TestBroker broker, JMSContext first) {
            seen("left", broker);
            CONTEXTS.add(first);
            CONTEXTS.add(broker.context());
        }
    }

    @Test
    void settingsOfTheAnnotationAndOfTheFieldHold() {
        runWell(Configured.class, 1);
        runWell(ByField.class, 1);
    }

    @RestanteTest(startsAt = "2026-01-05T08:00:00Z", options = "maxMessage=1024")
    static class Configured {
        @Test
        void knowsThem(TestBroker broker, ManualClock clock, Admin admin) {
            assertEquals(Instant.parse("2026-01-05T08:00:00Z"), clock.instant());
            assertEquals(clock.millis(), admin.info().about().now());
            JMSContext context = broker.context();
            String text = "a".repeat(2000);
            assertThrows(
                    JMSRuntimeException.class, () -> context.createProducer().send(broker.queue("q"), text));
        }
    }

    static class ByField {
        @RegisterExtension
        final RestanteExtension brokers = RestanteExtension.perMethod()
                .withOptions("maxMessage=1024")
                .startingAt(Instant.parse("2026-01-05T08:00:00Z"));

        @Test
        void knowsThem(TestBroker broker, ManualClock clock, Admin admin) {
            new Configured().knowsThem(broker, clock, admin);
        }
    }

    @Test
    void aMistakeIsNamedWithItsRemedy() {
        refuses(WithoutName.class, "write @Named(\"orders\") before it");
        refuses(BeforeTheFirst.class, "scope = BrokerScope.CLASS");
        refuses(BadTime.class, "write a time such as 2026-01-05T08:00:00Z");
    }

    @RestanteTest
    static class WithoutName {
        @Test
        void asks(Queue queue) {}
    }

    @RestanteTest
    static class BeforeTheFirst {
        @BeforeAll
        static void asks(Admin admin) {}

        @Test
        void one() {}
    }

    @RestanteTest(startsAt = "today")
    static class BadTime {
        @Test
        void one(Admin admin) {}
    }
}
