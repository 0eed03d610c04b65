package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicSession;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Which sends a close, commit or rollback waits for, what a completion listener may do, and that each send is completed once. */
@Section("7.3")
class CompletionScopeTest extends ConformanceTest {

    private static final int COUNT = 50;

    private final RecordedCompletions completions = new RecordedCompletions();

    private void sendMany(MessageProducer producer) throws Exception {
        for (int i = 0; i < COUNT; i++) {
            producer.send(text("m" + i), completions);
        }
    }

    private void assertAllCompleted() {
        assertEquals(List.of(), completions.failures());
        assertEquals(COUNT, completions.waiting(), "the call returned before each send was completed");
    }

    @Test
    @Section("7.3.4")
    void sendsAreCompletedWhenTheCloseOfTheirProducerReturns() throws Exception {
        Queue queue = queue();
        MessageProducer producer = session().createProducer(queue);
        sendMany(producer);
        producer.close();
        assertAllCompleted();
        assertEquals(COUNT, receiveTexts(session().createConsumer(queue), COUNT).size());
    }

    @Test
    @Section("7.3.4")
    void sendsAreCompletedWhenTheCloseOfTheirSessionReturns() throws Exception {
        Queue queue = queue();
        Session session = session();
        sendMany(session.createProducer(queue));
        session.close();
        assertAllCompleted();
        assertEquals(COUNT, receiveTexts(session().createConsumer(queue), COUNT).size());
    }

