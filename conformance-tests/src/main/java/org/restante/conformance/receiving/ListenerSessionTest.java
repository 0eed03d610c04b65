package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/**
 * The session of a listener in other hands. It is erroneous to receive in such a session; a provider may refuse it or not, but it loses
 * and repeats no message.
 */
@Section("6.2.5")
class ListenerSessionTest extends ConformanceTest {

    /** The text that a receive returns, "refused" if it throws, or "nothing". */
    private static String outcome(MessageConsumer consumer) {
        try {
            Message message = consumer.receive(QUIET);
            return message == null ? "nothing" : textOf(message);
        } catch (JMSException refused) {
            return "refused";
        }
    }

    private void assertIsDeliveredOnce(String outcome, Session session, Queue queue) throws Exception {
        session.close();
        MessageConsumer rest = session().createConsumer(queue);
        if (outcome.equals("a")) {
            assertNothingComes(rest);
        } else {
            assertReceives(rest, "a");
        }
    }

    @Test
    @Section("6.2.5")
    void receiveInTheSessionOfAListenerIsRefusedOrLosesNoMessage() throws Exception {
        Queue listened = queue();
        Queue queue = queue();
        Session session = session();
        ReceivedMessages inbox = new ReceivedMessages();
        MessageConsumer consumer = session.createConsumer(queue);
        session.createConsumer(listened).setMessageListener(inbox);
        send(queue, "a");
        String outcome = outcome(consumer);
        send(listened, "for the listener");
        assertEquals("for the listener", inbox.nextText());
        assertIsDeliveredOnce(outcome, session, queue);
    }

    @Test
    @Section("6.2.5")
    void receiveByAListenerInItsSessionIsRefusedOrLosesNoMessage() throws Exception {
        Queue listened = queue();
        Queue queue = queue();
        send(queue, "a");
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        session.createConsumer(listened).setMessageListener(message -> outcome.complete(outcome(consumer)));
        connection.start();
        send(listened, "go");
        assertIsDeliveredOnce(outcome.get(SOON, TimeUnit.MILLISECONDS), session, queue);
    }

    @Test
    @Section("6.2.5")
    void receiveOnTheConsumerOfAListenerIsRefusedOrLosesNoMessage() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageConsumer consumer = session.createConsumer(queue);
        ReceivedMessages inbox = new ReceivedMessages();
        consumer.setMessageListener(inbox);
        String before = outcome(consumer);
        assertTrue(before.equals("refused") || before.equals("nothing"), before);
        send(queue, "a", "b");
        assertEquals("a", inbox.nextText());
        assertEquals("b", inbox.nextText());
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.5")
    void receiveInTheContextOfAListenerIsRefusedOrLosesNoMessage() throws Exception {
        Queue listened = queue();
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue);
        ReceivedMessages inbox = new ReceivedMessages();
        context.createConsumer(listened).setMessageListener(inbox);
        send(queue, "a");
        String outcome;
        try {
            outcome = consumer.receiveBody(String.class, QUIET);
        } catch (JMSRuntimeException refused) {
            outcome = null;
        }
        send(listened, "for the listener");
        assertEquals("for the listener", inbox.nextText());
        context.close();
        if (outcome == null) {
            assertReceives(session().createConsumer(queue), "a");
        } else {
            assertNothingComes(session().createConsumer(queue));
        }
    }

    /** The close of a session is the one call that another thread may make while a listener has the session. */
    @Test
    @Section({"6.2.5", "8.8"})
    void consumerOfAListenersSessionIsClosedByAnotherThread() throws Exception {
        Queue one = queue();
        Queue two = queue();
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        HeldListener held = new HeldListener();
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(one).setMessageListener(held);
        MessageConsumer closed = session.createConsumer(two);
        closed.setMessageListener(inbox);
        connection.start();
        send(one, "held");
        held.awaitMessage();
        var closing = inBackground(() -> {
            closed.close();
            return true;
        });
        held.release();
        assertTrue(closing.result());
        send(two, "a");
        assertReceives(session().createConsumer(two), "a");
        assertEquals(0, inbox.waiting());
    }

    @Test
    @Section("6.2.5")
    void sessionIsUsedByOneThreadAfterTheOther() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 5; i++) {
            String text = "m" + i;
            assertTrue(inBackground(() -> {
                        producer.send(session.createTextMessage(text));
                        return true;
                    })
                    .result());
            assertEquals(text, inBackground(() -> receiveText(consumer)).result());
        }
    }

    @Test
    @Section("8.7")
    void listenerThatIsSetWhileStoppedGetsTheMessagesOfTheTimeBefore() throws Exception {
        Queue queue = queue();
        Connection connection = stoppedConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        send(queue, "a", "b");
        ReceivedMessages inbox = new ReceivedMessages();
        consumer.setMessageListener(inbox);
        assertEquals(0, inbox.waiting());
        connection.start();
        assertEquals("a", inbox.nextText());
        assertEquals("b", inbox.nextText());
    }

    @Test
    @Section({"8.7", "6.2.9.1"})
    void redeliveredMessageComesToTheListenerBeforeLaterOnes() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        ReceivedMessages inbox = new ReceivedMessages();
        AtomicInteger calls = new AtomicInteger();
        session().createConsumer(queue).setMessageListener(message -> {
            inbox.onMessage(message);
            if (calls.incrementAndGet() == 2) {
                throw new IllegalArgumentException("thrown on purpose by a listener of the conformance tests");
            }
        });
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            seen.add(inbox.nextText());
        }
        assertEquals(List.of("a", "b", "b", "c"), seen);
    }
}
