package org.restante.conformance.exceptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Session;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Invalid calls, each made through a session and through a context: checked and unchecked exceptions. */
@Section("10.2")
class ExceptionFamiliesTest extends ConformanceTest {

    /** An invalid call of a session. */
    @FunctionalInterface
    private interface OfSession {
        void with(Session session) throws Exception;
    }

    /** An invalid call of a context. */
    @FunctionalInterface
    private interface OfContext {
        void with(JMSContext context) throws Exception;
    }

    /** An invalid call that both APIs have. */
    private record Mistake(String name, OfSession ofSession, OfContext ofContext) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(
                        "a wrong selector",
                        session -> session.createConsumer(session.createQueue(freshName()), "= 1"),
                        context -> context.createConsumer(context.createQueue(freshName()), "= 1")),
                new Mistake(
                        "a consumer without a destination",
                        session -> session.createConsumer((Destination) null),
                        context -> context.createConsumer((Destination) null)),
                new Mistake("commit without a transaction", Session::commit, JMSContext::commit),
                new Mistake("rollback without a transaction", Session::rollback, JMSContext::rollback),
                new Mistake(
                        "unsubscribing from an unknown subscription",
                        session -> session.unsubscribe(freshName()),
                        context -> context.unsubscribe(freshName())),
                new Mistake(
                        "a deleted destination",
                        session -> {
                            var queue = session.createTemporaryQueue();
                            queue.delete();
                            session.createConsumer(queue);
                        },
                        context -> {
                            var queue = context.createTemporaryQueue();
                            queue.delete();
                            context.createConsumer(queue);
                        }));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    @Section("10.2")
    void classicApiThrowsCheckedExceptionsWithAMessageText(Mistake mistake) throws Exception {
        Session session = session();
        JMSException thrown =
                assertThrows(JMSException.class, () -> mistake.ofSession().with(session));
        assertHasAMessageText(thrown);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    @Section("10.2")
    void simplifiedApiThrowsUncheckedExceptionsWithAMessageText(Mistake mistake) throws Exception {
        JMSContext context = context();
        JMSRuntimeException thrown = assertThrows(
                JMSRuntimeException.class, () -> mistake.ofContext().with(context));
        assertHasAMessageText(thrown);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    @Section({"10.2", "10.3"})
    void uncheckedExceptionIsTheCounterpartOfTheCheckedOne(Mistake mistake) throws Exception {
        Session session = session();
        JMSContext context = context();
        Exception checked =
                assertThrows(JMSException.class, () -> mistake.ofSession().with(session));
        Exception unchecked = assertThrows(
                JMSRuntimeException.class, () -> mistake.ofContext().with(context));
        assertEquals(
                checked.getClass().getSimpleName().replace("Exception", "RuntimeException"),
                unchecked.getClass().getSimpleName());
    }

    @Test
    @Section("10.2")
    void classicSessionStaysUsableAfterAnException() throws Exception {
        Session session = session();
        var queue = fixture().queue(session, freshName());
        assertThrows(JMSException.class, () -> session.createConsumer(queue, "= 1"));
        session.createProducer(queue).send(session.createTextMessage("a"));
        assertReceives(session.createConsumer(queue), "a");
    }

    private static void assertHasAMessageText(Exception thrown) {
        String message = thrown.getMessage();
        assertFalse(
                message == null || message.isBlank(), () -> thrown.getClass().getName() + " has no message");
    }
}
