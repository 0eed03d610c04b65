package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.restante.jms.RestanteQueue;
import org.restante.jms.RestanteTopic;
import org.restante.link.Link;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;

/** The name of a temporary destination, sent to another client as text. */
final class TemporaryNameTest {

    private static final long SOON = 20_000;

    @RegisterExtension
    final TestBroker broker = TestBroker.inMemory();

    private void assertArrives(MessageConsumer at, Session from, jakarta.jms.Destination to) throws Exception {
        from.createProducer(to).send(from.createTextMessage("reply"));
        Message reply = at.receive(SOON);
        assertNotNull(reply, () -> "nothing came to " + to);
        assertEquals("reply", reply.getBody(String.class));
    }

    @Test
    void nameOfATemporaryQueueLeadsToIt() throws Exception {
        Session own = broker.connection().createSession();
        Session other = broker.connection().createSession();
        TemporaryQueue replies = own.createTemporaryQueue();
        MessageConsumer consumer = own.createConsumer(replies);
        String name = replies.getQueueName();
        assertArrives(consumer, other, other.createQueue(name));
        assertArrives(consumer, other, other.createQueue(replies.toString()));
        assertArrives(consumer, other, new RestanteQueue(name));
        assertEquals(replies, other.createQueue(name));
        assertEquals(name, other.createQueue(name).getQueueName());
        Address ordinary = Address.queue(replies.toString().substring("temp-queue:".length()));
        assertTrue(broker.admin().destinations().stream()
                .noneMatch(status ->
                        status.address().equals(ordinary) || status.address().equals(Address.queue(name))));
    }

    @Test
    void nameOfATemporaryTopicLeadsToIt() throws Exception {
        Session own = broker.connection().createSession();
        Session other = broker.connection().createSession();
        TemporaryTopic news = own.createTemporaryTopic();
        MessageConsumer consumer = own.createConsumer(news);
        String name = news.getTopicName();
        assertArrives(consumer, other, other.createTopic(name));
        assertArrives(consumer, other, new RestanteTopic(name));
        Topic same = other.createTopic(name);
        assertThrows(InvalidDestinationException.class, () -> other.createConsumer(same));
    }

    @Test
    void consumerAndBrowserOfAnotherConnectionAreRefused() throws Exception {
        Session own = broker.connection().createSession();
        Session other = broker.connection().createSession();
        TemporaryQueue replies = own.createTemporaryQueue();
        for (Queue queue : new Queue[] {
            replies, other.createQueue(replies.getQueueName()), new RestanteQueue(replies.getQueueName())
        }) {
            assertThrows(InvalidDestinationException.class, () -> other.createConsumer(queue));
            assertThrows(InvalidDestinationException.class, () -> other.createBrowser(queue));
            own.createConsumer(queue).close();
            own.createBrowser(queue).close();
        }
    }

    @Test
    void brokerRefusesABrowserOfAnotherConnectionToo() throws Exception {
        TemporaryQueue replies = broker.connection().createSession().createTemporaryQueue();
        try (Link link = LinkUri.parse(broker.within()).open(event -> {})) {
            link.request(new Request.Connect(null, null)).toCompletableFuture().join();
            Reply reply = link.request(
                            new Request.Browse(Address.parse(replies.toString()), null, null, 10, Request.Browse.ALL))
                    .toCompletableFuture()
                    .join();
            assertEquals(Problem.INVALID_DESTINATION, ((Reply.Refused) reply).problem());
        }
    }

    @Test
    void sendToTheNameOfAQueueThatIsGoneIsRefused() throws Exception {
        Connection requester = broker.factory().createConnection();
        String name = requester.createSession().createTemporaryQueue().getQueueName();
        requester.close();
        Session other = broker.connection().createSession();
        assertThrows(
                InvalidDestinationException.class,
                () -> other.createProducer(other.createQueue(name)).send(other.createMessage()));
    }
}
