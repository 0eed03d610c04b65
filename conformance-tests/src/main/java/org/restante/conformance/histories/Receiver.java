package org.restante.conformance.histories;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Consumes from one place until the scenario ends, in sessions of all modes one after the other. Each belongs to one thread. */
final class Receiver implements Course.Actor {

    private static final List<Integer> MODES = List.of(
            Session.AUTO_ACKNOWLEDGE,
            Session.CLIENT_ACKNOWLEDGE,
            Session.DUPS_OK_ACKNOWLEDGE,
            Session.SESSION_TRANSACTED,
            Session.SESSION_TRANSACTED);

    private static final long PATIENCE = 40;

    private final String name;
    private final Course course;
    private final RecordedHistory history;
    private final RandomGenerator random;
    private final HistoryPlace place;
    private final List<HistoryPlace> queues;
    private int openings;

    Receiver(
            String name,
            Course course,
            RecordedHistory history,
            RandomGenerator random,
            HistoryPlace place,
            List<HistoryPlace> queues) {
        this.name = name;
        this.course = course;
        this.history = history;
        this.random = random;
        this.place = place;
        this.queues = queues;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void act() throws JMSException {
        while (!course.stopped()) {
            int mode = MODES.get(random.nextInt(MODES.size()));
            int outages = course.outages();
            Intake intake = null;
            boolean closed = false;
            try {
                try (Connection connection = course.connect(place);
                        Session session = connection.createSession(mode)) {
                    intake = Intake.of(name + "." + openings, session, history, random, queues);
                    consume(session, intake, outages);
                }
                closed = true;
            } catch (JMSException e) {
                course.tolerate(e);
            } finally {
                if (intake != null) {
                    intake.ended(closed && course.wasCalm(outages));
                }
            }
        }
    }

    /** Receives until the session is to be closed: now and then, after an outage, and at the end. */
    private void consume(Session session, Intake intake, int outages) throws JMSException {
        boolean more = true;
        while (more && !course.stopped()) {
            HistoryPlace current = place.again(name + "." + openings);
            openings++;
            if (!current.lasting()) {
                history.add(current.subscribed(true));
            }
            try (MessageConsumer consumer = current.consumer(session)) {
                intake.turn(name + "." + openings);
                more = receiveFrom(consumer, current, intake, outages);
            }
        }
    }

    /** Whether the session may go on with another consumer. */
    private boolean receiveFrom(MessageConsumer consumer, HistoryPlace current, Intake intake, int outages)
            throws JMSException {
        while (!course.stopped()) {
            Message message = next(consumer);
            if (message != null) {
                intake.take(message, current.subscription());
                if (random.nextInt(15) == 0) {
                    return random.nextBoolean();
                }
            } else if (course.outages() != outages) {
                return false;
            }
        }
        return false;
    }

    private @Nullable Message next(MessageConsumer consumer) throws JMSException {
        return random.nextInt(4) == 0 ? consumer.receiveNoWait() : consumer.receive(PATIENCE);
    }
}
