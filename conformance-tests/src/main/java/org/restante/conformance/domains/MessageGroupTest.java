package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/**
 * Messages with JMSXGroupID. The specification lets the client set it and defines no effect; many providers give a group to one
 * consumer. Whatever they do with it, the rules for queues, order and acknowledgement hold.
 */
@Section("3.5.9")
class MessageGroupTest extends ConformanceTest {

    private void sendGrouped(Destination to, String group, String... texts) throws Exception {
        int sequence = 1;
        for (String text : texts) {
            TextMessage message = text(text);
            message.setStringProperty("JMSXGroupID", group);
            message.setIntProperty("JMSXGroupSeq", sequence++);
            send(to, message);
        }
    }

    @Test
    @Section({"3.5.9", "6.2.9.1"})
    void messagesOfAGroupKeepTheirOrder() throws Exception {
        Queue queue = queue();
        sendGrouped(queue, "g", "a", "b", "c");
        MessageConsumer consumer = session().createConsumer(queue);
        for (int i = 1; i <= 3; i++) {
            Message message = receive(consumer);
            assertEquals("g", message.getStringProperty("JMSXGroupID"));
            assertEquals(i, message.getIntProperty("JMSXGroupSeq"));
        }
    }

    @Test
    @Section({"3.5.9", "8.8"})
    void restOfAGroupGoesToAnotherConsumerWhenItsConsumerCloses() throws Exception {
        Queue queue = queue();
        sendGrouped(queue, "g", "a", "b", "c", "d");
        MessageConsumer first = session().createConsumer(queue);
        assertReceives(first, "a", "b");
        first.close();
        assertReceives(session().createConsumer(queue), "c", "d");
    }

    /** The last message of a group is the one that a provider forgets which drops the group with its consumer. */
    @Test
    @Section({"3.5.9", "8.8"})
    void lastMessageOfAGroupIsNotLostWhenItsConsumerCloses() throws Exception {
        Queue queue = queue();
        MessageConsumer first = session().createConsumer(queue);
        MessageConsumer second = session().createConsumer(queue);
        sendGrouped(queue, "g", "a", "b");
        boolean atFirst = soon().until(
                        () -> {
                            Message fromFirst = first.receiveNoWait();
                            return fromFirst != null ? "first" : second.receiveNoWait() != null ? "second" : null;
                        },
                        Objects::nonNull)
                .equals("first");
        (atFirst ? first : second).close();
        assertReceives(atFirst ? second : first, "b");
    }

    @Test
    @Section({"3.5.9", "6.2.15"})
    void unacknowledgedMessagesOfAGroupComeAgainInTheirOrder() throws Exception {
        Queue queue = queue();
        sendGrouped(queue, "g", "a", "b", "c");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        assertReceives(session.createConsumer(queue), "a", "b");
        session.close();
        assertReceives(session().createConsumer(queue), "a", "b", "c");
    }

    @Test
    @Section({"3.5.9", "6.2.7"})
    void rolledBackMessageOfAGroupComesBeforeItsLaterOnes() throws Exception {
        Queue queue = queue();
        sendGrouped(queue, "g", "a", "b", "c");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        session.commit();
        assertReceives(consumer, "b");
        session.rollback();
        assertReceives(consumer, "b", "c");
        session.commit();
    }

    @Test
    @Section({"3.5.9", "4.1.2"})
    void messagesOfManyGroupsAreEachDeliveredOnceAndInTheOrderOfTheirGroup() throws Exception {
        Queue queue = queue();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        for (int i = 0; i < 3; i++) {
            session().createConsumer(queue).setMessageListener(message -> {
                try {
                    seen.add(textOf(message));
                } catch (JMSException e) {
                    throw new AssertionError(e);
                }
            });
        }
        for (int i = 0; i < 20; i++) {
            for (String group : List.of("x", "y", "z")) {
                sendGrouped(queue, group, group + i);
            }
        }
        soon().until(() -> seen.size() >= 60);
        assertEquals(60, Set.copyOf(seen).size());
        assertEquals(60, seen.size());
    }

    @Test
    @Section({"3.5.9", "4.2.2"})
    void eachSubscriptionGetsTheWholeGroup() throws Exception {
        Topic topic = topic();
        MessageConsumer one = session().createConsumer(topic);
        MessageConsumer two = session().createConsumer(topic);
        sendGrouped(topic, "g", "a", "b");
        assertReceives(one, "a", "b");
        assertReceives(two, "a", "b");
    }

    @Test
    @Section({"3.5.9", "4.1.2"})
    void selectorChoosesAmongTheMessagesOfAGroup() throws Exception {
        Queue queue = queue();
        sendGrouped(queue, "g", "a", "b", "c");
        assertReceives(session().createConsumer(queue, "JMSXGroupSeq = 2"), "b");
        assertReceives(session().createConsumer(queue), "a", "c");
    }

    @Test
    @Section({"3.5.9", "4.1.6"})
    void groupIsBrowsedInItsOrder() throws Exception {
        Queue queue = queue();
        sendGrouped(queue, "g", "a", "b");
        Enumeration<?> messages = session().createBrowser(queue).getEnumeration();
        List<?> browsed = Collections.list(messages);
        assertEquals("a", textOf((Message) browsed.get(0)));
        assertEquals("b", textOf((Message) browsed.get(1)));
        assertEquals(2, browsed.size());
    }
}
