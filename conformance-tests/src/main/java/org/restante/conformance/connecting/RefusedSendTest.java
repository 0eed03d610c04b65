package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/**
 * A transaction after a call in it was refused. The exception is the whole effect of the refused call: what was sent and received
 * before and after it is committed or rolled back as if the call had not been made.
 */
@Section("6.2.7")
class RefusedSendTest extends ConformanceTest {

    private TemporaryQueue deadQueue() throws Exception {
        try (Connection connection = connection()) {
            return connection.createSession().createTemporaryQueue();
        }
    }

    /** A provider may notice at the send or at the commit; noticed at the send, the rest of the transaction is whole. */
    @Test
    @Section({"6.2.7", "10.3"})
    void commitAfterASendToADeadTemporaryQueueIsAllOrNothing() throws Exception {
        Queue queue = queue();
        TemporaryQueue dead = deadQueue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(null);
        producer.send(queue, text("before"));
        boolean refused = isRefused(() -> producer.send(dead, text("late reply")));
        producer.send(queue, text("after"));
        MessageConsumer consumer = session().createConsumer(queue);
        if (!isRefused(session::commit)) {
            assertReceives(consumer, "before", "after");
        } else {
            assertFalse(refused, "the send was refused, and the commit of the rest too");
            assertNothingComes(consumer);
        }
    }

    @Test
    @Section("6.2.7")
    void transactionGoesOnAfterASendWithoutADestination() throws Exception {
        assertCommitsTheRest(session -> assertThrows(
                InvalidDestinationException.class,
                () -> session.createProducer(null).send((Destination) null, text("nowhere"))));
    }

    @Test
    @Section("6.2.7")
    void transactionGoesOnAfterASendWithoutAMessage() throws Exception {
        Queue queue = queue();
        assertCommitsTheRest(session -> assertThrows(
                Exception.class, () -> session.createProducer(queue).send((Message) null)));
    }

    @Test
    @Section("6.2.7")
    void transactionGoesOnAfterAConsumerWasRefused() throws Exception {
        Queue queue = queue();
        assertCommitsTheRest(session -> assertThrows(
                InvalidSelectorException.class, () -> session.createConsumer(queue, "no selector at all")));
    }

    private interface Refused {
        void with(Session session) throws Exception;
    }

    private void assertCommitsTheRest(Refused call) throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(to);
        assertReceives(session.createConsumer(from), "in");
        producer.send(text("before"));
        call.with(session);
        producer.send(text("after"));
        session.commit();
        session.close();
        assertReceives(session().createConsumer(to), "before", "after");
        assertNothingComes(session().createConsumer(from));
    }

    @Test
    @Section("6.2.7")
    void rollbackAfterARefusedSendUndoesTheRest() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(from);
        MessageProducer producer = session.createProducer(to);
        assertReceives(consumer, "in");
        producer.send(text("undone"));
        assertThrows(Exception.class, () -> producer.send((Message) null));
        session.rollback();
        assertReceives(consumer, "in");
        producer.send(text("done"));
        session.commit();
        assertReceives(session().createConsumer(to), "done");
    }

    @Test
    @Section({"6.2.7", "API: JMSProducer"})
    void transactionOfAContextGoesOnAfterARefusedSend() throws Exception {
        Queue queue = queue();
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        JMSProducer producer = context.createProducer();
        producer.send(queue, "before");
        assertThrows(InvalidDestinationRuntimeException.class, () -> producer.send(null, "nowhere"));
        assertThrows(
                MessageFormatRuntimeException.class,
                () -> context.createProducer().send(queue, Map.of("a key", new Object())));
        producer.send(queue, "after");
        context.commit();
        assertReceives(session().createConsumer(queue), "before", "after");
    }

    private interface Call {
        void run() throws Exception;
    }

    private static boolean isRefused(Call call) throws Exception {
        try {
            call.run();
            return false;
        } catch (JMSException e) {
            return true;
        }
    }
}
