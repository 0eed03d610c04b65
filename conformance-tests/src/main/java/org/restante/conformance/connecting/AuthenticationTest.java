package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Session;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ProviderFixture.Credentials;
import org.restante.conformance.Section;

/** Users and passwords. */
@Section("6.1.1")
@Needs(Capability.AUTHENTICATION)
class AuthenticationTest extends ConformanceTest {

    private final Credentials known = fixture().credentials().orElseThrow();

    @Test
    @Section("6.1.1")
    void knownUserConnects() throws Exception {
        try (Connection connection = factory().createConnection(known.user(), known.password())) {
            assertNotNull(connection.createSession());
        }
        try (JMSContext context = factory().createContext(known.user(), known.password())) {
            assertNotNull(context.createProducer());
        }
    }

    @Test
    @Section("10.3")
    void wrongPasswordThrowsASecurityException() {
        assertThrows(
                JMSSecurityException.class, () -> factory().createConnection(known.user(), "not " + known.password()));
        assertThrows(
                JMSSecurityRuntimeException.class,
                () -> factory().createContext(known.user(), "not " + known.password()));
    }

    @Test
    @Section("10.3")
    void unknownUserThrowsASecurityException() {
        assertThrows(JMSSecurityException.class, () -> factory().createConnection(freshName(), known.password()));
        assertThrows(JMSSecurityRuntimeException.class, () -> factory().createContext(freshName(), known.password()));
    }

    @Test
    @Section("6.1.1")
    void knownUserSendsAndReceives() throws Exception {
        Queue queue = queue();
        try (JMSContext context =
                factory().createContext(known.user(), known.password(), JMSContext.CLIENT_ACKNOWLEDGE)) {
            assertEquals(JMSContext.CLIENT_ACKNOWLEDGE, context.getSessionMode());
            context.createProducer().send(queue, "a");
            assertEquals("a", context.createConsumer(queue).receiveBody(String.class, SOON));
            context.acknowledge();
        }
    }

    @Test
    @Section("10.3")
    void contextOfAnyModeChecksThePassword() {
        for (int mode : List.of(
                JMSContext.AUTO_ACKNOWLEDGE,
                JMSContext.CLIENT_ACKNOWLEDGE,
                JMSContext.DUPS_OK_ACKNOWLEDGE,
                JMSContext.SESSION_TRANSACTED)) {
            assertThrows(
                    JMSSecurityRuntimeException.class,
                    () -> factory().createContext(known.user(), "not " + known.password(), mode));
        }
    }

    @Test
    @Section("6.1.1")
    void refusedUserCanTryAgain() throws Exception {
        ConnectionFactory factory = factory();
        assertThrows(
                JMSSecurityException.class, () -> factory.createConnection(known.user(), "not " + known.password()));
        try (Connection connection = factory.createConnection(known.user(), known.password())) {
            assertNotNull(connection.createSession());
        }
    }

    @Test
    @Section("6.1.1")
    @Needs(Capability.LEGACY_DOMAINS)
    void connectionsOfTheDomainsCheckThePassword() throws Exception {
        QueueConnectionFactory queues = assertInstanceOf(QueueConnectionFactory.class, factory());
        TopicConnectionFactory topics = assertInstanceOf(TopicConnectionFactory.class, factory());
        String wrong = "not " + known.password();
        try (QueueConnection connection = queues.createQueueConnection(known.user(), known.password())) {
            assertNotNull(connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE));
        }
        try (TopicConnection connection = topics.createTopicConnection(known.user(), known.password())) {
            assertNotNull(connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE));
        }
        assertThrows(JMSSecurityException.class, () -> queues.createQueueConnection(known.user(), wrong));
        assertThrows(JMSSecurityException.class, () -> topics.createTopicConnection(known.user(), wrong));
    }
}
