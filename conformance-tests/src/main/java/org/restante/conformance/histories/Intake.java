package org.restante.conformance.histories;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.conformance.histories.HistoryEvent.Committed;
import org.restante.conformance.histories.HistoryEvent.Committing;
import org.restante.conformance.histories.HistoryEvent.Delivered;
import org.restante.conformance.histories.HistoryEvent.RolledBack;
import org.restante.conformance.histories.HistoryEvent.Sending;
import org.restante.conformance.histories.HistoryEvent.Settled;
import org.restante.conformance.histories.HistoryEvent.Settling;

/**
 * What one session of a consumer does with its messages, by its mode: acknowledge, recover, commit, roll back, forward.
 *
 * <p>After a failure the last message that was consumed in AUTO_ACKNOWLEDGE mode may come again (6.2.11). Many providers send automatic
 * acknowledgements ahead, so that several may. How many is a matter of chance, which no list of known deviations can hold: only
 * with the system property {@code conformance.histories.strict} a message is acknowledged for certain when the next one was received,
 * otherwise when its session was closed.
 */
final class Intake {

    /** Whether the check is strict; see above. */
    private static final boolean STRICT = Boolean.getBoolean("conformance.histories.strict");

    private final String name;
    private final Session session;
    private final RecordedHistory history;
    private final RandomGenerator random;
    private final List<HistoryPlace> queues;
    private final int mode;
    private final List<Held> held = new ArrayList<>();
    private @Nullable String transaction;
    private boolean committing;
    private int transactions;
    private int forwarded;
    private int redeliveries;
    private String consumer = "";

    private Intake(
            String name,
            Session session,
            int mode,
            RecordedHistory history,
            RandomGenerator random,
            List<HistoryPlace> queues) {
        this.name = name;
        this.session = session;
        this.mode = mode;
        this.history = history;
        this.random = random;
        this.queues = queues;
    }

    static Intake of(
            String name, Session session, RecordedHistory history, RandomGenerator random, List<HistoryPlace> queues)
            throws JMSException {
        return new Intake(name, session, session.getAcknowledgeMode(), history, random, queues);
    }

    /** Another consumer of the session takes over. */
    void turn(String next) {
        consumer = next;
    }

    void take(Message message, String subscription) throws JMSException {
        if (STRICT && mode == Session.AUTO_ACKNOWLEDGE) {
            settled();
        }
        String text = message.getBody(String.class);
        if (mode == Session.SESSION_TRANSACTED && transaction == null) {
            transaction = name + "-t" + transactions++;
        }
        history.add(new Delivered(
                text,
                subscription,
                consumer + "/" + redeliveries,
                message.getJMSMessageID(),
                message.getJMSRedelivered(),
                message.getIntProperty("JMSXDeliveryCount"),
                transaction));
        held.add(new Held(text, subscription));
        switch (mode) {
            case Session.CLIENT_ACKNOWLEDGE -> acknowledgeOrRecover(message);
            case Session.SESSION_TRANSACTED -> forwardCommitOrRollBack(text);
            default -> history.add(new Settling(text, subscription));
        }
    }

    private void acknowledgeOrRecover(Message message) throws JMSException {
        int chance = random.nextInt(10);
        if (chance < 4) {
            held.forEach(each -> history.add(new Settling(each.message(), each.subscription())));
            message.acknowledge();
            settled();
        } else if (chance == 4) {
            session.recover();
            again();
        }
    }

    private void forwardCommitOrRollBack(String text) throws JMSException {
        int chance = random.nextInt(10);
        if (chance < 3 && !text.startsWith("f") && !queues.isEmpty()) {
            forward();
        } else if (chance < 7) {
            commit();
        } else if (chance == 7) {
            session.rollback();
            over();
        }
    }

    /** Sends a message in the transaction that received one. */
    private void forward() throws JMSException {
        HistoryPlace queue = queues.get(random.nextInt(queues.size()));
        String message = "f" + name + "-" + forwarded++;
        history.add(new Sending(message, queue.name(), name, forwarded, true, transaction));
        try (MessageProducer producer = session.createProducer(queue.destination())) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.send(session.createTextMessage(message));
        }
    }

    private void commit() throws JMSException {
        String deciding = transaction;
        if (deciding == null) {
            return;
        }
        history.add(new Committing(deciding));
        committing = true;
        try {
            session.commit();
            history.add(new Committed(deciding));
            held.clear();
            transaction = null;
        } catch (TransactionRolledBackException e) {
            over();
        }
        committing = false;
    }

    /** The transaction did not happen. */
    private void over() {
        if (transaction != null) {
            history.add(new RolledBack(transaction));
        }
        transaction = null;
        again();
    }

    private void again() {
        held.clear();
        redeliveries++;
    }

    private void settled() {
        held.forEach(each -> history.add(new Settled(each.message(), each.subscription())));
        held.clear();
    }

    /**
     * The session has ended.
     *
     * @param closed by a close that returned, while the provider was there: what a close does during an outage is not known
     */
    void ended(boolean closed) {
        if (mode == Session.SESSION_TRANSACTED) {
            if (!committing) {
                over();
            }
        } else if (closed && mode != Session.CLIENT_ACKNOWLEDGE) {
            settled();
        }
    }

    /** A message that is not acknowledged, or not for certain. */
    private record Held(String message, String subscription) {}
}
