package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A message listener that keeps what it is given, for the test's thread to look at. */
public final class ReceivedMessages implements MessageListener {

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    @Override
    public void onMessage(Message message) {
        messages.add(message);
    }

    /** The next message, which must come soon. */
    public Message next() throws InterruptedException {
        Message message = messages.poll(ConformanceTest.SOON, TimeUnit.MILLISECONDS);
        assertNotNull(message, "the listener got no message within " + ConformanceTest.SOON + " ms");
        return message;
    }

    /** The text of the next message, which must come soon. */
    public String nextText() throws InterruptedException, JMSException {
        return next().getBody(String.class);
    }

    /** Checks that no message comes. */
    public void assertNothingComes() throws InterruptedException {
        Message message = messages.poll(ConformanceTest.QUIET, TimeUnit.MILLISECONDS);
        assertNull(message, () -> "the listener got a message that must not come: " + message);
    }
}
