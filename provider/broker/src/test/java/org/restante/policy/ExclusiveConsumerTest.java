package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.link.Setting;
import org.restante.link.Settings;

final class ExclusiveConsumerTest {

    private static final Settings EXCLUSIVE = Settings.of(Map.of("exclusive", "true"));
    private static final long SOON = 10_000;
    private static final long NEVER = 50;

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private Admin admin;
    private Session session;

    @BeforeEach
    void connect() throws JMSException {
        admin = broker.admin();
        session = broker.connection().createSession(Session.AUTO_ACKNOWLEDGE);
    }

    private void send(jakarta.jms.Destination to, String... texts) throws JMSException {
        for (String text : texts) {
            session.createProducer(to).send(session.createTextMessage(text));
        }
    }

    private static List<String> receive(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Message message = consumer.receive(SOON);
            texts.add(message == null ? null : message.getBody(String.class));
        }
        return texts;
    }

    @Test
    void givesEverythingToTheFirstConsumerAndTheRestToTheNextWhenItCloses() throws JMSException {
        admin.configure("queue:orders", EXCLUSIVE);
        Queue orders = session.createQueue("orders");
        MessageConsumer first = session.createConsumer(orders);
        MessageConsumer second = session.createConsumer(orders);
        send(orders, "1", "2", "3", "4");
        assertNull(second.receive(NEVER));
        assertEquals(List.of("1", "2"), receive(first, 2));
        first.close();
        assertEquals(List.of("3", "4"), receive(second, 2));
    }

    @Test
    void handsOverWhenTheLinkOfTheFirstIsLostAndKeepsTheOrder() throws JMSException {
        admin.configure("queue:>", EXCLUSIVE);
        Queue orders = session.createQueue("orders");
        Connection other = broker.connection();
        MessageConsumer first = other.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(orders);
        MessageConsumer second = session.createConsumer(orders);
        send(orders, "1", "2", "3");
        assertEquals(List.of("1", "2"), receive(first, 2));
        assertNull(second.receive(NEVER));
        other.close();
        assertEquals(List.of("1", "2", "3"), receive(second, 3));
    }

    /** Two messages that a closed consumer's session holds, and a consumer of another session behind it. */
    private MessageConsumer successor(Session holder, Queue orders) throws JMSException {
        admin.configure("queue:orders", EXCLUSIVE);
        MessageConsumer first = holder.createConsumer(orders);
        MessageConsumer second = session.createConsumer(orders);
        send(orders, "1", "2", "3");
        assertEquals(List.of("1", "2"), receive(first, 2));
        first.close();
        assertNull(second.receive(NEVER));
        return second;
    }

    @Test
    void keepsTheOrderWhenTheSessionOfAClosedConsumerRollsBack() throws JMSException {
        Session holder = broker.connection().createSession(Session.SESSION_TRANSACTED);
        MessageConsumer second = successor(holder, holder.createQueue("orders"));
        holder.rollback();
        assertEquals(List.of("1", "2", "3"), receive(second, 3));
    }

    @Test
    void goesOnWhenTheSessionOfAClosedConsumerCommits() throws JMSException {
        Session holder = broker.connection().createSession(Session.SESSION_TRANSACTED);
        MessageConsumer second = successor(holder, holder.createQueue("orders"));
        holder.commit();
        assertEquals(List.of("3"), receive(second, 1));
        assertNull(second.receiveNoWait());
    }

    @Test
    void goesOnWhenTheSessionOfAClosedConsumerClosesOrRecovers() throws JMSException {
        Session holder = broker.connection().createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer second = successor(holder, holder.createQueue("orders"));
        holder.recover();
        assertEquals(List.of("1", "2", "3"), receive(second, 3));
        holder.close();
    }

    @Test
    void consumersOfOneTransactionFollowEachOther() throws JMSException {
        admin.configure("queue:orders", EXCLUSIVE);
        Queue orders = session.createQueue("orders");
        send(orders, "1", "2");
        Session holder = broker.connection().createSession(Session.SESSION_TRANSACTED);
        for (String each : List.of("1", "2")) {
            try (MessageConsumer consumer = holder.createConsumer(orders)) {
                assertEquals(List.of(each), receive(consumer, 1));
            }
        }
        holder.rollback();
        assertEquals(List.of("1", "2"), receive(session.createConsumer(orders), 2));
    }

    @Test
    void holdsForASharedSubscription() throws JMSException {
        admin.configure("topic:news", EXCLUSIVE);
        Topic news = session.createTopic("news");
        MessageConsumer first = session.createSharedConsumer(news, "readers");
        MessageConsumer second = session.createSharedConsumer(news, "readers");
        send(news, "1", "2");
        assertNull(second.receive(NEVER));
        assertEquals(List.of("1", "2"), receive(first, 2));
    }

    @Test
    void takesEffectAtOnceAndIsTakenBackAtOnce() throws JMSException {
        Queue orders = session.createQueue("orders");
        MessageConsumer first = session.createConsumer(orders);
        MessageConsumer second = session.createConsumer(orders);
        assertNull(first.receive(NEVER));
        admin.configure("queue:orders", EXCLUSIVE);
        send(orders, "1");
        assertNull(second.receive(NEVER));
        admin.configure("queue:orders", Settings.NONE.with(Setting.EXCLUSIVE, "false"));
        assertEquals(List.of("1"), receive(second, 1));
    }
}
