package org.restante.conformance.facilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** The session mode in which acknowledge covers one message. The specification does not have this mode; several providers do. */
@Section("API: beyond the specification")
@Needs(Capability.INDIVIDUAL_ACKNOWLEDGE)
class IndividualAcknowledgeTest extends ConformanceTest {

    @ParameterizedTest
    @MethodSource("modes")
    @Section("API: beyond the specification")
    void acknowledgeCoversOneMessage(int mode) throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        Session session = session(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        Message b = receive(consumer);
        assertReceives(consumer, "c");
        b.acknowledge();
        session.close();
        MessageConsumer next = session().createConsumer(queue);
        assertReceives(next, "a", "c");
        assertNothingComes(next);
    }

    @ParameterizedTest
    @MethodSource("modes")
    @Section("API: beyond the specification")
    void recoverRedeliversUnacknowledgedMessages(int mode) throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        Message a = receive(consumer);
        assertReceives(consumer, "b");
        a.acknowledge();
        session.recover();
        Message again = receive(consumer);
        assertEquals("b", textOf(again));
        assertTrue(again.getJMSRedelivered());
        again.acknowledge();
        assertNothingComes(consumer);
    }

    private static List<Integer> modes() {
        return fixture().individualAcknowledgeModes();
    }
}
