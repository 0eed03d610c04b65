package org.restante.jms.session;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.failure.Steps;
import org.restante.jms.failure.Unchecked;

/**
 * A connection and one session in one object. Contexts created from a context share its connection; closing the last
 * one closes the connection. Owned by one thread at a time; only createContext and close may come from another (section
 * 6.2.6).
 *
 * <p>The trap: the session is created at its first use, so that the client identifier can be set before.
 */
public class JmsContext implements JMSContext {

    private final JmsConnection connection;
    private final AtomicInteger users;
    private final int mode;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;
    private @Nullable JmsSession session;
    private boolean autoStart = true;

    public JmsContext(JmsConnection connection, AtomicInteger users, int mode) {
        this.connection = connection;
        this.users = users;
        this.mode = mode;
    }

    /** The first context of a connection, which it closes when it is the last one open. */
    public static JmsContext first(JmsConnection connection, int mode) {
        return new JmsContext(connection, new AtomicInteger(1), mode);
    }

    public synchronized JmsSession session() throws JMSException {
        checkOpen();
        JmsSession current = session;
        if (current == null) {
            current = open(connection, mode);
            session = current;
        }
        return current;
    }

    /** Creates the session. */
    public JmsSession open(JmsConnection over, int sessionMode) throws JMSException {
        return over.open(AckMode.of(sessionMode), sessionMode, Domain.BOTH);
    }

    private synchronized @Nullable JmsSession sessionIfAny() {
        return session;
    }

    void checkOpen() throws JMSException {
        if (closed) {
            throw Problems.closed("context");
        }
    }

    private JmsConnection connection() throws JMSException {
        checkOpen();
        return connection;
    }

    private JMSConsumer consumer(Unchecked.Call<MessageConsumer> creation) {
        return Unchecked.get(() -> {
            JmsConsumer consumer = (JmsConsumer) creation.call();
            if (autoStart) {
                connection.start();
            }
            return new JmsContextConsumer(consumer);
        });
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return Unchecked.get(() -> {
            checkOpen();
            AckMode.of(sessionMode);
            users.incrementAndGet();
            return new JmsContext(connection, users, sessionMode);
        });
    }

    @Override
    public JMSProducer createProducer() {
        return Unchecked.get(() -> new JmsContextProducer(session()));
    }

    @Override
    public @Nullable String getClientID() {
        return Unchecked.getOrNull(() -> connection().getClientID());
    }

    @Override
    public void setClientID(String clientId) {
        Unchecked.run(() -> connection().setClientID(clientId));
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return Unchecked.get(() -> connection().getMetaData());
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() {
        return Unchecked.getOrNull(() -> connection().getExceptionListener());
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) {
        Unchecked.run(() -> connection().setExceptionListener(listener));
    }

    @Override
    public void start() {
        Unchecked.run(() -> connection().start());
    }

    @Override
    public void stop() {
        Unchecked.run(() -> connection().stop());
    }

    @Override
    public void setAutoStart(boolean autoStart) {
        Unchecked.run(this::checkOpen);
        this.autoStart = autoStart;
    }

    @Override
    public boolean getAutoStart() {
        Unchecked.run(this::checkOpen);
        return autoStart;
    }

    /** Closes the session, and with the last context the connection. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        JmsSession current = sessionIfAny();
        Unchecked.run(() -> {
            if (current != null) {
                current.checkNotOwnThread("close", "context");
            }
        });
        if (!closing.compareAndSet(false, true)) {
            Unchecked.run(() -> Steps.await(ended, "closes the context"));
            return;
        }
        Unchecked.run(() -> Steps.all(
                () -> {
                    if (current != null) {
                        current.close();
                    }
                },
                () -> {
                    closed = true;
                    if (users.decrementAndGet() == 0) {
                        connection.close();
                    }
                },
                ended::countDown));
    }

    @Override
    public BytesMessage createBytesMessage() {
        return Unchecked.get(() -> session().createBytesMessage());
    }

    @Override
    public MapMessage createMapMessage() {
        return Unchecked.get(() -> session().createMapMessage());
    }

    @Override
    public Message createMessage() {
        return Unchecked.get(() -> session().createMessage());
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return Unchecked.get(() -> session().createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) {
        return Unchecked.get(() -> session().createObjectMessage(object));
    }

    @Override
    public StreamMessage createStreamMessage() {
        return Unchecked.get(() -> session().createStreamMessage());
    }

    @Override
    public TextMessage createTextMessage() {
        return Unchecked.get(() -> session().createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) {
        return Unchecked.get(() -> session().createTextMessage(text));
    }

    @Override
    public boolean getTransacted() {
        return Unchecked.get(() -> session().getTransacted());
    }

    @Override
    public int getSessionMode() {
        Unchecked.run(this::checkOpen);
        return mode;
    }

    @Override
    public void commit() {
        Unchecked.run(() -> session().commit());
    }

    @Override
    public void rollback() {
        Unchecked.run(() -> session().rollback());
    }

    @Override
    public void recover() {
        Unchecked.run(() -> session().recover());
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return consumer(() -> session().createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String selector) {
        return consumer(() -> session().createConsumer(destination, selector));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String selector, boolean noLocal) {
        return consumer(() -> session().createConsumer(destination, selector, noLocal));
    }

    @Override
    public Queue createQueue(String name) {
        return Unchecked.get(() -> session().createQueue(name));
    }

    @Override
    public Topic createTopic(String name) {
        return Unchecked.get(() -> session().createTopic(name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal) {
        return consumer(() -> session().createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name, selector));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector) {
        return consumer(() -> session().createSharedConsumer(topic, name, selector));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return createBrowser(queue, null);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) {
        return Unchecked.get(() -> session().createBrowser(queue, selector));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return Unchecked.get(() -> session().createTemporaryQueue());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return Unchecked.get(() -> session().createTemporaryTopic());
    }

    @Override
    public void unsubscribe(String name) {
        Unchecked.run(() -> session().unsubscribe(name));
    }

    @Override
    public void acknowledge() {
        Unchecked.run(() -> session().acknowledgeAll());
    }
}
