package org.restante.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.restante.link.Request;
import org.restante.link.Request.Subscription;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * A session: makes messages, producers and consumers, and settles what they did. Used by one thread at a time, the application's
 * or that of its listeners; only close may come from another (section 6.2.5).
 */
final class JmsSession implements QueueSession, TopicSession {

    private final JmsConnection connection;
    private final int number;
    private final int code;
    private final Domain domain;
    private final Inbox inbox;
    private final Settlement settlement;
    private final Completions completions;
    private final Outbox outbox;
    private final Receiving receiving;
    private final Listening listening;
    private final List<JmsConsumer> consumers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    JmsSession(JmsConnection connection, int number, AckMode mode, int code, Domain domain) {
        this.connection = connection;
        this.number = number;
        this.code = code;
        this.domain = domain;
        String name = connection.name() + "-" + number;
        Conversation conversation = connection.conversation();
        inbox = new Inbox(conversation, connection.nanos());
        settlement = new Settlement(conversation, number, mode, inbox);
        completions = new Completions(conversation, name + "-completions");
        outbox = new Outbox(connection, settlement, completions);
        receiving = new Receiving(this, inbox, settlement, connection);
        listening = new Listening(inbox, receiving, settlement, name + "-listener", connection::reportUnlessEnded);
    }

    void checkOpen() throws JMSException {
        if (closed) {
            throw Problems.closed("session");
        }
    }

    void setStarted(boolean started) {
        inbox.setStarted(started);
    }

    void awaitQuiet() throws JMSException {
        inbox.awaitQuiet();
    }

    void ended(String reason) {
        inbox.ended(reason);
    }

    Inbox inbox() {
        return inbox;
    }

    Receiving receiving() {
        return receiving;
    }

    Outbox outbox() {
        return outbox;
    }

    Completions completions() {
        return completions;
    }

    void listen(Buffer buffer, @Nullable MessageListener listener) {
        inbox.listen(buffer, listener);
        listening.begin();
    }

    void acknowledge(Tag tag) throws JMSException {
        checkOpen();
        settlement.acknowledge(tag);
    }

    void acknowledgeAll() throws JMSException {
        checkOpen();
        settlement.acknowledgeAll();
    }

    void checkNotOwnThread(String call, String what) throws IllegalStateException {
        if (listening.isOwnThread() || completions.isOwnThread()) {
            throw new IllegalStateException("a listener cannot " + call + " its own " + what
                    + ", which would wait for the listener to end; let another thread do it");
        }
    }

    @Override
    public BytesMessage createBytesMessage() throws JMSException {
        checkOpen();
        return new JmsBytesMessage();
    }

    @Override
    public MapMessage createMapMessage() throws JMSException {
        checkOpen();
        return new JmsMapMessage();
    }

    @Override
    public Message createMessage() throws JMSException {
        checkOpen();
        return new JmsMessage();
    }

    @Override
    public ObjectMessage createObjectMessage() throws JMSException {
        checkOpen();
        return new JmsObjectMessage();
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
        ObjectMessage message = createObjectMessage();
        message.setObject(object);
        return message;
    }

    @Override
    public StreamMessage createStreamMessage() throws JMSException {
        checkOpen();
        return new JmsStreamMessage();
    }

    @Override
    public TextMessage createTextMessage() throws JMSException {
        checkOpen();
        return new JmsTextMessage();
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) throws JMSException {
        TextMessage message = createTextMessage();
        message.setText(text);
        return message;
    }

    @Override
    public boolean getTransacted() throws JMSException {
        checkOpen();
        return settlement.mode() == AckMode.TRANSACTED;
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        checkOpen();
        return code;
    }

    @Override
    public void commit() throws JMSException {
        checkOpen();
        completions.awaitNone("commit");
        settlement.commit();
    }

    @Override
    public void rollback() throws JMSException {
        checkOpen();
        completions.awaitNone("rollback");
        settlement.rollback();
    }

    @Override
    public void recover() throws JMSException {
        checkOpen();
        settlement.recover();
    }

    @Override
    public void close() throws JMSException {
        if (ended.getCount() == 0) {
            return;
        }
        checkNotOwnThread("close", "session");
        if (!closing.compareAndSet(false, true)) {
            awaitEnd();
            return;
        }
        Steps.all(
                inbox::close,
                () -> completions.awaitNone("close"),
                () -> {
                    closed = true;
                    completions.close();
                    settlement.closeSession();
                },
                () -> {
                    consumers.forEach(JmsConsumer::forget);
                    connection.forget(this);
                    ended.countDown();
                });
    }

    /** Another thread is closing the session; close returns when that is done. */
    private void awaitEnd() throws JMSException {
        try {
            ended.await();
        } catch (InterruptedException e) {
            throw Problems.interrupted("waiting for another thread that closes the session", e);
        }
    }

