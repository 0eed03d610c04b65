package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicSession;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import org.junit.jupiter.api.Test;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteInitialContextFactory;

/** What applications lean on beyond the letter of the specification, and what an administrator sets. */
class ConnectionFactoryTest {

    @Test
    void oneFactoryMakesConnectionsOfAllDomains() throws Exception {
        ConnectionFactory factory = new RestanteConnectionFactory("vm:domains");
        try (Connection plain = factory.createConnection();
                QueueConnection queues =
                        assertInstanceOf(QueueConnectionFactory.class, factory).createQueueConnection();
                TopicConnection topics =
                        assertInstanceOf(TopicConnectionFactory.class, factory).createTopicConnection()) {
            assertNotNull(queues.createSession());
            assertNotNull(topics.createSession());

            QueueSession onQueues =
                    assertInstanceOf(QueueConnection.class, plain).createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicSession onTopics =
                    assertInstanceOf(TopicConnection.class, plain).createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(IllegalStateException.class, () -> onQueues.createTopic("t"));
            assertThrows(IllegalStateException.class, () -> onTopics.createQueue("q"));

            Session both = plain.createSession();
            assertNotNull(assertInstanceOf(QueueSession.class, both).createQueue("q"));
            assertNotNull(assertInstanceOf(TopicSession.class, both).createTopic("t"));
        }
    }

    @Test
    void clientIdOfTheFactoryIsEachConnectionsAndCannotBeSet() throws Exception {
        ConnectionFactory factory = new RestanteConnectionFactory("vm:identified?clientId=till-1");
        try (Connection connection = factory.createConnection()) {
            assertEquals("till-1", connection.getClientID());
            assertThrows(IllegalStateException.class, () -> connection.setClientID("till-2"));
            assertThrows(IllegalStateException.class, () -> connection.setClientID("till-1"));
            assertEquals("till-1", connection.getClientID());
        }
        try (JMSContext context = factory.createContext()) {
            assertEquals("till-1", context.getClientID());
            assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID("till-2"));
        }
    }

    @Test
    void clientIdOfTheFactoryIsFreeAgainAsSoonAsItsConnectionIsClosed() throws Exception {
        ConnectionFactory factory = new RestanteConnectionFactory("vm:taken?clientId=till-1");
        for (int i = 0; i < 20; i++) {
            try (Connection connection = factory.createConnection()) {
                assertEquals("till-1", connection.getClientID());
                assertThrows(InvalidClientIDException.class, factory::createConnection);
                assertThrows(InvalidClientIDRuntimeException.class, factory::createContext);
            }
        }
    }

    @Test
    void emptyClientIdIsNone() throws Exception {
        try (Connection connection = new RestanteConnectionFactory("vm:empty").createConnection()) {
            assertThrows(InvalidClientIDException.class, () -> connection.setClientID(""));
            assertThrows(InvalidClientIDException.class, () -> connection.setClientID(null));
            connection.setClientID("till-1");
        }
    }

    @Test
    void connectionTakesAClientIdAfterItWasOnlyLookedAt() throws Exception {
        try (Connection connection = new RestanteConnectionFactory("vm:looked").createConnection()) {
            connection.setExceptionListener(problem -> {});
            assertNotNull(connection.getMetaData());
            connection.setClientID("till-1");
            assertEquals("till-1", connection.getClientID());
        }
    }

    @Test
    void mistypedOptionIsNamedWhenTheFactoryConnects() {
        ConnectionFactory factory = new RestanteConnectionFactory("vm:mistyped?clientID=till-1");
        var e = assertThrows(JMSException.class, factory::createConnection);
        assertEquals(true, e.getMessage().contains("clientID"), e::toString);
    }

    @Test
    @SuppressWarnings({"JdkObsolete", "BanJNDI"}) // JNDI gives no choice
    void applicationThatKnowsNamesAloneSendsAndReceives() throws Exception {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, RestanteInitialContextFactory.class.getName());
        environment.put("connectionFactory.jms/shop", "vm:naming");
        environment.put("queue.jms/orders", "shop.orders");
        InitialContext names = new InitialContext(environment);

        ConnectionFactory factory = (ConnectionFactory) names.lookup("jms/shop");
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send((Queue) names.lookup("jms/orders"), "tea");
            Queue same = (Queue) names.lookup("dynamicQueues/shop.orders");
            assertEquals("tea", context.createConsumer(same).receiveBody(String.class, 5_000));
        }
    }
}
