package org.restante.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.jms.RestanteConnectionFactory;

/** The bridge, from ActiveMQ Classic to Restante. */
@Timeout(60)
class BridgeTest {

    private final BrokerService classic = new BrokerService();
    private final ConnectionFactory old = new ActiveMQConnectionFactory("vm://bridge?create=false");
    private final ConnectionFactory fresh = new RestanteConnectionFactory("vm:bridge");

    @BeforeEach
    void startClassic() throws Exception {
        classic.setBrokerName("bridge");
        classic.setPersistent(false);
        classic.setUseJmx(false);
        classic.start();
    }

    @AfterEach
    void stopClassic() throws Exception {
        classic.stop();
    }

    @Test
    void exampleMovesTwoMessages() throws Exception {
        assertEquals(List.of("2 moved", "tea", "coffee"), Printed.by(() -> Bridge.main(new String[0])));
    }

    @Test
    void messagesArriveWithHeadersPropertiesAndBodies() throws Exception {
        long expiration = sendOneOfEachKind();
        assertEquals(3, Bridge.move(old, fresh, "mixed", InstantSource.system()));
        try (JMSContext context = fresh.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue("mixed"))) {
            Message text = consumer.receive(5000);
            assertEquals("tea", text.getBody(String.class));
            assertEquals(DeliveryMode.NON_PERSISTENT, text.getJMSDeliveryMode());
            assertEquals(7, text.getJMSPriority());
            assertEquals("c-1", text.getJMSCorrelationID());
            assertEquals("order", text.getJMSType());
            assertEquals("north", text.getObjectProperty("region"));
            assertEquals(3, text.getObjectProperty("count"));
            assertTrue(Math.abs(text.getJMSExpiration() - expiration) < 60_000);
            assertEquals(42, ((MapMessage) consumer.receive(5000)).getInt("answer"));
            assertEquals(2, ((BytesMessage) consumer.receive(5000)).getBodyLength());
            assertNull(consumer.receiveNoWait());
        }
    }

    /** As after a kill between the send to the new provider and the commit at the old one. */
    @Test
    void messageThatIsMovedAgainIsNotStoredTwice() throws Exception {
        try (Connection connection = old.createConnection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            session.createProducer(session.createQueue("again")).send(session.createTextMessage("tea"));
            session.commit();
        }
        ConnectionFactory killed = (ConnectionFactory) withoutCommit(old, ConnectionFactory.class);
        assertThrows(JMSException.class, () -> Bridge.move(killed, fresh, "again", InstantSource.system()));
        assertEquals(1, Bridge.move(old, fresh, "again", InstantSource.system()));
        try (JMSContext context = fresh.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue("again"))) {
            assertEquals("tea", consumer.receiveBody(String.class, 5000));
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    void namesThatNoSelectorCanUseAreChanged() throws Exception {
        try (Connection connection = old.createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Message message = session.createTextMessage("tea");
            message.setStringProperty("trace-id", "t-1");
            message.setIntProperty("trace.depth", 2);
            session.createProducer(session.createQueue("names")).send(message);
        }
        assertEquals(1, Bridge.move(old, fresh, "names", InstantSource.system()));
        try (JMSContext context = fresh.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue("names"))) {
            Message message = consumer.receive(5000);
            assertEquals("t-1", message.getStringProperty("trace_id"));
            assertEquals(2, message.getIntProperty("trace_depth"));
        }
    }

    private long sendOneOfEachKind() throws JMSException {
        try (Connection connection = old.createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue("mixed"));
            TextMessage text = session.createTextMessage("tea");
            text.setJMSCorrelationID("c-1");
            text.setJMSType("order");
            text.setStringProperty("region", "north");
            text.setIntProperty("count", 3);
            producer.send(text, DeliveryMode.NON_PERSISTENT, 7, 3_600_000);
            MapMessage map = session.createMapMessage();
            map.setInt("answer", 42);
            producer.send(map);
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes(new byte[] {1, 2});
            producer.send(bytes);
            return text.getJMSExpiration();
        }
    }

    /** A provider at which each commit fails, because the process ends before it. */
    private static Object withoutCommit(Object inner, Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                throw new JMSException("killed");
            }
            Object result = method.invoke(inner, arguments);
            boolean wrap = result instanceof Connection || result instanceof Session;
            return wrap ? withoutCommit(result, method.getReturnType()) : result;
        });
    }
}
