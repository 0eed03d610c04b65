package org.restante.conformance.histories;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.jspecify.annotations.Nullable;
import org.restante.conformance.ProviderFixture;
import org.restante.conformance.histories.HistoryEvent.Delivered;
import org.restante.conformance.histories.HistoryEvent.Settled;
import org.restante.conformance.histories.HistoryEvent.Settling;

/** Receives what is left in a place at the end of a scenario, and acknowledges it. */
final class Drain implements Course.Actor {

    /** How long, in milliseconds, a message that must be there is waited for. */
    private static final long SOON = 5_000;

    /** How long, in milliseconds, another message is waited for. */
    private static final long QUIET = 150;

    private final ProviderFixture fixture;
    private final RecordedHistory history;
    private final HistoryPlace place;

    Drain(ProviderFixture fixture, RecordedHistory history, HistoryPlace place) {
        this.fixture = fixture;
        this.history = history;
        this.place = place;
    }

    @Override
    public String name() {
        return "drain of " + place.subscription();
    }

    @Override
    public void act() throws Exception {
        try (Connection connection = fixture.connectionFactory().createConnection()) {
            place.identify(connection);
            connection.start();
            try (Session session = connection.createSession();
                    MessageConsumer consumer = place.consumer(session)) {
                Message message = next(consumer);
                while (message != null) {
                    record(message);
                    message = next(consumer);
                }
            }
        }
    }

    private @Nullable Message next(MessageConsumer consumer) throws JMSException {
        boolean complete = NothingIsLost.isComplete(history.events(), place.subscription());
        return consumer.receive(complete ? QUIET : SOON);
    }

    private void record(Message message) throws JMSException {
        String text = message.getBody(String.class);
        history.add(new Delivered(
                text,
                place.subscription(),
                name(),
                message.getJMSMessageID(),
                message.getJMSRedelivered(),
                message.getIntProperty("JMSXDeliveryCount"),
                null));
        history.add(new Settling(text, place.subscription()));
        history.add(new Settled(text, place.subscription()));
    }
}