    @Test
    @Section("7.3.4")
    void sendsAreCompletedWhenTheCloseOfTheirConnectionReturns() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        sendMany(connection.createSession().createProducer(queue));
        connection.close();
        assertAllCompleted();
        assertEquals(COUNT, receiveTexts(session().createConsumer(queue), COUNT).size());
    }

    @Test
    @Section("7.3.4")
    void sendsAreCompletedAndCommittedWhenTheCommitReturns() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        sendMany(session.createProducer(queue));
        session.commit();
        assertAllCompleted();
        assertEquals(COUNT, receiveTexts(session().createConsumer(queue), COUNT).size());
    }

    @Test
    @Section("7.3.4")
    void sendsAreCompletedAndUndoneWhenTheRollbackReturns() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        sendMany(producer);
        session.rollback();
        assertAllCompleted();
        producer.send(text("kept"));
        session.commit();
        assertReceives(session().createConsumer(queue), "kept");
    }

    @Test
    @Section("7.3.4")
    void sendsOfAContextAreCompletedWhenItsCloseReturns() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSProducer producer = context.createProducer().setAsync(completions);
        for (int i = 0; i < COUNT; i++) {
            producer.send(queue, "m" + i);
        }
        context.close();
        assertAllCompleted();
    }

    @Test
    @Section("7.3.1")
    void messageIsOnTheQueueWhenItsCompletionComes() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        CompletableFuture<String> received = new CompletableFuture<>();
        session().createProducer(queue).send(text("a"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    received.complete(receiveText(consumer));
                } catch (JMSException | AssertionError e) {
                    received.completeExceptionally(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                received.completeExceptionally(exception);
            }
        });
        assertEquals("a", received.get(2 * SOON, TimeUnit.MILLISECONDS));
    }

    @Test
    @Section("7.3.8")
    void eachSendIsCompletedExactlyOnce() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        Set<String> sent = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            sent.add("m" + i);
            producer.send(text("m" + i), completions);
        }
        producer.close();
        Set<String> completed = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            assertTrue(completed.add(textOf(completions.next())), "a send was completed twice");
        }
        assertEquals(sent, completed);
        assertEquals(0, completions.waiting());
    }

    @Test
    @Section("7.3.8")
    void heldCompletionOfOneSessionDoesNotHoldThoseOfAnother() throws Exception {
        Connection connection = connection();
        HeldCompletion held = new HeldCompletion();
        connection.createSession().createProducer(queue()).send(text("held"), held);
        held.awaitCall();
        Message free = text("free");
        connection.createSession().createProducer(queue()).send(free, completions);
        assertSame(free, completions.next());
        held.release();
    }

    @Test
    @Section("7.3.8")
    void heldCompletionDelaysTheNextOfItsSession() throws Exception {
        Session session = session();
        HeldCompletion held = new HeldCompletion();
        session.createProducer(queue()).send(text("held"), held);
        held.awaitCall();
        Message next = text("next");
        session.createProducer(queue()).send(next, completions);
        var completed = inBackground(completions::next);
        assertTrue(completed.staysBusy(), "two completion listeners of a session ran together");
        held.release();
        assertSame(next, completed.result());
    }

    @Test
    @Section("6.1.4")
    void sendsOfAStoppedConnectionAreCompleted() throws Exception {
        Message message = text("a");
        stoppedConnection().createSession().createProducer(queue()).send(message, completions);
        assertSame(message, completions.next());
    }

    @Test
    @Section("7.3.4")
    void completionListenerCanCloseAnotherSession() throws Exception {
        Connection connection = connection();
        Session other = connection.createSession();
        assertNull(thrownInACompletion(connection.createSession(), other::close));
        assertThrows(IllegalStateException.class, other::createMessage);
    }

    @Test
    @Section("7.3.4")
    void completionListenerCanCommitAnotherSession() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        Session other = connection.createSession(Session.SESSION_TRANSACTED);
        other.createProducer(queue).send(text("a"));
        assertNull(thrownInACompletion(connection.createSession(), other::commit));
        assertReceives(session().createConsumer(queue), "a");
    }

    private Throwable thrownInACompletion(Session session, Executable call) throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        session.createProducer(queue()).send(text("a"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    call.execute();
                    outcome.complete(null);
                } catch (Throwable e) {
                    outcome.complete(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                outcome.completeExceptionally(exception);
            }
        });
        return outcome.get(SOON, TimeUnit.MILLISECONDS);
    }

    @Test
    @Section("7.3")
    @Needs(Capability.LEGACY_DOMAINS)
    void queueSenderSendsAsynchronously() throws Exception {
        Queue queue = queue();
        try (QueueConnection connection =
                assertInstanceOf(QueueConnectionFactory.class, factory()).createQueueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            Message message = session.createTextMessage("a");
            session.createSender(queue).send(message, completions);
            assertSame(message, completions.next());
        }
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("7.3")
    @Needs(Capability.LEGACY_DOMAINS)
    void topicPublisherSendsAsynchronously() throws Exception {
        Topic topic = topic();
        MessageConsumer consumer = session().createConsumer(topic);
        try (TopicConnection connection =
                assertInstanceOf(TopicConnectionFactory.class, factory()).createTopicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            Message message = session.createTextMessage("a");
            session.createPublisher(topic).send(message, completions);
            assertSame(message, completions.next());
        }
        assertReceives(consumer, "a");
    }

    @Test
    @Section({"7.3.6", "7.9"})
    @Needs(Capability.DELIVERY_DELAY)
    void delayedMessageIsCompletedBeforeItIsDelivered() throws Exception {
        Queue queue = queue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryDelay(60_000);
        long before = CLOCK.millis();
        producer.send(text("later"), completions);
        Message completed = completions.next();
        assertTrue(completed.getJMSDeliveryTime() >= before + 60_000, "the delay is not in the header");
        assertNull(session().createConsumer(queue).receiveNoWait());
    }

    @Test
    @Section("7.3")
    void eachBodyOfAContextIsSentAsynchronously() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer().setAsync(completions);
        assertSame(completions, producer.getAsync());
        producer.send(queue, "text");
        producer.send(queue, Map.of("k", 1));
        producer.send(queue, new byte[] {1, 2});
        producer.send(queue, (Serializable) Integer.valueOf(7));
        assertInstanceOf(TextMessage.class, completions.next());
        assertInstanceOf(MapMessage.class, completions.next());
        assertInstanceOf(BytesMessage.class, completions.next());
        assertInstanceOf(ObjectMessage.class, completions.next());
        JMSConsumer consumer = context().createConsumer(queue);
        assertEquals("text", consumer.receiveBody(String.class, SOON));
        assertEquals(Map.of("k", 1), consumer.receiveBody(Map.class, SOON));
        assertArrayEquals(new byte[] {1, 2}, consumer.receiveBody(byte[].class, SOON));
        assertEquals(7, consumer.receiveBody(Integer.class, SOON));
    }
}
