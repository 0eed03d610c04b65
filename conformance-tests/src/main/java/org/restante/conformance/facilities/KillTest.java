package org.restante.conformance.facilities;

import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Messages, transactions and subscriptions after the provider's process was killed. */
@Section("9.1")
@Needs(Capability.KILL)
@Timeout(value = ConformanceTest.RESTART_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest extends ConformanceTest {

    @Test
    @Section("7.7")
    void persistentMessageWhoseSendReturnedOutlivesAKill() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        killProvider();
        assertReceives(session().createConsumer(queue), "a", "b");
    }

    @Test
    @Section("6.2.11")
    void acknowledgedMessageIsNotRedeliveredAfterAKill() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        receive(session.createConsumer(queue)).acknowledge();
        killProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "b");
        assertNothingComes(consumer);
    }

    /** Whether it is marked as redelivered is not checked: a provider need not store that for the case of a failure (3.5.11). */
    @Test
    @Section("6.2.11")
    void messageNotAcknowledgedBeforeAKillComesAgain() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        assertReceives(session(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue), "a");
        killProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "a");
        assertNothingComes(consumer);
    }

    @Test
    @Section("6.2.7")
    void onlyCommittedTransactionsOutliveAKill() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.send(text("committed"));
        session.commit();
        producer.send(text("open"));
        killProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "committed");
        assertNothingComes(consumer);
    }

    @Test
    @Section("8.3.3")
    void durableSubscriptionOutlivesAKill() throws Exception {
        Topic topic = topic();
        String clientId = freshName();
        String name = freshName();
        try (Connection connection = connection(clientId)) {
            connection.createSession().createDurableConsumer(topic, name);
        }
        send(topic, "before");
        killProvider();
        assertReceives(connection(clientId).createSession().createDurableConsumer(topic, name), "before");
    }
}
