package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Asynchronous sends of a context, and the close of connections with unfinished sends. */
@Section("7.3.4")
class AsynchronousContextTest extends ConformanceTest {

    @Test
    @Section("7.3.4")
    void closeOfTheContextWaitsForTheCompletions() throws Exception {
        JMSContext context = context();
        assertWaits(context, context::close);
    }

    @Test
    @Section("7.3.4")
    void commitOfTheContextWaitsForTheCompletions() throws Exception {
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        assertWaits(context, context::commit);
    }

    @Test
    @Section("7.3.4")
    void rollbackOfTheContextWaitsForTheCompletions() throws Exception {
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        assertWaits(context, context::rollback);
    }

    @Test
    @Section("7.3.4")
    void closeOfTheConnectionWaitsForTheCompletions() throws Exception {
        Connection connection = connection();
        MessageProducer producer = connection.createSession().createProducer(queue());
        HeldCompletion completion = new HeldCompletion();
        producer.send(text("held"), completion);
        assertWaits(completion, connection::close);
    }

    @Test
    @Section("7.3.4")
    void completionListenerMustNotCloseItsContext() throws Exception {
        JMSContext context = context();
        assertInstanceOf(IllegalStateRuntimeException.class, thrownInCompletion(context, context::close));
        assertNull(thrownInCompletion(context, context::getTransacted));
    }

    @Test
    @Section("7.3.4")
    void completionListenerMustNotEndTheTransactionOfItsContext() throws Exception {
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        assertInstanceOf(IllegalStateRuntimeException.class, thrownInCompletion(context, context::commit));
        assertInstanceOf(IllegalStateRuntimeException.class, thrownInCompletion(context, context::rollback));
    }

    @Test
    @Section("7.3.4")
    void completionListenerMustNotCloseItsConnection() throws Exception {
        Connection connection = connection();
        MessageProducer producer = connection.createSession().createProducer(queue());
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        producer.send(text("a"), calling(connection::close, outcome));
        assertInstanceOf(IllegalStateException.class, outcome.get(SOON, TimeUnit.MILLISECONDS));
    }

    @Test
    @Section("7.3.4")
    void completionListenerCanStopAndStartItsConnection() throws Exception {
        Connection connection = connection();
        MessageProducer producer = connection.createSession().createProducer(queue());
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Executable restart = () -> {
            connection.stop();
            connection.start();
        };
        producer.send(text("a"), calling(restart, outcome));
        assertNull(outcome.get(SOON, TimeUnit.MILLISECONDS));
    }

    @Test
    @Section("7.3.4")
    void completionListenerCanCloseAnotherContextOfItsConnection() throws Exception {
        JMSContext context = context();
        JMSContext other = context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        other.createProducer();
        assertNull(thrownInCompletion(context, other::close));
    }

    @Test
    @Section("7.3.8")
    void completionsOfAContextComeInTheOrderOfTheSendsOfAllProducers() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        JMSContext context = context();
        List<JMSProducer> producers = List.of(
                context.createProducer().setAsync(completions),
                context.createProducer().setAsync(completions));
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add("m" + i);
            producers.get(i % 2).send(queue, "m" + i);
        }
        List<String> completed = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            completed.add(textOf(completions.next()));
        }
        assertEquals(sent, completed);
        assertFalse(completions.threads().contains(Thread.currentThread()));
    }

    @Test
    @Section("API: JMSProducer")
    void producerWhoseListenerWasRemovedSendsSynchronously() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        JMSContext context = context();
        JMSProducer producer = context.createProducer().setAsync(completions).setAsync(null);
        assertNull(producer.getAsync());
        producer.send(queue, "a");
        context.close();
        assertEquals(0, completions.waiting());
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("7.3.2")
    void wrongAsynchronousSendsOfAContextThrow() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        JMSContext context = context();
        JMSProducer producer = context.createProducer().setAsync(completions);
        assertThrows(InvalidDestinationRuntimeException.class, () -> producer.send(null, "a"));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.send(queue, (Message) null));
        context.close();
        assertEquals(0, completions.waiting());
        assertEquals(List.of(), completions.failures());
    }

    private void assertWaits(JMSContext context, Executable call) throws Exception {
        HeldCompletion completion = new HeldCompletion();
        context.createProducer().setAsync(completion).send(queue(), "held");
        assertWaits(completion, call);
    }

    private void assertWaits(HeldCompletion completion, Executable call) throws Exception {
        completion.awaitCall();
        var calling = inBackground(() -> {
            run(call);
            return completion.hasLeft();
        });
        boolean waited = calling.staysBusy();
        completion.release();
        assertTrue(calling.result() && waited, "the call returned before the completion listener did");
    }

    private static void run(Executable call) throws Exception {
        try {
            call.execute();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The exception that the call throws when a completion listener of the context makes it; null if it throws none. */
    private Throwable thrownInCompletion(JMSContext context, Executable call) throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        context.createProducer().setAsync(calling(call, outcome)).send(queue(), "a");
        return outcome.get(SOON, TimeUnit.MILLISECONDS);
    }

    private static CompletionListener calling(Executable call, CompletableFuture<Throwable> outcome) {
        return new CompletionListener() {
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
        };
    }
}
