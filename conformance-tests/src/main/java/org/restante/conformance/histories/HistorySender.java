package org.restante.conformance.histories;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.conformance.histories.HistoryEvent.Committed;
import org.restante.conformance.histories.HistoryEvent.Committing;
import org.restante.conformance.histories.HistoryEvent.RolledBack;
import org.restante.conformance.histories.HistoryEvent.Sending;
import org.restante.conformance.histories.HistoryEvent.Sent;

/** Sends messages to all destinations, alone or in transactions. Each belongs to one thread. */
final class HistorySender implements Course.Actor {

    /** How many messages each sends. */
    static final int MESSAGES = 60;

    private static final int HIGH = 7;

    private final String name;
    private final Course course;
    private final RecordedHistory history;
    private final RandomGenerator random;
    private final List<HistoryPlace> places;
    private int sent;
    private int sessions;
    private int transactions;

    HistorySender(
            String name, Course course, RecordedHistory history, RandomGenerator random, List<HistoryPlace> places) {
        this.name = name;
        this.course = course;
        this.history = history;
        this.random = random;
        this.places = places;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void act() throws JMSException {
        while (sent < MESSAGES && !course.failed()) {
            boolean transacted = random.nextBoolean();
            sessions++;
            try (Connection connection = course.connect(places.get(0));
                    Session session = connection.createSession(
                            transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
                    MessageProducer producer = session.createProducer(null)) {
                for (int i = 0; i < 20 && sent < MESSAGES; i++) {
                    if (transacted) {
                        sendTransaction(session, producer);
                    } else {
                        history.add(new Sent(send(session, producer, null)));
                    }
                }
            } catch (JMSException e) {
                course.tolerate(e);
            }
        }
    }

    private void sendTransaction(Session session, MessageProducer producer) throws JMSException {
        String transaction = name + "-t" + transactions++;
        boolean committing = false;
        boolean decided = false;
        try {
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                send(session, producer, transaction);
            }
            if (random.nextInt(5) == 0) {
                session.rollback();
            } else {
                history.add(new Committing(transaction));
                committing = true;
                session.commit();
                history.add(new Committed(transaction));
                decided = true;
            }
        } catch (TransactionRolledBackException e) {
            committing = false;
        } finally {
            if (!committing && !decided) {
                history.add(new RolledBack(transaction));
            }
        }
    }

    private String send(Session session, MessageProducer producer, @Nullable String transaction) throws JMSException {
        HistoryPlace place = places.get(random.nextInt(places.size()));
        boolean persistent = random.nextInt(5) > 0;
        int priority = random.nextInt(8) == 0 ? HIGH : Message.DEFAULT_PRIORITY;
        String message = name + "-" + sent++;
        course.hasSent();
        String stream = name + "#" + sessions + (persistent ? "p" : "n") + priority;
        history.add(new Sending(message, place.name(), stream, sent, persistent, transaction));
        producer.send(
                place.destination(),
                session.createTextMessage(message),
                persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT,
                priority,
                0);
        return message;
    }
}
