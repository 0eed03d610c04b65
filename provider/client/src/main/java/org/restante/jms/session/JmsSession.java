package org.restante.jms.session;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueSender;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.failure.Steps;
import org.restante.jms.failure.Unchecked;
import org.restante.jms.message.JmsDestinations;
import org.restante.jms.message.JmsTemporaryQueue;
import org.restante.jms.message.JmsTemporaryTopic;
import org.restante.jms.message.MessageCalls;
import org.restante.jms.message.OpenCheck;
import org.restante.link.Event;
import org.restante.link.Request;
import org.restante.link.Request.Subscription;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * A session: creates messages, producers and consumers, and acknowledges or commits their work. Owned by one thread at
 * a time, the application's or that of its listeners; only close may come from another (section 6.2.5).
 */
public class JmsSession implements ConsumerCalls, MessageCalls {

    private final ConnectionContext connection;
    private final int number;
    private final int code;
    private final Domain domain;
    private final SessionInbox inbox;
    private final Settlement settlement;
    private final Completions completions;
    private final Outbox outbox;
    private final Receiving receiving;
    private final Listening listening;
    private final Serving serving;
    private final SessionConsumers consumers;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Runnable onClose = () -> {};
    private volatile boolean closed;

    public JmsSession(ConnectionContext connection, int number, AckMode mode, int code, Domain domain) {
        this.connection = connection;
        this.number = number;
        this.code = code;
        this.domain = domain;
        String name = connection.name() + "-" + number;
        LinkClient client = connection.client();
        inbox = new SessionInbox(client, connection.nanos());
        SessionInbox loaded = new SessionInbox(client, connection.nanos());
        settlement = new Settlement(connection, number, mode, inbox, loaded);
        completions = new Completions(client, name + "-completions");
        outbox = new Outbox(connection, settlement, completions);
        consumers = new SessionConsumers(this, number, connection, inbox, settlement);
        receiving = new Receiving(this, inbox, settlement, connection);
        listening = new Listening(
                inbox, receiving, settlement, name + "-listener", connection.reports()::reportUnlessEnded);
        serving = new Serving(
                client,
                settlement,
                loaded,
                new Listening(loaded, receiving, settlement, name + "-run", connection.reports()::reportUnlessEnded));
    }

    @Override
    public void checkOpen() throws JMSException {
        if (closed) {
            throw Problems.closed("session");
        }
    }

    /** Sets the action after close. Called once, before the first use of the session. */
    void setOnClose(Runnable listener) {
        onClose = listener;
    }

    void setStarted(boolean started) {
        inbox.setStarted(started);
        serving.setStarted(started);
    }

    void awaitQuiet() throws JMSException {
        inbox.awaitQuiet();
        serving.awaitQuiet();
        settlement.awaitAcknowledged();
    }

    /** The link has reconnected to a new broker. The session's inbox has been notified before. */
    void onRenewed(Event.Renewed renewed) {
        Set<Tag> lost = Set.copyOf(renewed.lost());
        serving.onRenewed(renewed, lost);
        settlement.onRenewed(lost);
    }

    void onEnded(String reason) {
        inbox.onEnded(reason);
        serving.onEnded(reason);
    }

    /** The number of the session on its link. */
    int number() {
        return number;
    }

    SessionInbox inbox() {
        return inbox;
    }

    Receiving receiving() {
        return receiving;
    }

    Serving serving() {
        return serving;
    }

    Outbox outbox() {
        return outbox;
    }

    public Completions completions() {
        return completions;
    }

    /** Refuses at once if the session is closed, or its connection is known to be lost. */
    public void checkLive() throws JMSException {
        checkOpen();
        connection.client().checkLive();
    }

    void setListener(Buffer buffer, @Nullable MessageListener listener) throws JMSException {
        if (listener != null) {
            checkLive();
        }
        inbox.setListener(buffer, listener);
        listening.begin();
    }

    void acknowledgeAll() throws JMSException {
        checkLive();
        settlement.acknowledgeAll();
    }

    public Settlement settlement() {
        return settlement;
    }

