package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Asynchronous sends, which return before the provider has confirmed the message. */
@Section("7.3")
class AsynchronousSendTest extends ConformanceTest {

    @Test
    @Section({"7.3", "7.3.1"})
    void onCompletionIsCalledWithTheSentMessage() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        Message message = text("a");
        session().createProducer(queue).send(message, completions);
        assertSame(message, completions.next());
        assertReceives(session().createConsumer(queue), "a");
        assertEquals(List.of(), completions.failures());
    }

    @Test
    @Section("7.3")
    void eachFormOfTheAsynchronousSendSendsTheMessage() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        Session session = session();
        MessageProducer bound = session.createProducer(queue);
        MessageProducer free = session.createProducer(null);
        bound.send(text("a"), completions);
        bound.send(text("b"), DeliveryMode.NON_PERSISTENT, 4, 60_000, completions);
        free.send(queue, text("c"), completions);
        free.send(queue, text("d"), DeliveryMode.PERSISTENT, 4, 0, completions);
        for (int i = 0; i < 4; i++) {
            completions.next();
        }
        assertEquals(4, receiveTexts(session().createConsumer(queue), 4).size());
    }

    @Test
    @Section("7.3.8")
    void completionsComeInTheOrderOfTheSends() throws Exception {
        RecordedCompletions completions = new RecordedCompletions();
        MessageProducer producer = session().createProducer(queue());
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Message message = text("m" + i);
            sent.add(message);
            producer.send(message, completions);
        }
        for (Message message : sent) {
            assertSame(message, completions.next());
        }
    }

    @Test
    @Section("7.3.8")
    void completionRunsInAnotherThreadThanTheSend() throws Exception {
        RecordedCompletions completions = new RecordedCompletions();
        session().createProducer(queue()).send(text("a"), completions);
        completions.next();
        assertFalse(completions.threads().contains(Thread.currentThread()));
    }

    @Test
    @Section("7.3.8")
    void completionListenersOfASessionRunOneAtATime() throws Exception {
        Session session = session();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                running.decrementAndGet();
                done.incrementAndGet();
            }

            @Override
            public void onException(Message message, Exception exception) {
                done.incrementAndGet();
            }
        };
        MessageProducer[] producers = {session.createProducer(queue()), session.createProducer(queue())};
        for (int i = 0; i < 100; i++) {
            producers[i % 2].send(text("m"), listener);
        }
        soon().until(() -> done.get() == 100);
        assertEquals(1, most.get());
    }

    @Test
    @Section("7.3.6")
    void headersAreSetWhenTheCompletionComes() throws Exception {
        RecordedCompletions completions = new RecordedCompletions();
        session().createProducer(queue()).send(text("a"), DeliveryMode.PERSISTENT, 8, 60_000, completions);
        Message message = completions.next();
        assertTrue(message.getJMSMessageID().startsWith("ID:"));
        assertEquals(8, message.getJMSPriority());
        assertEquals(message.getJMSTimestamp() + 60_000, message.getJMSExpiration());
    }

    @Test
    @Section("7.3.3")
    void synchronousAndAsynchronousSendsKeepTheirOrder() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        MessageProducer producer = session().createProducer(queue);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add("m" + i);
            if (i % 3 == 0) {
                producer.send(text("m" + i));
            } else {
                producer.send(text("m" + i), completions);
            }
        }
        assertEquals(sent, receiveTexts(session().createConsumer(queue), 60));
    }

    @Test
    @Section("7.3.4")
    void closeOfTheSessionWaitsForTheCompletions() throws Exception {
        Session session = session();
        assertWaitsForTheCompletion(session.createProducer(queue()), session::close);
    }

    @Test
    @Section("7.3.4")
    void closeOfTheProducerWaitsForTheCompletions() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        assertWaitsForTheCompletion(producer, producer::close);
    }

    @Test
    @Section("7.3.4")
    void commitWaitsForTheCompletions() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        assertWaitsForTheCompletion(session.createProducer(queue), session::commit);
        assertReceives(session().createConsumer(queue), "held");
    }

    @Test
    @Section("7.3.4")
    void rollbackWaitsForTheCompletions() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        assertWaitsForTheCompletion(session.createProducer(queue), session::rollback);
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("7.3.4")
    void completionListenerMustNotCloseItsSession() throws Exception {
        Session session = session();
        assertThrows(IllegalStateException.class, () -> inCompletion(session.createProducer(queue()), session::close));
    }

    @Test
    @Section("7.3.4")
    void completionListenerMustNotCloseItsProducer() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        assertThrows(IllegalStateException.class, () -> inCompletion(producer, producer::close));
    }

    @Test
    @Section("7.3.4")
    void completionListenerMustNotEndItsTransaction() throws Exception {
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue());
        assertThrows(IllegalStateException.class, () -> inCompletion(producer, session::commit));
        assertThrows(IllegalStateException.class, () -> inCompletion(producer, session::rollback));
    }

    @Test
    @Section("7.3.2")
    void sendThatThrowsDoesNotCallItsListener() throws Exception {
        RecordedCompletions completions = new RecordedCompletions();
        Session session = session();
        MessageProducer producer = session.createProducer(null);
        assertThrows(
                InvalidDestinationException.class, () -> producer.send((Destination) null, text("a"), completions));
        assertThrows(UnsupportedOperationException.class, () -> producer.send(text("a"), completions));
        session.close();
        assertEquals(0, completions.waiting());
        assertEquals(List.of(), completions.failures());
    }

    @Test
    @Section("API: MessageProducer")
    void completionListenerMustNotBeNull() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        Message message = text("a");
        assertThrows(IllegalArgumentException.class, () -> producer.send(message, (CompletionListener) null));
    }

    private void assertWaitsForTheCompletion(MessageProducer producer, Call call) throws Exception {
        HeldCompletion completion = new HeldCompletion();
        producer.send(text("held"), completion);
        completion.awaitCall();
        var calling = inBackground(() -> {
            call.run();
            return completion.hasLeft();
        });
        boolean waited = calling.staysBusy();
        completion.release();
        assertTrue(calling.result() && waited, "the call returned before the completion listener did");
    }

    private void inCompletion(MessageProducer producer, Call call) throws Exception {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        producer.send(text("a"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    call.run();
                    outcome.complete(true);
                } catch (JMSException e) {
                    outcome.completeExceptionally(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                outcome.completeExceptionally(exception);
            }
        });
        try {
            outcome.get(SOON, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JMSException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private interface Call {
        void run() throws JMSException;
    }
}
