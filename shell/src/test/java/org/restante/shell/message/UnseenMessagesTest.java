package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;

/** Messages that arrive while a queue is followed, also those whose JMSTimestamp is behind. */
final class UnseenMessagesTest {

    private static final String QUEUE = "unseen";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // overflows soon, as a nanosecond clock may
    private final JMSContext context = new RestanteConnectionFactory("vm:unseen").createContext();
    private final UnseenMessages messages = new UnseenMessages(QUEUE, null, nanos::get);

    @AfterEach
    void end() {
        context.close();
        Restante.start("vm:unseen").close();
    }

    private void send(String text) {
        context.createProducer().send(context.createQueue(QUEUE), text);
    }

    /** A message with a JMSTimestamp of 0, as from a sender whose clock is far behind. */
    private void sendBehind(String text) {
        JMSProducer producer = context.createProducer().setDisableMessageTimestamp(true);
        producer.send(context.createQueue(QUEUE), text);
    }

    private List<String> look(long millisLater) throws JMSException {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millisLater));
        List<String> found = new ArrayList<>();
        messages.look(context, message -> found.add(message.getBody(String.class)));
        return found;
    }

    @Test
    void findsEachMessageOnce() throws JMSException {
        send("a");
        send("b");
        assertEquals(List.of("a", "b"), look(0));
        assertEquals(List.of(), look(500));
        send("c");
        assertEquals(List.of("c"), look(500));
        assertEquals(List.of(), look(10_000));
    }

    @Test
    void findsWithinFiveSecondsWhatASenderWithItsClockBehindHasSent() throws JMSException {
        send("a");
        assertEquals(List.of("a"), look(0));
        sendBehind("b");
        assertEquals(List.of(), look(4_000));
        assertEquals(List.of("b"), look(1_000));
        sendBehind("c");
        assertEquals(List.of("c"), look(500), "the newest find is the one to begin with");
        send("d");
        assertEquals(List.of("d"), look(500));
        assertEquals(List.of(), look(10_000));
    }
}
