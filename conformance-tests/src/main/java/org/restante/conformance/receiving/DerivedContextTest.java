package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Contexts that share the connection of another. */
class DerivedContextTest extends ConformanceTest {

    @Test
    @Section({"6.1.8", "API: JMSContext"})
    void closingADerivedContextLeavesTheFirstOpen() throws Exception {
        Queue queue = queue();
        JMSContext first = context();
        JMSContext derived = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        derived.createConsumer(queue);
        derived.close();
        assertThrows(IllegalStateRuntimeException.class, () -> derived.createConsumer(queue));
        first.createProducer().send(queue, "a");
        assertEquals("a", textOf(first.createConsumer(queue).receive(SOON)));
    }

    @Test
    @Section({"6.1.8", "API: JMSContext"})
    void closingOneDerivedContextLeavesTheOtherOpen() throws Exception {
        Queue queue = queue();
        JMSContext first = context();
        JMSContext one = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        JMSContext two = first.createContext(JMSContext.SESSION_TRANSACTED);
        one.close();
        two.createProducer().send(queue, "a");
        two.commit();
        assertEquals("a", textOf(first.createConsumer(queue).receive(SOON)));
    }

    @Test
    @Section({"6.2.7", "API: JMSContext"})
    void transactionsOfDerivedContextsAreIndependent() throws Exception {
        Queue queue = queue();
        JMSContext first = context(JMSContext.SESSION_TRANSACTED);
        try (JMSContext derived = first.createContext(JMSContext.SESSION_TRANSACTED)) {
            first.createProducer().send(queue, "kept");
            derived.createProducer().send(queue, "dropped");
            derived.rollback();
            first.commit();
        }
        assertReceives(session().createConsumer(queue), "kept");
        assertNothingComes(session().createConsumer(queue));
    }
}
