package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The message that a completion listener gets, and the calls that the listener may make. */
@Section("7.3")
class AsynchronousMessageTest extends ConformanceTest {

    @Test
    @Section("API: BytesMessage")
    void bytesMessageCanBeReadAfterItsCompletionWithoutReset() throws Exception {
        RecordedCompletions completions = new RecordedCompletions();
        BytesMessage message = desk().createBytesMessage();
        message.writeInt(7);
        message.writeUTF("text");
        session().createProducer(queue()).send(message, completions);
        BytesMessage completed = assertInstanceOf(BytesMessage.class, completions.next());
        assertEquals(7, completed.readInt());
        assertEquals("text", completed.readUTF());
    }

    @Test
    @Section("3.9")
    void bytesMessageSentTwiceAsynchronouslyArrivesTwice() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        MessageProducer producer = session().createProducer(queue);
        BytesMessage message = desk().createBytesMessage();
        message.writeInt(7);
        producer.send(message, completions);
        completions.next();
        producer.send(message, completions);
        completions.next();
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(7, ((BytesMessage) receive(consumer)).readInt());
        assertEquals(7, ((BytesMessage) receive(consumer)).readInt());
    }

    @Test
    @Section("3.9")
    void messageCanBeChangedAfterItsCompletion() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        TextMessage message = text("first");
        session().createProducer(queue).send(message, completions);
        TextMessage completed = (TextMessage) completions.next();
        assertSame(message, completed);
        completed.setText("second");
        completed.setIntProperty("p", 1);
        assertReceives(session().createConsumer(queue), "first");
    }

    @Test
    @Section("7.3")
    void messageSentInATransactionIsCompletedAndDeliveredAfterTheCommit() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session().createConsumer(queue);
        session.createProducer(queue).send(text("a"), completions);
        completions.next();
        assertNothingComes(consumer);
        session.commit();
        assertReceives(consumer, "a");
    }

    @Test
    @Section("7.3.2")
    void failedSendThrowsOrCallsOnExceptionOnceAndNotBoth() throws Exception {
        RecordedCompletions completions = new RecordedCompletions();
        Session session = session();
        TemporaryQueue gone = session.createTemporaryQueue();
        MessageProducer producer = session.createProducer(gone);
        gone.delete();
        int thrown = 0;
        try {
            producer.send(text("a"), completions);
        } catch (JMSException permitted) {
            thrown = 1;
        }
        session.close();
        assertEquals(1, thrown + completions.failures().size());
        assertEquals(0, completions.waiting());
    }

    @Test
    @Section("7.3.7")
    void completionListenerCanSendWhileNoOtherThreadUsesTheSession() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageProducer producer = session.createProducer(queue);
        TextMessage follow = text("follow");
        RecordedCompletions last = new RecordedCompletions();
        CompletableFuture<Message> sent = new CompletableFuture<>();
        producer.send(text("lead"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    producer.send(follow);
                    producer.send(follow, last);
                    sent.complete(message);
                } catch (JMSException e) {
                    sent.completeExceptionally(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                sent.completeExceptionally(exception);
            }
        });
        sent.get(SOON, TimeUnit.MILLISECONDS);
        assertSame(follow, last.next());
        assertReceives(session().createConsumer(queue), "lead", "follow", "follow");
    }

    @Test
    @Section("7.3.4")
    void closeOfAProducerDoesNotWaitForTheCompletionsOfAnother() throws Exception {
        Session session = session();
        MessageProducer other = session.createProducer(queue());
        HeldCompletion completion = new HeldCompletion();
        session.createProducer(queue()).send(text("held"), completion);
        completion.awaitCall();
        var closing = inBackground(() -> {
            other.close();
            return completion.hasLeft();
        });
        assertFalse(closing.result());
        completion.release();
    }

    @Test
    @Section("7.3.4")
    void completionListenerCanCloseAnotherProducer() throws Exception {
        Session session = session();
        MessageProducer other = session.createProducer(queue());
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        session.createProducer(queue()).send(text("a"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    other.close();
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
        assertTrue(outcome.get(SOON, TimeUnit.MILLISECONDS));
    }

    @Test
    @Section("7.3.8")
    void exceptionInACompletionListenerDoesNotStopTheOtherCompletions() throws Exception {
        RecordedCompletions completions = new RecordedCompletions();
        MessageProducer producer = session().createProducer(queue());
        producer.send(text("a"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                throw new IllegalStateException("the listener of this test throws");
            }

            @Override
            public void onException(Message message, Exception exception) {
                completions.onException(message, exception);
            }
        });
        Message second = text("b");
        producer.send(second, completions);
        assertSame(second, completions.next());
        assertEquals(List.of(), completions.failures());
    }

    @Test
    @Section("7.3.6")
    void completedMessageHasEachHeaderSetByTheSend() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        session().createProducer(queue).send(text("a"), completions);
        Message completed = completions.next();
        Message received = receive(session().createConsumer(queue));
        assertEquals(queue.getQueueName(), ((Queue) completed.getJMSDestination()).getQueueName());
        assertEquals(received.getJMSMessageID(), completed.getJMSMessageID());
        assertEquals(received.getJMSTimestamp(), completed.getJMSTimestamp());
        assertEquals(received.getJMSDeliveryTime(), completed.getJMSDeliveryTime());
        assertEquals(received.getJMSDeliveryMode(), completed.getJMSDeliveryMode());
        assertTrue(completed.getJMSTimestamp() > 0);
    }
}
