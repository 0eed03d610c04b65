package org.restante.jms.session;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;

/**
 * A producer: holds the destination and the send options. Owned by its session's thread.
 *
 * <p>Messages keep their identifier even after setDisableMessageID, because the delivery status is found by it.
 * Disabled timestamps are left out (section 7.4), and with them the delivery time of messages without a delay. Each send
 * passes one of the methods of {@link jakarta.jms.MessageProducer}, because agents trace those.
 */
final class JmsProducer implements QueueSender, TopicPublisher {

    private final JmsSession session;
    private final @Nullable Destination destination;
    private SendOptions options = SendOptions.DEFAULT;
    private boolean idDisabled;
    private volatile boolean closed;

    JmsProducer(JmsSession session, @Nullable Destination destination) {
        this.session = session;
        this.destination = destination;
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (closed) {
            throw Problems.closed("producer");
        }
    }

    /** Sets all options at once, for the simplified API. */
    void setOptions(SendOptions all) {
        options = all;
    }

    private SendOptions with(int deliveryMode, int priority, long timeToLive) throws JMSException {
        return new SendOptions(deliveryMode, priority, timeToLive, options.delay(), options.timestamped()).checked();
    }

    private void sendOwn(
            @Nullable Message message, SendOptions how, boolean asynchronous, @Nullable CompletionListener listener)
            throws JMSException {
        checkOpen();
        if (destination == null) {
            throw new UnsupportedOperationException("the producer has no destination; give one to send");
        }
        checkListener(asynchronous, listener);
        session.outbox().send(this, destination, message, how, listener);
    }

    private void sendTo(
            @Nullable Destination to,
            @Nullable Message message,
            SendOptions how,
            boolean asynchronous,
            @Nullable CompletionListener listener)
            throws JMSException {
        checkOpen();
        if (destination != null) {
            throw new UnsupportedOperationException(
                    "the producer sends to '" + destination + "' only; create one without a destination");
        }
        if (to == null) {
            throw new InvalidDestinationException("no destination was given; give a queue or a topic");
        }
        checkListener(asynchronous, listener);
        session.outbox().send(this, to, message, how, listener);
    }

    private static void checkListener(boolean asynchronous, @Nullable CompletionListener listener) {
        if (asynchronous && listener == null) {
            throw new IllegalArgumentException("the CompletionListener is null; leave it out to send synchronously");
        }
    }

    @Override
    public void setDisableMessageID(boolean value) throws JMSException {
        checkOpen();
        idDisabled = value;
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        checkOpen();
        return idDisabled;
    }

    @Override
    public void setDisableMessageTimestamp(boolean value) throws JMSException {
        checkOpen();
        options = options.withTimestamps(!value);
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        checkOpen();
        return !options.timestamped();
    }

    @Override
    public void setDeliveryMode(int deliveryMode) throws JMSException {
        checkOpen();
        options = options.withDeliveryMode(deliveryMode);
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        checkOpen();
        return options.deliveryMode();
    }

    @Override
    public void setPriority(int priority) throws JMSException {
        checkOpen();
        options = options.withPriority(priority);
    }

    @Override
    public int getPriority() throws JMSException {
        checkOpen();
        return options.priority();
    }

    @Override
    public void setTimeToLive(long timeToLive) throws JMSException {
        checkOpen();
        options = options.withTimeToLive(timeToLive);
    }

    @Override
    public long getTimeToLive() throws JMSException {
        checkOpen();
        return options.timeToLive();
    }

    @Override
    public void setDeliveryDelay(long deliveryDelay) throws JMSException {
        checkOpen();
        options = options.withDelay(deliveryDelay);
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        checkOpen();
        return options.delay();
    }

    @Override
    public @Nullable Destination getDestination() throws JMSException {
        checkOpen();
        return destination;
    }

    @Override
    public @Nullable Queue getQueue() throws JMSException {
        checkOpen();
        if (destination instanceof Topic) {
            throw new IllegalStateException("the producer sends to '" + destination + "', which is not a queue");
        }
        return (Queue) destination;
    }

    @Override
    public @Nullable Topic getTopic() throws JMSException {
        checkOpen();
        if (destination instanceof Queue) {
            throw new IllegalStateException("the producer sends to '" + destination + "', which is not a topic");
        }
        return (Topic) destination;
    }

    @Override
    public void close() throws JMSException {
        if (closed) {
            return;
        }
        session.completions().awaitNone("close", this);
        closed = true;
    }

    @Override
    public void send(@Nullable Message message) throws JMSException {
        sendOwn(message, options, false, null);
    }

    @Override
    public void send(@Nullable Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        sendOwn(message, with(deliveryMode, priority, timeToLive), false, null);
    }

    @Override
    public void send(@Nullable Destination to, @Nullable Message message) throws JMSException {
        sendTo(to, message, options, false, null);
    }

    @Override
    public void send(
            @Nullable Destination to, @Nullable Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        sendTo(to, message, with(deliveryMode, priority, timeToLive), false, null);
    }

    @Override
    public void send(@Nullable Message message, @Nullable CompletionListener listener) throws JMSException {
        sendOwn(message, options, true, listener);
    }

    @Override
    public void send(
            @Nullable Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            @Nullable CompletionListener listener)
            throws JMSException {
        sendOwn(message, with(deliveryMode, priority, timeToLive), true, listener);
    }

    @Override
    public void send(@Nullable Destination to, @Nullable Message message, @Nullable CompletionListener listener)
            throws JMSException {
        sendTo(to, message, options, true, listener);
    }

    @Override
    public void send(
            @Nullable Destination to,
            @Nullable Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            @Nullable CompletionListener listener)
            throws JMSException {
        sendTo(to, message, with(deliveryMode, priority, timeToLive), true, listener);
    }

    @Override
    public void send(@Nullable Queue queue, @Nullable Message message) throws JMSException {
        send((Destination) queue, message);
    }

    @Override
    public void send(@Nullable Queue queue, @Nullable Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) queue, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(@Nullable Message message) throws JMSException {
        send(message);
    }

    @Override
    public void publish(@Nullable Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(@Nullable Topic topic, @Nullable Message message) throws JMSException {
        send((Destination) topic, message);
    }

    @Override
    public void publish(
            @Nullable Topic topic, @Nullable Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) topic, message, deliveryMode, priority, timeToLive);
    }
}
