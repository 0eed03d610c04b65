package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A message listener that collects its messages in a queue, from which the thread of the test takes them. */
public final class ReceivedMessages implements MessageListener {

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    @Override
    public void onMessage(Message message) {
        messages.add(message);
    }

    /** The next message, which must come within {@link ConformanceTest#SOON}. */
    public Message next() throws InterruptedException {
        Message message = messages.poll(ConformanceTest.SOON, TimeUnit.MILLISECONDS);
        assertNotNull(message, "the listener got no message within " + ConformanceTest.SOON + " ms");
        return message;
    }

    /** The text of the next message, which must come within {@link ConformanceTest#SOON}. */
    public String nextText() throws InterruptedException, JMSException {
        return next().getBody(String.class);
    }

    /** The number of messages that came and were not taken yet. */
    public int waiting() {
        return messages.size();
    }

    /** Checks that no message comes within {@link ConformanceTest#QUIET}. */
    public void assertNothingComes() throws InterruptedException {
        Message message = messages.poll(ConformanceTest.QUIET, TimeUnit.MILLISECONDS);
        assertNull(message, () -> "the listener got a message where none is allowed: " + message);
    }
}
