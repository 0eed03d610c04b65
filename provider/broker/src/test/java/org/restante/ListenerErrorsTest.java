package org.restante;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An error that an application's code throws on a thread of the client ends neither that thread nor the calls behind it. */
final class ListenerErrorsTest {

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private final List<String> calls = new CopyOnWriteArrayList<>();

    private static Error error() {
        return new StackOverflowError("thrown by the test");
    }

    @Test
    void messageListenerGetsTheFailedMessageAgainAndThenTheNext() {
        try (JMSContext context = broker.factory().createContext()) {
            Queue queue = context.createQueue("orders");
            context.createConsumer(queue).setMessageListener(message -> {
                calls.add(text(message));
                if (calls.size() == 1) {
                    throw error();
                }
            });
            context.createProducer().send(queue, "tea").send(queue, "coffee");
            await().until(() -> calls.size() == 3);
            assertEquals(List.of("tea", "tea", "coffee"), calls);
        }
    }

    private static String text(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void completionListenerOfTheNextMessageIsCalled() {
        try (JMSContext context = broker.factory().createContext()) {
            context.createProducer()
                    .setAsync(new CompletionListener() {
                        @Override
                        public void onCompletion(Message message) {
                            calls.add(text(message));
                            throw error();
                        }

                        @Override
                        public void onException(Message message, Exception failure) {
                            calls.add(failure.toString());
                        }
                    })
                    .send(context.createQueue("orders"), "tea")
                    .send(context.createQueue("orders"), "coffee");
            await().until(() -> calls.size() == 2);
            assertEquals(List.of("tea", "coffee"), calls);
        }
    }

    /** The problems come from a pool of sessions, which throws an error for each message; its thread goes on, too. */
    @Test
    void exceptionListenerHearsOfTheNextProblem() throws Exception {
        try (Connection connection = broker.factory().createConnection()) {
            AtomicInteger heard = new AtomicInteger();
            AtomicInteger asked = new AtomicInteger();
            connection.setExceptionListener(problem -> {
                assertInstanceOf(StackOverflowError.class, problem.getCause());
                heard.incrementAndGet();
                throw error();
            });
            ServerSessionPool pool = () -> {
                asked.incrementAndGet();
                throw error();
            };
            Session session = connection.createSession();
            Queue queue = session.createQueue("orders");
            connection.createConnectionConsumer(queue, null, pool, 1);
            connection.start();
            session.createProducer(queue).send(session.createTextMessage("tea"));
            await().until(() -> asked.get() >= 2 && heard.get() >= 2);
            session.createProducer(session.createQueue("others")).send(session.createTextMessage("coffee"));
            assertTrue(session.createConsumer(session.createQueue("others")).receive(10_000) != null);
        }
    }
}
