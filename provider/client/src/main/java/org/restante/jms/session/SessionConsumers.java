package org.restante.jms.session;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Steps;
import org.restante.jms.message.JmsDestinations;
import org.restante.link.Request;
import org.restante.link.Request.Subscription;
import org.restante.message.Address;

/**
 * A session's open consumers: opens and closes them. Owned by the session's thread, which opens them; any thread may
 * close one.
 */
final class SessionConsumers {

    private final JmsSession session;
    private final int number;
    private final ConnectionContext connection;
    private final SessionInbox inbox;
    private final Settlement settlement;
    private final List<JmsConsumer> open = new CopyOnWriteArrayList<>();

    SessionConsumers(
            JmsSession session, int number, ConnectionContext connection, SessionInbox inbox, Settlement settlement) {
        this.session = session;
        this.number = number;
        this.connection = connection;
        this.inbox = inbox;
        this.settlement = settlement;
    }

    JmsConsumer open(
            Destination destination, @Nullable String selector, boolean noLocal, @Nullable Subscription subscription)
            throws JMSException {
        Address address = JmsDestinations.own(destination);
        if (subscription != null) {
            check(subscription, address);
        }
        connection.checkConsumable(address);
        String condition = selector == null || selector.isBlank() ? null : selector;
        Buffer buffer = inbox.add(connection.nextNumber());
        connection.arrivals().add(inbox, buffer);
        JmsConsumer consumer = new JmsConsumer(session, buffer, destination, condition, noLocal);
        try {
            connection
                    .client()
                    .ask(new Request.OpenConsumer(
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
        open.add(consumer);
        return consumer;
    }

    private void check(Subscription subscription, Address topic) throws JMSException {
        if (subscription.durable() && !subscription.shared() && connection.clientId() == null) {
            throw new IllegalStateException("an unshared durable subscription needs a client identifier; "
                    + "call setClientID right after creating the connection");
        }
        checkName(subscription.name());
        if (topic.kind().isTemporary()) {
            throw new InvalidDestinationException("'" + topic
                    + "' is temporary and cannot have a named subscription; use a topic that is not temporary");
        }
    }

    private static void checkName(@Nullable String subscription) throws JMSException {
        if (subscription == null || subscription.isEmpty()) {
            throw new JMSException("a subscription's name is " + (subscription == null ? "null" : "empty")
                    + "; give it at least one character");
        }
    }

    void close(JmsConsumer consumer, Buffer buffer) throws JMSException {
        Steps.all(() -> inbox.close(buffer), () -> settlement.closeConsumer(buffer.consumer()), () -> {
            connection.arrivals().remove(buffer);
            open.remove(consumer);
        });
    }

    /** Marks all consumers as closed, because the session is closed. */
    void forgetAll() {
        for (JmsConsumer consumer : open) {
            connection.arrivals().remove(consumer.forget());
        }
    }
}
