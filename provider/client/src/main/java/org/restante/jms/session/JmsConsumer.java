package org.restante.jms.session;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.failure.Unchecked;
import org.restante.jms.message.JmsMessage;

/**
 * A consumer. Owned by its session's thread; only close may come from another (section 8.8).
 *
 * <p>{@code receive(0)} waits without limit, as the API requires. receiveNoWait waits only for the broker's answer that
 * no message is ready.
 */
final class JmsConsumer implements QueueReceiver, TopicSubscriber {

    private final JmsSession session;
    private final Buffer buffer;
    private final Destination destination;
    private final @Nullable String selector;
    private final boolean noLocal;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;

    /** The type of the body that the current receive accepts; null for any. Owned by the session's thread. */
    private @Nullable Class<?> body;

    JmsConsumer(
            JmsSession session, Buffer buffer, Destination destination, @Nullable String selector, boolean noLocal) {
        this.session = session;
        this.buffer = buffer;
        this.destination = destination;
        this.selector = selector;
        this.noLocal = noLocal;
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (closed) {
            throw Problems.closed("consumer");
        }
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        checkOpen();
        return selector;
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return session.inbox().listener(buffer);
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        checkOpen();
        if (listener != null) {
            session.serving().checkNoListener();
        }
        session.setListener(buffer, listener);
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return receiveWithin(SessionInbox.FOR_EVER);
    }

    @Override
    public @Nullable Message receive(long timeout) throws JMSException {
        return receiveWithin(nanos(timeout));
    }

    @Override
    public @Nullable Message receiveNoWait() throws JMSException {
        return receiveWithin(0);
    }

    /** A timeout of the API, in nanoseconds; {@link SessionInbox#FOR_EVER} for 0. */
    private static long nanos(long timeout) throws JMSException {
        if (timeout < 0) {
            throw new JMSException("the timeout is " + timeout + " ms; use 0 to wait without limit, or receiveNoWait");
        }
        return timeout == 0 ? SessionInbox.FOR_EVER : TimeUnit.MILLISECONDS.toNanos(timeout);
    }

    private @Nullable JmsMessage receiveWithin(long nanos) throws JMSException {
        checkOpen();
        session.serving().checkNoListener();
        return session.receiving().receive(buffer, nanos, body);
    }

    /**
     * Makes a call of a receive method that accepts only bodies of a type. Agents trace those methods, which the API
     * declares, so there is no other way to receive.
     */
    @Nullable
    JmsMessage receiveOnly(Class<?> type, Unchecked.NullableCall<Message> receive) throws JMSException {
        body = type;
        try {
            return (JmsMessage) receive.call();
        } finally {
            body = null;
        }
    }

    @Override
    public void close() throws JMSException {
        if (!closing.compareAndSet(false, true)) {
            session.inbox().close(buffer); // waits as the thread that closes it does
            return;
        }
        try {
            session.closeConsumer(this, buffer);
        } finally {
            closed = true;
        }
    }

    Buffer buffer() {
        return buffer;
    }

    /** Marks the consumer as closed, because its session is closed. */
    Buffer forget() {
        closed = true;
        closing.set(true);
        return buffer;
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        if (destination instanceof Queue queue) {
            return queue;
        }
        throw new IllegalStateException("the consumer receives from '" + destination + "', which is not a queue");
    }

    @Override
    public Topic getTopic() throws JMSException {
        checkOpen();
        if (destination instanceof Topic topic) {
            return topic;
        }
        throw new IllegalStateException("the consumer receives from '" + destination + "', which is not a topic");
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        checkOpen();
        return noLocal;
    }
}