    /** Section 8.7 of the specification has this for application servers only. */
    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return null;
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        checkOpen();
        throw new JMSException(
                "a session's own listener is not supported, an optional facility for application servers; "
                        + "set the listener of a consumer");
    }

    @Override
    public void run() {
        throw new JMSRuntimeException(
                "running a session is not supported, an optional facility for application servers");
    }

    JmsProducer producer(@Nullable Destination destination) throws JMSException {
        checkOpen();
        if (destination != null) {
            Addressed.of(destination); // refuses what is no destination
        }
        return new JmsProducer(this, destination);
    }

    @Override
    public JmsProducer createProducer(@Nullable Destination destination) throws JMSException {
        return producer(destination);
    }

    @Override
    public QueueSender createSender(@Nullable Queue queue) throws JMSException {
        return producer(queue);
    }

    @Override
    public TopicPublisher createPublisher(@Nullable Topic topic) throws JMSException {
        return producer(topic);
    }

    private JmsConsumer consumer(
            Destination destination, @Nullable String selector, boolean noLocal, @Nullable Subscription subscription)
            throws JMSException {
        checkOpen();
        Address address = Addressed.of(destination);
        if (subscription != null && address.kind().isTemporary()) {
            throw new InvalidDestinationException(
                    "'" + address + "' is temporary, so nothing can stay subscribed to it");
        }
        connection.checkConsumable(address);
        String condition = selector == null || selector.isBlank() ? null : selector;
        Buffer buffer = inbox.add(connection.nextNumber());
        connection.arrivals().add(inbox, buffer);
        JmsConsumer consumer = new JmsConsumer(this, buffer, destination, condition, noLocal);
        try {
            connection
                    .conversation()
                    .settle(new Request.OpenConsumer(
                            number,
                            buffer.consumer(),
                            address,
                            condition,
                            noLocal && address.kind().isTopic(),
                            subscription));
        } catch (JMSException e) {
            inbox.close(buffer);
            connection.arrivals().remove(buffer);
            throw e;
        }
        consumers.add(consumer);
        return consumer;
    }

    void closed(JmsConsumer consumer, Buffer buffer) throws JMSException {
        Steps.all(() -> inbox.close(buffer), () -> settlement.closeConsumer(buffer.consumer()), () -> {
            connection.arrivals().remove(buffer);
            consumers.remove(consumer);
        });
    }

    void forget(Buffer buffer) {
        connection.arrivals().remove(buffer);
    }

    @Override
    public JmsConsumer createConsumer(Destination destination) throws JMSException {
        return consumer(destination, null, false, null);
    }

    @Override
    public JmsConsumer createConsumer(Destination destination, @Nullable String selector) throws JMSException {
        return consumer(destination, selector, false, null);
    }

    @Override
    public JmsConsumer createConsumer(Destination destination, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return consumer(destination, selector, noLocal, null);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue) throws JMSException {
        return consumer(queue, null, false, null);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue, @Nullable String selector) throws JMSException {
        return consumer(queue, selector, false, null);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic) throws JMSException {
        return consumer(topic, null, false, null);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return consumer(topic, selector, noLocal, null);
    }

    @Override
    public JmsConsumer createSharedConsumer(Topic topic, String name) throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public JmsConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector) throws JMSException {
        domain.forTopics("createSharedConsumer");
        return consumer(topic, selector, false, new Subscription(checkName(name), false, true));
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return createDurableConsumer(topic, name, selector, noLocal);
    }

    @Override
    public JmsConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public JmsConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        domain.forTopics("createDurableConsumer");
        checkOpen();
        if (connection.getClientID() == null) {
            throw new IllegalStateException("an unshared durable subscription needs a client identifier; "
                    + "call setClientID right after the connection was made");
        }
        return consumer(topic, selector, noLocal, new Subscription(checkName(name), true, false));
    }

    @Override
    public JmsConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public JmsConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        domain.forTopics("createSharedDurableConsumer");
        return consumer(topic, selector, false, new Subscription(checkName(name), true, true));
    }

    private static String checkName(@Nullable String subscription) throws JMSException {
        if (subscription == null || subscription.isEmpty()) {
            throw new JMSException("a subscription's name is " + (subscription == null ? "null" : "empty")
                    + "; give it at least one character");
        }
        return subscription;
    }

    @Override
    public Queue createQueue(String name) throws JMSException {
        domain.forQueues("createQueue");
        checkOpen();
        return new RestanteQueue(checkDestination(name));
    }

    @Override
    public Topic createTopic(String name) throws JMSException {
        domain.forTopics("createTopic");
        checkOpen();
        return new RestanteTopic(checkDestination(name));
    }

    private static String checkDestination(@Nullable String name) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException("a destination's name is " + (name == null ? "null" : "empty")
                    + "; give it at least one character");
        }
        return name;
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) throws JMSException {
        domain.forQueues("createBrowser");
        checkOpen();
        return new JmsBrowser(this, connection, queue, selector == null || selector.isBlank() ? null : selector);
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        domain.forQueues("createTemporaryQueue");
        checkOpen();
        return new OwnedQueue(connection.createTemporary(Address.Kind.TEMPORARY_QUEUE), connection);
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        domain.forTopics("createTemporaryTopic");
        checkOpen();
        return new OwnedTopic(connection.createTemporary(Address.Kind.TEMPORARY_TOPIC), connection);
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        domain.forTopics("unsubscribe");
        checkOpen();
        connection.conversation().settle(new Request.Unsubscribe(checkName(name)));
    }
}
