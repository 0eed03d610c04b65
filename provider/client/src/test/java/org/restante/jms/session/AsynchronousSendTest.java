package org.restante.jms.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.jms.RestanteQueue;
import org.restante.jms.failure.Unchecked;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

class AsynchronousSendTest {

    private final ScriptedLink link = new ScriptedLink();
    private final RecordingListener listener = new RecordingListener();
    private JmsConnection connection;
    private JmsSession session;
    private JmsProducer producer;

    /** Records the calls of a listener and their threads. */
    private static final class RecordingListener implements CompletionListener {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final List<Exception> problems = new CopyOnWriteArrayList<>();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();

        @Override
        public void onCompletion(Message message) {
            threads.add(Thread.currentThread());
            texts.add(Unchecked.getOrNull(() -> message.getBody(String.class)));
        }

        @Override
        public void onException(Message message, Exception exception) {
            problems.add(exception);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        connection = link.connection();
        session = connection.open(AckMode.AUTO, Session.AUTO_ACKNOWLEDGE, Domain.BOTH);
        producer = (JmsProducer) session.createProducer(new RestanteQueue("orders"));
    }

    @AfterEach
    void disconnect() throws Exception {
        link.release(Request.Send.class, new Reply.Done());
        connection.close();
    }

    private void send(int number) throws JMSException {
        producer.send(session.createTextMessage("m" + number), listener);
    }

    @Test
    void errorOfASendIsToldAndDoesNotHoldUpTheClose() throws Exception {
        link.answer(Request.Send.class, request -> {
            throw new StackOverflowError("thrown by the test");
        });
        send(1);
        await().until(() -> listener.problems.size() == 1);
        session.close();
        assertEquals(List.of(), listener.texts);
    }

    @Test
    void tellsInTheOrderOfTheSendsOnAnotherThread() throws Exception {
        for (int i = 0; i < 50; i++) {
            send(i);
        }

        await().until(() -> listener.texts.size() == 50);
        assertEquals(IntStream.range(0, 50).mapToObj(i -> "m" + i).toList(), listener.texts);
        assertEquals(1, listener.threads.stream().distinct().count());
        assertNotEquals(Thread.currentThread(), listener.threads.get(0));
    }

    @Test
    void tellsNothingBeforeTheBrokerAnswers() throws Exception {
        link.hold(Request.Send.class);
        send(1);

        await().during(Duration.ofMillis(100)).until(listener.texts::isEmpty);
        link.release(Request.Send.class, new Reply.Done());
        await().until(() -> listener.texts.size() == 1);
    }

    @Test
    void tellsOfARefusalAsTheExceptionThatFits() throws Exception {
        link.refuse(Request.Send.class, Problem.RESOURCE_LIMIT, "the disk is full");
        send(1);

        await().until(() -> listener.problems.size() == 1);
        assertEquals(ResourceAllocationException.class, listener.problems.get(0).getClass());
    }

    @Test
    void aFailureWhileTheResultIsReadLeavesLaterSendsTheirThread() throws Exception {
        link.hold(Request.Send.class);
        send(1);
        link.cancel(Request.Send.class);
        send(2);

        await().until(() -> listener.problems.size() == 1 && listener.texts.equals(List.of("m2")));
    }

    @Test
    void oneMoreThanTheBoundWaits() throws Exception {
        link.hold(Request.Send.class);
        for (int i = 0; i < Completions.MAX_OUTSTANDING; i++) {
            send(i);
        }

        CompletableFuture<Void> more =
                CompletableFuture.runAsync(() -> Unchecked.run(() -> send(Completions.MAX_OUTSTANDING)));
        await().during(Duration.ofMillis(100)).until(() -> !more.isDone());
        link.release(Request.Send.class, new Reply.Done());
        more.get(10, TimeUnit.SECONDS);
        await().until(() -> listener.texts.size() == Completions.MAX_OUTSTANDING + 1);
    }

    @Test
    void theLinksEndTellsAllWhoWait() throws Exception {
        link.hold(Request.Send.class);
        send(1);
        send(2);

        link.end("the server is gone");

        await().until(() -> listener.problems.size() == 2);
    }

    @Test
    void aListenerCannotCloseWhatItWasCalledFor() throws Exception {
        CompletableFuture<List<JMSException>> thrown = new CompletableFuture<>();
        producer.send(session.createTextMessage("m"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                thrown.complete(List.of(
                        assertThrows(IllegalStateException.class, producer::close),
                        assertThrows(IllegalStateException.class, session::close),
                        assertThrows(IllegalStateException.class, connection::close)));
            }

            @Override
            public void onException(Message message, Exception exception) {
                thrown.completeExceptionally(exception);
            }
        });

        assertEquals(3, thrown.get(10, TimeUnit.SECONDS).size());
    }

    @Test
    void aMessageAboveTheBrokersLimitIsRefusedBeforeItIsSent() throws Exception {
        var big = session.createBytesMessage();
        big.writeBytes(new byte[ScriptedLink.MAX_MESSAGE]);

        var e = assertThrows(ResourceAllocationException.class, () -> producer.send(big, listener));

        assertEquals("MESSAGE_TOO_LARGE", e.getErrorCode());
        assertEquals(List.of(), link.requests(Request.Send.class));
    }
}
