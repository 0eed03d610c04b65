package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.DeliveryStatus;

final class TopicPatternsTest {

    private static final long SOON = 10_000;
    private static final long NEVER = 50;

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private Session session;

    @BeforeEach
    void connect() throws JMSException {
        session = broker.connection().createSession(Session.AUTO_ACKNOWLEDGE);
    }

    private void send(String... topics) throws JMSException {
        send(session, topics);
    }

    private static void send(Session session, String... topics) throws JMSException {
        for (String topic : topics) {
            session.createProducer(session.createTopic(topic)).send(session.createTextMessage(topic));
        }
    }

    /** What comes, each checked to show the topic that it was sent to. */
    private static List<String> all(MessageConsumer consumer, int expected) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < expected; i++) {
            Message message = consumer.receive(SOON);
            assertNotNull(message, () -> "nothing came behind " + texts);
            assertEquals(message.getBody(String.class), ((Topic) message.getJMSDestination()).getTopicName());
            texts.add(message.getBody(String.class));
        }
        assertNull(consumer.receive(NEVER));
        return texts;
    }

    @Test
    void givesASubscriberOfAPatternTheMessagesOfAllTopicsThatMatchThoseToComeToo() throws JMSException {
        send("news.de"); // is there before, and had no subscriber
        MessageConsumer one = session.createConsumer(session.createTopic("news.*"));
        MessageConsumer rest = session.createConsumer(session.createTopic("news.>"));
        MessageConsumer middle = session.createConsumer(session.createTopic("news.*.sport"));
        MessageConsumer exact = session.createConsumer(session.createTopic("news.de"));
        send("news", "news.de", "news.fr", "news.de.sport", "news.de.sport.football", "other.de");
        assertEquals(List.of("news.de", "news.fr"), all(one, 2));
        assertEquals(List.of("news.de", "news.fr", "news.de.sport", "news.de.sport.football"), all(rest, 4));
        assertEquals(List.of("news.de.sport"), all(middle, 1));
        assertEquals(List.of("news.de"), all(exact, 1));
    }

    @Test
    void noticesSubscribersThatComeAndGoBetweenMessagesToOneTopic() throws JMSException {
        MessageConsumer first = session.createConsumer(session.createTopic("a.*"));
        send("a.b");
        MessageConsumer second = session.createConsumer(session.createTopic("*.b"));
        send("a.b");
        MessageConsumer exact = session.createConsumer(session.createTopic("a.b"));
        send("a.b");
        assertEquals(3, all(first, 3).size());
        first.close();
        send("a.b");
        assertEquals(3, all(second, 3).size());
        assertEquals(2, all(exact, 2).size());
    }

    @Test
    void takesOnlyWholeLevelsForWildcards() throws JMSException {
        MessageConsumer plain = session.createConsumer(session.createTopic("news*"));
        send("news*", "newsletter");
        assertEquals(List.of("news*"), all(plain, 1));
    }

    @Test
    void refusesToSendToAPattern() {
        InvalidDestinationException refused = assertThrows(InvalidDestinationException.class, () -> send("news.*"));
        assertTrue(String.valueOf(refused.getMessage()).contains("topic:news.* is a pattern"), refused.getMessage());
        assertThrows(InvalidDestinationException.class, () -> send(">"));
    }

    @Test
    void takesAQueuesNameAsItIs() throws JMSException {
        session.createProducer(session.createQueue("a.*")).send(session.createTextMessage("1"));
        session.createProducer(session.createQueue("a.b")).send(session.createTextMessage("2"));
        MessageConsumer consumer = session.createConsumer(session.createQueue("a.*"));
        assertEquals("1", consumer.receive(SOON).getBody(String.class));
        assertNull(consumer.receive(NEVER));
    }

    @Test
    void appliesSelectorsAndNoLocal() throws JMSException {
        MessageConsumer red = session.createConsumer(session.createTopic("c.*"), "colour = 'red'");
        MessageConsumer others = session.createConsumer(session.createTopic("c.*"), null, true);
        Message message = session.createTextMessage("c.red");
        message.setStringProperty("colour", "red");
        session.createProducer(session.createTopic("c.red")).send(message);
        send("c.blue");
        assertEquals(List.of("c.red"), all(red, 1));
        assertNull(others.receive(NEVER));
        try (Connection other = broker.factory().createConnection()) {
            send(other.createSession(), "c.green");
        }
        assertEquals(List.of("c.green"), all(others, 1));
    }

    @Test
    void sharesASubscriptionToAPattern() throws JMSException {
        MessageConsumer first = session.createSharedConsumer(session.createTopic("s.>"), "readers");
        MessageConsumer second = session.createSharedConsumer(session.createTopic("s.>"), "readers");
        send("s.1", "s.2");
        assertNotNull(first.receive(SOON));
        assertNotNull(second.receive(SOON));
        assertNull(first.receive(NEVER));
        assertNull(second.receive(NEVER));
    }

    @Test
    void keepsADurableSubscriptionToAPatternThroughARestart(@TempDir Path data) throws JMSException {
        String uri = "vm:patterns-kept?clientId=anna&idleTimeout=0&data=" + data;
        try (Connection anna = new RestanteConnectionFactory(uri).createConnection()) {
            Session annas = anna.createSession();
            annas.createDurableConsumer(annas.createTopic("news.>"), "all").close();
            send(annas, "news.de", "other");
        }
        String id;
        try (Connection anna = new RestanteConnectionFactory(uri).createConnection()) {
            Session annas = anna.createSession();
            Message message = annas.createTextMessage("news.fr");
            annas.createProducer(annas.createTopic("news.fr")).send(message);
            id = message.getJMSMessageID();
        }
        try (Connection anna = new RestanteConnectionFactory(uri).createConnection();
                Admin admin = Admin.connect(uri)) {
            DeliveryStatus waiting = admin.status(id).get(0);
            assertEquals("all", waiting.subscription());
            assertEquals("topic:news.>", waiting.destination().toString());
            anna.start();
            Session annas = anna.createSession();
            MessageConsumer consumer = annas.createDurableConsumer(annas.createTopic("news.>"), "all");
            assertEquals(List.of("news.de", "news.fr"), all(consumer, 2));
        }
    }
}
