package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Changing, sending again and forwarding a message after it was sent or received. */
@Section("3.9")
class SentMessageTest extends ConformanceTest {

    @Test
    @Section("3.9")
    void changingAMessageAfterTheSendDoesNotChangeTheSentMessage() throws Exception {
        Queue queue = queue();
        TextMessage message = text("first");
        message.setStringProperty("p", "first");
        message.setJMSCorrelationID("first");
        send(queue, message);
        message.setText("second");
        message.setStringProperty("p", "second");
        message.setJMSCorrelationID("second");
        Message received = receive(session().createConsumer(queue));
        assertEquals("first", textOf(received));
        assertEquals("first", received.getStringProperty("p"));
        assertEquals("first", received.getJMSCorrelationID());
    }

    @Test
    @Section("3.9")
    void changingAMapAfterTheSendDoesNotChangeTheSentMap() throws Exception {
        Queue queue = queue();
        MapMessage message = desk().createMapMessage();
        message.setInt("e", 1);
        send(queue, message);
        message.setInt("e", 2);
        assertEquals(1, ((MapMessage) receive(session().createConsumer(queue))).getInt("e"));
    }

    @Test
    @Section("3.9")
    void sameObjectCanBeSentAgainWithAnotherContent() throws Exception {
        Queue queue = queue();
        TextMessage message = text("one");
        send(queue, message);
        message.setText("two");
        send(queue, message);
        send(queue, message);
        assertReceives(session().createConsumer(queue), "one", "two", "two");
    }

    @Test
    @Section("3.9")
    void sameBytesMessageCanBeSentTwice() throws Exception {
        Queue queue = queue();
        BytesMessage message = desk().createBytesMessage();
        message.writeInt(7);
        send(queue, message);
        send(queue, message);
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(7, ((BytesMessage) receive(consumer)).readInt());
        assertEquals(7, ((BytesMessage) receive(consumer)).readInt());
    }

    @Test
    @Section("3.9")
    void receivedMessageCanBeForwarded() throws Exception {
        Queue next = queue();
        TextMessage sent = text("a");
        sent.setStringProperty("p", "x");
        TextMessage received = sendAndReceive(TextMessage.class, sent);
        String firstId = received.getJMSMessageID();
        send(next, received);
        Message forwarded = receive(session().createConsumer(next));
        assertEquals("a", textOf(forwarded));
        assertEquals("x", forwarded.getStringProperty("p"));
        assertEquals(false, firstId.equals(forwarded.getJMSMessageID()));
        assertEquals(1, forwarded.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Section("3.4.7")
    void redeliveredMessageThatIsForwardedIsANewMessage() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer);
        session.recover();
        Message again = receive(consumer);
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
        Queue next = queue();
        send(next, again);
        Message forwarded = receive(session().createConsumer(next));
        assertFalse(forwarded.getJMSRedelivered());
        assertEquals(1, forwarded.getIntProperty("JMSXDeliveryCount"));
        again.acknowledge();
    }

    @Test
    @Section("3.4.11")
    void forwardingReplacesTheHeadersOfTheFirstSend() throws Exception {
        Queue queue = queue();
        TextMessage sent = text("a");
        sent.setJMSCorrelationID("c");
        sent.setJMSType("t");
        desk().createProducer(queue).send(sent, DeliveryMode.NON_PERSISTENT, 8, 60_000);
        Queue next = queue();
        send(next, receive(session().createConsumer(queue)));
        Message forwarded = receive(session().createConsumer(next));
        assertEquals(DeliveryMode.PERSISTENT, forwarded.getJMSDeliveryMode());
        assertEquals(4, forwarded.getJMSPriority());
        assertEquals(0, forwarded.getJMSExpiration());
        assertEquals(next.getQueueName(), ((Queue) forwarded.getJMSDestination()).getQueueName());
        assertEquals("c", forwarded.getJMSCorrelationID());
        assertEquals("t", forwarded.getJMSType());
    }

    @Test
    @Section("3.9")
    void wholeBodyIsForwardedAtAnyReadPosition() throws Exception {
        BytesMessage bytes = desk().createBytesMessage();
        bytes.writeInt(1);
        bytes.writeInt(2);
        BytesMessage receivedBytes = sendAndReceive(BytesMessage.class, bytes);
        receivedBytes.readInt();
        assertEquals(1, sendAndReceive(BytesMessage.class, receivedBytes).readInt());
        StreamMessage stream = desk().createStreamMessage();
        stream.writeInt(1);
        stream.writeInt(2);
        StreamMessage receivedStream = sendAndReceive(StreamMessage.class, stream);
        receivedStream.readInt();
        assertEquals(1, sendAndReceive(StreamMessage.class, receivedStream).readInt());
    }

    @Test
    @Section("3.9")
    void sameObjectCanBeSentByProducersOfTwoSessions() throws Exception {
        Queue one = queue();
        Queue two = queue();
        TextMessage message = text("a");
        session().createProducer(one).send(message);
        String first = message.getJMSMessageID();
        session().createProducer(two).send(message);
        assertEquals(first, receive(session().createConsumer(one)).getJMSMessageID());
        Message received = receive(session().createConsumer(two));
        assertEquals(message.getJMSMessageID(), received.getJMSMessageID());
        assertEquals(two.getQueueName(), ((Queue) message.getJMSDestination()).getQueueName());
    }

    @Test
    @Section("3.10")
    void redeliveredMessageIsTheOriginalWithoutTheChangesOfTheReceiver() throws Exception {
        Queue queue = queue();
        TextMessage sent = text("original");
        sent.setStringProperty("p", "original");
        send(queue, sent);
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage received = (TextMessage) receive(consumer);
        received.clearBody();
        received.clearProperties();
        received.setText("changed");
        received.setStringProperty("p", "changed");
        session.recover();
        Message again = receive(consumer);
        assertEquals("original", textOf(again));
        assertEquals("original", again.getStringProperty("p"));
        again.acknowledge();
    }

    @Test
    @Section("3.10")
    void copiesForTwoSubscribersAreIndependent() throws Exception {
        var topic = topic();
        MessageConsumer one = session().createConsumer(topic);
        MessageConsumer two = session().createConsumer(topic);
        BytesMessage sent = desk().createBytesMessage();
        sent.writeBytes(new byte[] {1, 2});
        send(topic, sent);
        BytesMessage first = (BytesMessage) receive(one);
        first.clearBody();
        first.writeByte((byte) 9);
        assertArrayEquals(new byte[] {1, 2}, receive(two).getBody(byte[].class));
    }

    @Test
    @Section("3.5.3")
    void messageStaysWritableForItsSender() throws Exception {
        TextMessage message = text("a");
        TextMessage received = sendAndReceive(TextMessage.class, message);
        message.setText("b");
        message.setIntProperty("p", 1);
        assertEquals("b", message.getText());
        assertThrows(MessageNotWriteableException.class, () -> received.setText("b"));
    }
}
