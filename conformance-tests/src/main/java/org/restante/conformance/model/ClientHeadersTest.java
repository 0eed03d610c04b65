package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The header fields that the client sets. */
@Section("3.4")
class ClientHeadersTest extends ConformanceTest {

    @Test
    @Section("3.4.5")
    void correlationIdOfTheApplicationArrives() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSCorrelationID("order 17");
        assertEquals("order 17", sendAndReceive(TextMessage.class, sent).getJMSCorrelationID());
    }

    @Test
    @Section("3.4.5")
    void correlationIdCanHoldTheIdOfAnotherMessage() throws Exception {
        TextMessage request = text("request");
        send(queue(), request);
        TextMessage reply = text("reply");
        reply.setJMSCorrelationID(request.getJMSMessageID());
        assertEquals(
                request.getJMSMessageID(),
                sendAndReceive(TextMessage.class, reply).getJMSCorrelationID());
    }

    @Test
    @Section("3.4.5")
    void correlationIdAsBytesArrivesOrIsRefused() throws Exception {
        byte[] id = {0, 1, -1, 127, -128};
        TextMessage sent = text("a");
        try {
            sent.setJMSCorrelationIDAsBytes(id);
        } catch (UnsupportedOperationException permitted) {
            assertNull(sent.getJMSCorrelationID(), permitted::getMessage);
            return;
        }
        assertArrayEquals(id, sendAndReceive(TextMessage.class, sent).getJMSCorrelationIDAsBytes());
    }

    @Test
    @Section("API: Message")
    void correlationIdAsBytesIsCopied() throws Exception {
        byte[] id = {1, 2};
        TextMessage message = text("a");
        try {
            message.setJMSCorrelationIDAsBytes(id);
        } catch (UnsupportedOperationException permitted) {
            assertNull(message.getJMSCorrelationID(), permitted::getMessage);
            return;
        }
        id[0] = 9;
        assertArrayEquals(new byte[] {1, 2}, message.getJMSCorrelationIDAsBytes());
    }

    @Test
    @Section("3.4.5")
    void laterCorrelationIdReplacesTheEarlier() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSCorrelationID("first");
        sent.setJMSCorrelationID("second");
        assertEquals("second", sendAndReceive(TextMessage.class, sent).getJMSCorrelationID());
        sent.setJMSCorrelationID(null);
        assertNull(sendAndReceive(TextMessage.class, sent).getJMSCorrelationID());
    }

    @Test
    @Section("3.4.5")
    void correlationIdIsNullWhenNoneIsSet() throws Exception {
        assertNull(sendAndReceive(TextMessage.class, text("a")).getJMSCorrelationID());
    }

    @Test
    @Section("3.4.6")
    void replyToCanBeAQueue() throws Exception {
        Queue replies = queue();
        TextMessage sent = text("a");
        sent.setJMSReplyTo(replies);
        var replyTo = assertInstanceOf(
                Queue.class, sendAndReceive(TextMessage.class, sent).getJMSReplyTo());
        assertEquals(replies.getQueueName(), replyTo.getQueueName());
        send(replyTo, "reply");
        assertReceives(session().createConsumer(replies), "reply");
    }

    @Test
    @Section("3.4.6")
    void replyToCanBeATopic() throws Exception {
        Topic replies = topic();
        TextMessage sent = text("a");
        sent.setJMSReplyTo(replies);
        var replyTo = assertInstanceOf(
                Topic.class, sendAndReceive(TextMessage.class, sent).getJMSReplyTo());
        assertEquals(replies.getTopicName(), replyTo.getTopicName());
    }

    @Test
    @Section("3.4.6")
    void replyToIsNullWhenNoneIsSet() throws Exception {
        assertNull(sendAndReceive(TextMessage.class, text("a")).getJMSReplyTo());
    }

    @Test
    @Section("3.4.8")
    void typeArrives() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSType("invoice");
        assertEquals("invoice", sendAndReceive(TextMessage.class, sent).getJMSType());
    }

    @Test
    @Section("3.4.8")
    void typeIsNullWhenNoneIsSet() throws Exception {
        assertNull(sendAndReceive(TextMessage.class, text("a")).getJMSType());
    }

    @Test
    @Section("3.4")
    void completeHeaderReachesEachSubscriber() throws Exception {
        Topic topic = topic();
        Queue replies = queue();
        MessageConsumer[] subscribers = {
            session().createConsumer(topic), session().createConsumer(topic)
        };
        TextMessage sent = text("a");
        sent.setJMSReplyTo(replies);
        sent.setJMSType("type");
        sent.setJMSCorrelationID("c");
        desk().createProducer(topic).send(sent, DeliveryMode.NON_PERSISTENT, 6, 60_000);
        for (MessageConsumer subscriber : subscribers) {
            assertSameHeader(sent, receive(subscriber));
        }
    }

    @Test
    @Section("3.4")
    void completeHeaderReachesABrowser() throws Exception {
        Queue queue = queue();
        TextMessage sent = text("a");
        sent.setJMSReplyTo(queue);
        sent.setJMSType("type");
        sent.setJMSCorrelationID("c");
        send(queue, sent);
        var messages = session().createBrowser(queue).getEnumeration();
        assertTrue(messages.hasMoreElements());
        assertSameHeader(sent, (Message) messages.nextElement());
    }

    private static void assertSameHeader(Message sent, Message arrived) throws Exception {
        assertEquals(sent.getJMSMessageID(), arrived.getJMSMessageID());
        assertEquals(sent.getJMSTimestamp(), arrived.getJMSTimestamp());
        assertEquals(sent.getJMSCorrelationID(), arrived.getJMSCorrelationID());
        assertEquals(sent.getJMSReplyTo(), arrived.getJMSReplyTo());
        assertEquals(sent.getJMSDestination(), arrived.getJMSDestination());
        assertEquals(sent.getJMSDeliveryMode(), arrived.getJMSDeliveryMode());
        assertEquals(sent.getJMSType(), arrived.getJMSType());
        assertEquals(sent.getJMSExpiration(), arrived.getJMSExpiration());
        assertEquals(sent.getJMSDeliveryTime(), arrived.getJMSDeliveryTime());
        assertEquals(sent.getJMSPriority(), arrived.getJMSPriority());
    }

    @Test
    @Section("3.10")
    void headersOfAReceivedMessageCanBeChanged() throws Exception {
        TextMessage received = sendAndReceive(TextMessage.class, text("a"));
        received.setJMSCorrelationID("mine");
        received.setJMSType("changed");
        received.setJMSReplyTo(queue());
        received.setJMSPriority(2);
        received.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        assertEquals("mine", received.getJMSCorrelationID());
        assertEquals("changed", received.getJMSType());
        assertEquals(2, received.getJMSPriority());
        assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
    }
}
