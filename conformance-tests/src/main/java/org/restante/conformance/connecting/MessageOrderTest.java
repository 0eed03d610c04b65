package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** The order in which messages arrive. */
@Section("6.2.9")
class MessageOrderTest extends ConformanceTest {

    private static final int MANY = 500;

    @Test
    @Section("6.2.9.1")
    void messagesOfOneSessionArriveInTheOrderOfTheirSends() throws Exception {
        Queue queue = queue();
        sendMany(desk(), queue);
        assertEquals(numbers(), receiveTexts(session().createConsumer(queue), MANY));
    }

    @Test
    @Section("6.2.9.1")
    void listenerSeesTheOrderOfTheSends() throws Exception {
        Topic topic = topic();
        ReceivedMessages inbox = new ReceivedMessages();
        session().createConsumer(topic).setMessageListener(inbox);
        sendMany(desk(), topic);
        for (String number : numbers()) {
            assertEquals(number, inbox.nextText());
        }
    }

    @Test
    @Section("6.2.9.2")
    void twoProducersOfOneSessionShareItsOrder() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageProducer one = session.createProducer(queue);
        MessageProducer two = session.createProducer(queue);
        for (String number : numbers().subList(0, 100)) {
            (Integer.parseInt(number) % 2 == 0 ? one : two).send(text(number));
        }
        assertEquals(numbers().subList(0, 100), receiveTexts(session().createConsumer(queue), 100));
    }

    @Test
    @Section("6.2.9.2")
    void transactionKeepsTheOrderOfItsSends() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        sendMany(session, queue);
        session.commit();
        assertEquals(numbers(), receiveTexts(session().createConsumer(queue), MANY));
    }

    @Test
    @Section("6.2.9.1")
    void rolledBackMessagesComeBackInTheirOrder() throws Exception {
        Queue queue = queue();
        sendMany(desk(), queue);
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        receiveTexts(consumer, 10);
        session.rollback();
        assertEquals(numbers(), receiveTexts(consumer, MANY));
        session.commit();
    }

    @Test
    @Section("6.2.9.1")
    void unacknowledgedMessagesOfAClosedSessionComeFirst() throws Exception {
        Queue queue = queue();
        sendMany(desk(), queue);
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        receiveTexts(session.createConsumer(queue), 10);
        session.close();
        assertEquals(numbers(), receiveTexts(session().createConsumer(queue), MANY));
    }

    @Test
    @Section("6.2.9.2")
    void nonPersistentMessagesKeepTheirOrder() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (String number : numbers()) {
            producer.send(text(number));
        }
        assertEquals(numbers(), receiveTexts(session().createConsumer(queue), MANY));
    }

    @Test
    @Section("3.4.10")
    void waitingMessagesOfHigherPriorityComeFirst() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        for (int priority : new int[] {4, 0, 9, 5}) {
            producer.send(text("p" + priority), DeliveryMode.PERSISTENT, priority, 0);
        }
        producer.send(text("p9 too"), DeliveryMode.PERSISTENT, 9, 0);
        assertReceives(session().createConsumer(queue), "p9", "p9 too", "p5", "p4", "p0");
    }

    private static void sendMany(Session session, Destination to) throws Exception {
        MessageProducer producer = session.createProducer(to);
        for (String number : numbers()) {
            producer.send(session.createTextMessage(number));
        }
    }

    private static List<String> numbers() {
        return IntStream.range(0, MANY).mapToObj(Integer::toString).toList();
    }

    @Test
    @Section("6.2.9")
    void orderOfEachSessionIsKeptWhenSeveralSessionsSend() throws Exception {
        Queue queue = queue();
        List<Session> senders = List.of(session(), session(), session(Session.SESSION_TRANSACTED));
        for (int i = 0; i < 30; i++) {
            for (int sender = 0; sender < senders.size(); sender++) {
                TextMessage message = text(String.valueOf(i));
                message.setIntProperty("sender", sender);
                try (MessageProducer producer = senders.get(sender).createProducer(queue)) {
                    producer.send(message);
                }
            }
        }
        senders.get(2).commit();
        MessageConsumer consumer = session().createConsumer(queue);
        int[] next = new int[senders.size()];
        for (int i = 0; i < 30 * senders.size(); i++) {
            Message message = receive(consumer);
            int sender = message.getIntProperty("sender");
            assertEquals(String.valueOf(next[sender]++), textOf(message));
        }
    }
}