    /** Refuses a call that waits for message listeners and completion listeners, if one of them makes it. */
    void checkNotOwnThread(String call, String what) throws IllegalStateException {
        checkNotOwnMessage(call, what);
        if (completions.isOwnThread()) {
            throw waitsForItself(call, what);
        }
    }

    /** Refuses a call that waits for message listeners, if one of them makes it. */
    void checkNotOwnMessage(String call, String what) throws IllegalStateException {
        if (listening.isOwnThread() || serving.isOwnThread()) {
            throw waitsForItself(call, what);
        }
    }

    private static IllegalStateException waitsForItself(String call, String what) {
        return new IllegalStateException("a listener cannot " + call + " its own " + what
                + ", because the call waits for the listener to return; let another thread do it");
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
        checkLive();
        settlement.recover();
    }

    @Override
    public void close() throws JMSException {
        if (ended.getCount() == 0) {
            return;
        }
        checkNotOwnThread("close", "session");
        if (!closing.compareAndSet(false, true)) {
            Steps.await(ended, "closes the session");
            return;
        }
        Steps.all(
                this::quiesce,
                () -> {
                    closed = true;
                    completions.close();
                    settlement.closeSession();
                },
                () -> {
                    consumers.forgetAll();
                    onClose.run();
                    ended.countDown();
                });
    }

    /**
     * Stops handing out messages, and waits until every receive, listener and send has ended, also those that have
     * returned before their answers. All other calls still work.
     */
    void quiesce() throws JMSException {
        Steps.all(inbox::close, serving::close, () -> completions.awaitNone("close"), outbox::awaitUnconfirmed);
    }

    /** For application servers, like {@link #setMessageListener} and {@link #run} (section 11.2.1). */
    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return serving.listener();
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        if (listener == null) {
            checkOpen();
        } else {
            checkLive();
        }
        if (listener != null && inbox.hasListeners()) {
            throw new IllegalStateException(
                    "a consumer of the session has a message listener; close that one, or use another session");
        }
        serving.setListener(listener);
    }

    @Override
    public void run() {
        Unchecked.run(this::checkOpen);
        serving.run();
    }

    JmsProducer producer(@Nullable Destination destination) throws JMSException {
        checkLive();
        if (destination != null) {
            JmsDestinations.own(destination); // refuses other objects than destinations of this provider
        }
        return new JmsProducer(this, destination);
    }

    @Override
    public MessageProducer createProducer(@Nullable Destination destination) throws JMSException {
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

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public JmsConsumer consumer(
            Destination destination, @Nullable String selector, boolean noLocal, @Nullable Subscription subscription)
            throws JMSException {
        checkOpen();
        return consumers.open(destination, selector, noLocal, subscription);
    }

    void closeConsumer(JmsConsumer consumer, Buffer buffer) throws JMSException {
        consumers.close(consumer, buffer);
    }

    @Override
    public Queue createQueue(String name) throws JMSException {
        domain.checkQueues("createQueue");
        checkOpen();
        return connection.destinations().queue(checkDestination(name));
    }

    @Override
    public Topic createTopic(String name) throws JMSException {
        domain.checkTopics("createTopic");
        checkOpen();
        return connection.destinations().topic(checkDestination(name));
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
        domain.checkQueues("createBrowser");
        OpenCheck beforeBrowsing = () -> {
            checkOpen();
            settlement.acknowledgeLazily(); // what the session has received is not shown
        };
        beforeBrowsing.checkOpen();
        return new JmsBrowser(
                beforeBrowsing, connection, queue, selector == null || selector.isBlank() ? null : selector);
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        domain.checkQueues("createTemporaryQueue");
        checkOpen();
        return new JmsTemporaryQueue(connection.createTemporary(Address.Kind.TEMPORARY_QUEUE), connection);
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        domain.checkTopics("createTemporaryTopic");
        checkOpen();
        return new JmsTemporaryTopic(connection.createTemporary(Address.Kind.TEMPORARY_TOPIC), connection);
    }

    @Override
    public void unsubscribe(@Nullable String name) throws JMSException {
        domain.checkTopics("unsubscribe");
        checkOpen();
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException(
                    "'" + name + "' is not the name of a subscription; give the name that it was created with");
        }
        connection.client().ask(new Request.Unsubscribe(name));
    }
}
