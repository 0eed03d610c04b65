package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.jms.RestanteConnectionFactory;

final class MessageGroupsTest {

    private static final long SOON = 10_000;
    private static final long NEVER = 50;

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private static Connection connect(String uri) throws JMSException {
        Connection connection = new RestanteConnectionFactory(uri).createConnection();
        connection.start();
        return connection;
    }

    private static void send(Session session, jakarta.jms.Destination to, String group, String... texts)
            throws JMSException {
        for (String text : texts) {
            TextMessage message = session.createTextMessage(text);
            message.setStringProperty("JMSXGroupID", group);
            session.createProducer(to).send(message);
        }
    }

    private static List<String> receive(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Message message = consumer.receive(SOON);
            assertNotNull(message, () -> "nothing came behind " + texts);
            texts.add(message.getBody(String.class));
        }
        return texts;
    }

    @Test
    void givesTheRestOfAGroupToTheNextConsumerWhenItsConsumerCloses() throws JMSException {
        try (Connection connection = connect(broker.uri());
                Connection other = connect(broker.uri())) {
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            Queue orders = session.createQueue("orders");
            MessageConsumer first = session.createConsumer(orders);
            send(session, orders, "g", "1", "2", "3", "4");
            assertEquals(List.of("1", "2", "3"), receive(first, 3));
            MessageConsumer second =
                    other.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(orders);
            assertNull(second.receive(NEVER));
            first.close();
            assertEquals(List.of("4"), receive(second, 1));
            assertNull(second.receive(NEVER));
        }
    }

    @Test
    void comesAgainToTheSameConsumerAfterARollback() throws JMSException {
        try (Connection connection = connect(broker.uri())) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            Session other = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            Queue orders = session.createQueue("orders");
            send(other, orders, "g", "1", "2", "3");
            MessageConsumer first = session.createConsumer(orders);
            MessageConsumer second = other.createConsumer(orders);
            assertEquals(List.of("1", "2"), receive(first, 2));
            session.rollback();
            assertNull(second.receive(NEVER));
            assertEquals(List.of("1", "2", "3"), receive(first, 3));
            session.commit();
        }
    }

    @Test
    void knowsTheGroupsOfWhatWaitedThroughARestart(@TempDir Path data) throws JMSException {
        String uri = "vm:groups-kept?cacheBytes=1&idleTimeout=0&data=" + data;
        try (Connection connection = connect(uri)) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            send(session, session.createQueue("orders"), "g", "1", "2");
            send(session, session.createQueue("orders"), "h", "3");
        }
        try (Connection connection = connect(uri)) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            Queue orders = session.createQueue("orders");
            MessageConsumer first = session.createConsumer(orders);
            MessageConsumer second = session.createConsumer(orders);
            assertEquals(List.of("1"), receive(first, 1));
            assertEquals(List.of("3"), receive(second, 1));
            assertNull(second.receive(NEVER));
            assertEquals(List.of("2"), receive(first, 1));
        }
    }

    @Test
    void holdsForASharedSubscription() throws JMSException {
        try (Connection connection = connect(broker.uri())) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            Topic news = session.createTopic("news");
            MessageConsumer first = session.createSharedConsumer(news, "readers");
            MessageConsumer second = session.createSharedConsumer(news, "readers");
            send(session, news, "g", "1", "2");
            assertEquals(List.of("1"), receive(first, 1));
            assertNull(second.receive(NEVER));
            assertEquals(List.of("2"), receive(first, 1));
        }
    }
}
