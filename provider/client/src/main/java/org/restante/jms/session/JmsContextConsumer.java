package org.restante.jms.session;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Unchecked;
import org.restante.jms.message.JmsMessage;

/** A consumer of the simplified API. Owned by its context's thread; only close may come from another. */
final class JmsContextConsumer implements JMSConsumer {

    private final JmsConsumer consumer;

    JmsContextConsumer(JmsConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public @Nullable String getMessageSelector() {
        return Unchecked.getOrNull(consumer::getMessageSelector);
    }

    @Override
    public @Nullable MessageListener getMessageListener() {
        return Unchecked.getOrNull(consumer::getMessageListener);
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) {
        Unchecked.run(() -> consumer.setMessageListener(listener));
    }

    @Override
    public @Nullable Message receive() {
        return Unchecked.getOrNull(() -> consumer.receive());
    }

    @Override
    public @Nullable Message receive(long timeout) {
        return Unchecked.getOrNull(() -> consumer.receive(timeout));
    }

    @Override
    public @Nullable Message receiveNoWait() {
        return Unchecked.getOrNull(consumer::receiveNoWait);
    }

    @Override
    public void close() {
        Unchecked.run(consumer::close);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type) {
        return Unchecked.getOrNull(() -> body(type, consumer::receive));
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type, long timeout) {
        return Unchecked.getOrNull(() -> body(type, () -> consumer.receive(timeout)));
    }

    @Override
    public <T> @Nullable T receiveBodyNoWait(Class<T> type) {
        return Unchecked.getOrNull(() -> body(type, consumer::receiveNoWait));
    }

    private <T> @Nullable T body(Class<T> type, Unchecked.NullableCall<Message> receive) throws JMSException {
        JmsMessage message = consumer.receiveOnly(type, receive);
        return message == null ? null : message.bodyFor(type);
    }
}
