package org.restante.jms.session;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.jms.message.Bodies;
import org.restante.jms.message.DestinationFactory;
import org.restante.jms.message.JmsMessage;
import org.restante.jms.message.OpenCheck;
import org.restante.jms.message.Receipt;
import org.restante.jms.message.TrustedClasses;
import org.restante.link.Event.Delivery;
import org.restante.link.Tag;

/**
 * Hands deliveries to the application as messages: the receive calls, and the part that they share with listeners.
 * Owned by the session's thread.
 */
final class Receiving {

    private final OpenCheck session;
    private final SessionInbox inbox;
    private final Settlement settlement;
    private final TrustedClasses trusted;
    private final DestinationFactory destinations;
    private final InstantSource clock;
    private final LongSupplier nanos;

    Receiving(OpenCheck session, SessionInbox inbox, Settlement settlement, ConnectionContext connection) {
        this.session = session;
        this.inbox = inbox;
        this.settlement = settlement;
        this.trusted = connection.trusted();
        this.destinations = connection.destinations();
        this.clock = connection.clock();
        this.nanos = connection.nanos();
    }

    boolean isExpired(Delivery delivery) {
        long expiration = delivery.message().header().expiration();
        return expiration != 0 && expiration <= clock.millis();
    }

    JmsMessage message(Delivery delivery) {
        Tag tag = delivery.tag(); // not the delivery: the message would keep its whole envelope in memory
        Receipt receipt = () -> {
            session.checkOpen();
            settlement.acknowledge(tag);
        };
        return Bodies.received(delivery.message(), delivery.attempt(), receipt, trusted, destinations);
    }

    /**
     * Receives one message.
     *
     * @param wait nanoseconds, or {@link SessionInbox#FOR_EVER}
     * @param body the type that the body must be assignable to; null if the caller does not read the body
     * @return null if no message arrived in time, or the consumer was closed
     */
    @Nullable
    JmsMessage receive(Buffer buffer, long wait, @Nullable Class<?> body) throws JMSException {
        settlement.checkUsable();
        if (inbox.beginReceive(buffer)) {
            settlement.acknowledgeLazily();
        }
        try {
            long begun = nanos.getAsLong();
            long left = wait;
            while (true) {
                Delivery next = inbox.take(buffer, left);
                if (next == null) {
                    next = inbox.drain(buffer);
                }
                if (next == null) {
                    return null;
                }
                JmsMessage message = handOver(buffer, next, body);
                if (message != null) {
                    return message;
                }
                left = wait == SessionInbox.FOR_EVER ? wait : Math.max(0, wait - (nanos.getAsLong() - begun));
            }
        } finally {
            inbox.endReceive(buffer);
        }
    }

    /**
     * Hands a delivery over as a message; null if its time to live has ended, or if it was given back before it was
     * acknowledged.
     */
    private @Nullable JmsMessage handOver(Buffer buffer, Delivery next, @Nullable Class<?> body) throws JMSException {
        try {
            if (isExpired(next)) {
                settlement.dropExpired(next.tag());
                return null;
            }
            JmsMessage message = message(next);
            if (body != null && settlement.mode().isAutomatic()) {
                checkBody(buffer, next, message, body);
            }
            return settlement.receive(next) ? message : null;
        } finally {
            inbox.endHandover(buffer, false);
        }
    }

    /**
     * Checks the type of the body. A message whose body does not fit is put back, as if it had not been received
     * (section 8.6).
     */
    private void checkBody(Buffer buffer, Delivery next, JmsMessage message, Class<?> body) throws JMSException {
        try {
            message.bodyFor(body);
        } catch (MessageFormatException e) {
            inbox.putBack(buffer, next);
            throw e;
        }
    }
}
