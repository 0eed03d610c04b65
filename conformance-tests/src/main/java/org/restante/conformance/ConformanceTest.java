package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/**
 * The base class of all tests of the suite: connections that are closed after the test, new names, bounded waiting.
 *
 * <p>Each method that opens a session or a context opens a new connection for it, so that a test shares a connection only
 * where its code shows it. The one exception is {@link #desk}: a session that creates messages and destinations and sends
 * messages; no test consumes from it.
 */
@ExtendWith({Provider.class, TimeoutLimit.class, KnownDeviations.class})
@DisplayNameGeneration(SectionNames.class)
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class ConformanceTest {

    /** How long, in milliseconds, a test waits for an event that must happen. */
    protected static final long SOON = 5_000;

    /** How long, in seconds, a test may take that restarts or kills the provider: brokers take their time to start. */
    public static final int RESTART_SECONDS = 90;

    /** How long, in milliseconds, a test waits before it concludes that no message comes. */
    protected static final long QUIET = 250;

    /** The clock of this machine, for comparison with headers that hold a time. */
    protected static final InstantSource CLOCK = InstantSource.system();

    private static final String RUN = Long.toString(CLOCK.millis(), Character.MAX_RADIX);
    private static final AtomicLong NAMES = new AtomicLong();

    private final Opened opened = new Opened();
    private volatile boolean broken;

    @AfterEach
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    final void closesAllConnections() throws Exception {
        if (broken) {
            opened.closeBroken();
        } else {
            opened.close();
        }
    }

    /** The fixture of this run. */
    protected static ProviderFixture fixture() {
        return Provider.fixture();
    }

    /** The factory of the provider under test. */
    protected static ConnectionFactory factory() throws Exception {
        return fixture().connectionFactory();
    }

    /** A name that is unique in this run and very likely unused in the provider. */
    protected static String freshName() {
        return "conformance_" + RUN + "_" + NAMES.incrementAndGet();
    }

    /** A new connection, not started. */
    protected final Connection stoppedConnection() throws Exception {
        return opened.add(factory().createConnection());
    }

    /** Registers an object that is closed after the test. */
    protected final <T extends AutoCloseable> T closedAfterTheTest(T opening) {
        return opened.add(opening);
    }

    /** A new connection, started. */
    protected final Connection connection() throws Exception {
        Connection connection = stoppedConnection();
        connection.start();
        return connection;
    }

    /** A new connection with this client identifier, started. */
    protected final Connection connection(String clientId) throws Exception {
        Connection connection = stoppedConnection();
        connection.setClientID(clientId);
        connection.start();
        return connection;
    }

    /** A session in AUTO_ACKNOWLEDGE mode on a new started connection. */
    protected final Session session() throws Exception {
        return session(Session.AUTO_ACKNOWLEDGE);
    }

    /** A session of this mode on a new started connection. */
    protected final Session session(int mode) throws Exception {
        return connection().createSession(mode);
    }

    /** A context in AUTO_ACKNOWLEDGE mode on a new connection. */
    protected final JMSContext context() throws Exception {
        return context(JMSContext.AUTO_ACKNOWLEDGE);
    }

    /** A context of this mode on a new connection. */
    protected final JMSContext context(int mode) throws Exception {
        return opened.add(factory().createContext(mode));
    }

    /** The session that creates the messages and destinations of this test; see the class comment. */
    protected final Session desk() throws Exception {
        return opened.desk();
    }

    /** A new queue. */
    protected final Queue queue() throws Exception {
        return fixture().queue(desk(), freshName());
    }

    /** A new topic. */
    protected final Topic topic() throws Exception {
        return fixture().topic(desk(), freshName());
    }

    /** A text message, not sent. */
    protected final TextMessage text(String text) throws Exception {
        return desk().createTextMessage(text);
    }

    /** Sends text messages, one by one, through {@link #desk}. */
    protected final void send(Destination to, String... texts) throws Exception {
        for (String text : texts) {
            send(to, text(text));
        }
    }

    /** Sends this message through {@link #desk}. */
    protected final void send(Destination to, Message message) throws Exception {
        try (MessageProducer producer = desk().createProducer(to)) {
            producer.send(message);
        }
    }

    /** Sends this message to a new queue and receives it there over another connection. */
    protected final <M extends Message> M sendAndReceive(Class<M> type, M message) throws Exception {
        Queue queue = queue();
        send(queue, message);
        return type.cast(receive(session().createConsumer(queue)));
    }

    /** Closes all open connections and restarts the provider. */
    protected final void restartProvider() throws Exception {
        opened.close();
        fixture().restart();
    }

    /** Restarts the provider while the connections of the test are open; whether they can still be closed is not defined. */
    protected final void restartUnderOpenConnections() throws Exception {
        broken = true;
        fixture().restart();
    }

    /** Kills the provider while the connections of the test are open, and closes them when it runs again. */
    protected final void killProvider() throws Exception {
        fixture().kill();
        opened.closeBroken();
    }

    /** Runs a task in another thread, which is interrupted at the end of the test. */
    protected final <T> Background<T> inBackground(Background.Task<T> task) {
        return opened.add(new Background<>(task));
    }

    /** Calls in another thread while a listener runs; the call stays busy, and its result is whether the listener had left at its end. */
    protected final Background<Boolean> callBehind(HeldListener listener, AutoCloseable call) throws Exception {
        var calling = inBackground(() -> {
            call.close();
            return listener.hasLeft();
        });
        assertTrue(calling.staysBusy());
        return calling;
    }

    /** Checks that a call returns no sooner than a listener that runs; the listener gets its message from the caller. */
    protected final void assertWaitsFor(HeldListener listener, AutoCloseable call) throws Exception {
        listener.awaitMessage();
        var calling = callBehind(listener, call);
        listener.release();
        assertTrue(calling.result(), "the call returned before the listener did");
    }

    /** The next message, which must come within {@link #SOON}. */
    protected static Message receive(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(SOON);
        assertNotNull(message, "no message came within " + SOON + " ms");
        return message;
    }

    /** The text of the next message, which must come within {@link #SOON}. */
    protected static String receiveText(MessageConsumer consumer) throws JMSException {
        return textOf(receive(consumer));
    }

    /** The texts of the next messages, each of which must come within {@link #SOON}. */
    protected static List<String> receiveTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(receiveText(consumer));
        }
        return texts;
    }

    /** The text of this message. */
    protected static String textOf(Message message) throws JMSException {
        return message.getBody(String.class);
    }

    /** Checks that messages with these texts come next, in this order. */
    protected static void assertReceives(MessageConsumer consumer, String... texts) throws JMSException {
        assertEquals(List.of(texts), receiveTexts(consumer, texts.length));
    }

    /** Checks that no message comes within {@link #QUIET}. */
    protected static void assertNothingComes(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(QUIET);
        assertNull(message, () -> "a message came where none is allowed: " + message);
    }

    /** Checks that each of these calls throws the expected exception. */
    protected static void assertAllThrow(Class<? extends Exception> expected, List<Executable> calls) {
        for (int i = 0; i < calls.size(); i++) {
            assertThrows(expected, calls.get(i), "call " + i + " of the list");
        }
    }

    /** Waits for a condition, at most {@link #SOON}. */
    protected static ConditionFactory soon() {
        return Awaitility.await()
                .atMost(Duration.ofMillis(SOON))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10));
    }
}
