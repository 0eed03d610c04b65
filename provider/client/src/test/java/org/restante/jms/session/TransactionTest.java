package org.restante.jms.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.jms.RestanteQueue;
import org.restante.jms.RestanteSession;
import org.restante.jms.TestDestinations;
import org.restante.jms.message.Bodies;
import org.restante.jms.message.TrustedClasses;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;

class TransactionTest {

    private final ScriptedLink link = new ScriptedLink();
    private JmsConnection connection;
    private JmsSession session;
    private JmsProducer producer;

    @BeforeEach
    void begin() throws Exception {
        connection = link.connection();
        session = connection.open(AckMode.TRANSACTED, Session.SESSION_TRANSACTED, Domain.BOTH);
        producer = (JmsProducer) session.createProducer(new RestanteQueue("orders"));
    }

    @AfterEach
    void end() throws Exception {
        connection.close();
    }

    private Tag receive(JmsConsumer consumer, String text) throws Exception {
        Tag tag = link.deliver(link.consumer(), text);
        assertNotNull(consumer.receive());
        return tag;
    }

    @Test
    void commitsSendsAndAcknowledgementsTogether() throws Exception {
        Tag tag = receive((JmsConsumer) session.createConsumer(new RestanteQueue("orders")), "a");
        producer.send(session.createTextMessage("b"));
        producer.send(session.createTextMessage("c"));

        session.commit();

        Request.Commit commit = link.requests(Request.Commit.class).get(0);
        assertEquals(2, commit.sends().size());
        assertEquals(List.of(tag), commit.acknowledged());
        assertEquals(List.of(), link.requests(Request.Send.class));
        assertEquals(List.of(), link.requests(Request.Acknowledge.class));
    }

    @Test
    void aMessageIsFrozenWhenItIsSentNotWhenItIsCommitted() throws Exception {
        TextMessage message = session.createTextMessage("before");
        producer.send(message);
        String id = message.getJMSMessageID();
        message.setText("after");

        session.commit();

        var sent = link.requests(Request.Commit.class).get(0).sends().get(0);
        Message received = Bodies.received(sent, 1, null, TrustedClasses.of(null), TestDestinations.DESTINATIONS);
        assertEquals("before", received.getBody(String.class));
        assertEquals(id, received.getJMSMessageID());
    }

    @Test
    void commitsNothingWithoutAskingTheBroker() throws Exception {
        session.commit();

        assertEquals(List.of(), link.requests(Request.Commit.class));
    }

    @Test
    void rollbackForgetsSendsAndReturnsWhatWasSeen() throws Exception {
        Tag tag = receive((JmsConsumer) session.createConsumer(new RestanteQueue("orders")), "a");
        producer.send(session.createTextMessage("b"));

        session.rollback();
        session.commit();

        assertEquals(List.of(tag), link.requests(Request.Recover.class).get(0).seen());
        assertEquals(List.of(), link.requests(Request.Commit.class));
    }

    @Test
    void aRefusedCommitIsRolledBack() throws Exception {
        Tag tag = receive((JmsConsumer) session.createConsumer(new RestanteQueue("orders")), "a");
        link.refuse(Request.Commit.class, Problem.RESOURCE_LIMIT, "the disk is full");

        JMSException e = assertThrows(TransactionRolledBackException.class, session::commit);

        assertTrue(e.getMessage().contains("the disk is full"), e::toString);
        assertEquals(List.of(tag), link.requests(Request.Recover.class).get(0).seen());
    }

    @Test
    void aTransactionHasABound() throws Exception {
        byte[] half = new byte[ScriptedLink.MAX_MESSAGE - 1000];
        long fitting = Transaction.MAX_BYTES / ScriptedLink.MAX_MESSAGE;
        for (int i = 0; i < fitting; i++) {
            var message = session.createBytesMessage();
            message.writeBytes(half);
            producer.send(message);
        }
        var one = session.createBytesMessage();
        one.writeBytes(half);

        JMSException e = assertThrows(ResourceAllocationException.class, () -> producer.send(one));

        assertTrue(e.getMessage().contains("commit or roll back"), e::toString);
    }

    @Test
    void onlyATransactedSessionCommits() throws Exception {
        JmsSession other = connection.open(AckMode.AUTO, Session.AUTO_ACKNOWLEDGE, Domain.BOTH);

        assertThrows(IllegalStateException.class, other::commit);
        assertThrows(IllegalStateException.class, other::rollback);
        assertThrows(IllegalStateException.class, session::recover);
    }

    @Test
    void lazyAcknowledgementsGoInBatchesAndWithTheClose() throws Exception {
        JmsSession lazy = connection.open(AckMode.DUPS_OK, Session.DUPS_OK_ACKNOWLEDGE, Domain.BOTH);
        JmsConsumer consumer = (JmsConsumer) lazy.createConsumer(new RestanteQueue("orders"));
        int count = Acknowledging.BATCH + 1;
        for (int i = 0; i < count; i++) {
            link.deliver(link.consumer(), "m" + i);
        }
        for (int i = 0; i < count; i++) {
            assertNotNull(consumer.receive());
        }
        assertEquals(1, link.requests(Request.Acknowledge.class).size());

        lazy.close();

        assertEquals(2, link.requests(Request.Acknowledge.class).size());
        assertEquals(List.of(), link.requests(Request.CloseSession.class).get(0).seen());
    }

    @Test
    void individualAcknowledgementIsOfThatMessageOnly() throws Exception {
        for (int code : new int[] {RestanteSession.INDIVIDUAL_ACKNOWLEDGE, RestanteSession.INDIVIDUAL_ACKNOWLEDGE_4}) {
            JmsSession single = (JmsSession) connection.createSession(code);
            JmsConsumer consumer = (JmsConsumer) single.createConsumer(new RestanteQueue("orders"));
            Tag first = link.deliver(link.consumer(), "a");
            Tag second = link.deliver(link.consumer(), "b");
            assertNotNull(consumer.receive());

            consumer.receive().acknowledge();

            List<Request.Acknowledge> all = link.requests(Request.Acknowledge.class);
            assertEquals(List.of(second), all.get(all.size() - 1).tags());
            single.close();
            List<Request.CloseSession> closed = link.requests(Request.CloseSession.class);
            assertEquals(List.of(first), closed.get(closed.size() - 1).seen());
        }
    }

    @Test
    void clientAcknowledgementIsOfAllConsumed() throws Exception {
        JmsSession client = connection.open(AckMode.CLIENT, Session.CLIENT_ACKNOWLEDGE, Domain.BOTH);
        JmsConsumer consumer = (JmsConsumer) client.createConsumer(new RestanteQueue("orders"));
        Tag first = link.deliver(link.consumer(), "a");
        Tag second = link.deliver(link.consumer(), "b");
        link.deliver(link.consumer(), "unseen");
        Message message = consumer.receive();
        assertNotNull(consumer.receive());

        message.acknowledge();

        assertEquals(
                List.of(first, second),
                link.requests(Request.Acknowledge.class).get(0).tags());
        client.close();
        assertThrows(IllegalStateException.class, message::acknowledge);
    }
}
