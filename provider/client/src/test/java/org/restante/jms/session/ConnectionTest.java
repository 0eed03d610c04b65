package org.restante.jms.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteQueue;
import org.restante.jms.RestanteTopic;
import org.restante.jms.TestDestinations;
import org.restante.jms.failure.Problems;
import org.restante.jms.message.JmsTemporaryQueue;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;

class ConnectionTest {

    private final ScriptedLink link = new ScriptedLink();
    private JmsConnection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = link.stopped(java.time.InstantSource.system());
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void translatesEveryProblem() {
        Map<Problem, Class<?>> expected = new EnumMap<>(Problem.class);
        expected.put(Problem.INVALID_DESTINATION, InvalidDestinationException.class);
        expected.put(Problem.INVALID_SELECTOR, InvalidSelectorException.class);
        expected.put(Problem.INVALID_CLIENT_ID, InvalidClientIDException.class);
        expected.put(Problem.SECURITY, JMSSecurityException.class);
        expected.put(Problem.RESOURCE_LIMIT, ResourceAllocationException.class);
        expected.put(Problem.MESSAGE_TOO_LARGE, ResourceAllocationException.class);
        expected.put(Problem.INVALID_MESSAGE, MessageFormatException.class);
        expected.put(Problem.ILLEGAL_STATE, IllegalStateException.class);
        expected.put(Problem.NO_SUCH_BRANCH, IllegalStateException.class);
        expected.put(Problem.BRANCH_EXISTS, IllegalStateException.class);
        expected.put(Problem.CLOSED, JMSException.class);
        expected.put(Problem.INTERNAL, JMSException.class);
        for (Problem problem : Problem.values()) {
            JMSException checked = Problems.translate(problem, "why");
            assertEquals(expected.get(problem), checked.getClass());
            assertEquals(problem.name(), Problems.unchecked(checked).getErrorCode());
            String unchecked = Problems.unchecked(checked).getClass().getSimpleName();
            assertEquals(checked.getClass().getSimpleName().replace("Exception", "RuntimeException"), unchecked);
        }
    }

    @Test
    void theClientIdentifierComesBeforeAnyUse() throws Exception {
        connection.setClientID("anna");
        assertEquals("anna", link.requests(Request.Identify.class).get(0).clientId());
        assertThrows(IllegalStateException.class, () -> connection.setClientID("bert"));

        JmsConnection used = new ScriptedLink().connection();
        assertThrows(IllegalStateException.class, () -> used.setClientID("anna"));
    }

    @Test
    void aRefusedClientIdentifierCanBeFollowedByAnother() throws Exception {
        link.refuse(Request.Identify.class, Problem.INVALID_CLIENT_ID, "in use");
        assertThrows(InvalidClientIDException.class, () -> connection.setClientID("anna"));
        link.answer(Request.Identify.class, request -> new Reply.Done());

        connection.setClientID("bert");

        assertEquals("bert", connection.getClientID());
    }

    @Test
    void anUnsharedDurableSubscriptionNeedsAClientIdentifier() throws Exception {
        Session session = connection.createSession();
        RestanteTopic topic = new RestanteTopic("news");

        assertThrows(IllegalStateException.class, () -> session.createDurableConsumer(topic, "s"));
        session.createSharedDurableConsumer(topic, "s");

        assertEquals(
                new Request.Subscription("s", true, true),
                link.requests(Request.OpenConsumer.class).get(0).subscription());
    }

    @Test
    void onlyTheMakerOfATemporaryQueueConsumesFromItAndDeletesIt() throws Exception {
        Address address = new Address(Address.Kind.TEMPORARY_QUEUE, "t1");
        link.answer(Request.CreateTemporary.class, request -> new Reply.Created(address));
        var own = connection.createSession().createTemporaryQueue();
        assertNotNull(connection.createSession().createConsumer(TestDestinations.DESTINATIONS.destination(address)));
        JmsConnection other = new ScriptedLink().connection();
        Session foreign = other.createSession();

        assertThrows(InvalidDestinationException.class, () -> foreign.createConsumer(own));
        var received = (JmsTemporaryQueue) TestDestinations.DESTINATIONS.destination(address);
        assertThrows(JMSException.class, received::delete);
        own.delete();

        assertEquals(
                address, link.requests(Request.DeleteTemporary.class).get(0).address());
    }

    @Test
    void aSessionOfQueuesRefusesTopics() throws Exception {
        var queues = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        var topics = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);

        assertThrows(IllegalStateException.class, () -> queues.createTopic("t"));
        assertThrows(IllegalStateException.class, queues::createTemporaryTopic);
        assertThrows(IllegalStateException.class, () -> queues.unsubscribe("s"));
        assertThrows(IllegalStateException.class, () -> topics.createQueue("q"));
        assertThrows(IllegalStateException.class, () -> topics.createBrowser(new RestanteQueue("q")));
    }

    @Test
    void browsesPageByPageAndOnlyWhenAsked() throws Exception {
        var waiting = new Reply.Waiting(ScriptedLink.text("m", 0), 0);
        Tag next = new Tag(1, 4, 100);
        link.answer(Request.Browse.class, request -> {
            Request.Browse browse = (Request.Browse) request;
            return browse.after() == null
                    ? new Reply.Page(Collections.nCopies(browse.limit(), waiting), next, 7)
                    : new Reply.Page(List.of(waiting), null, 8);
        });
        var browser = connection.createSession().createBrowser(new RestanteQueue("orders"));
        assertEquals(1, link.requests(Request.Browse.class).size());

        int count = 0;
        for (var all = browser.getEnumeration(); all.hasMoreElements(); all.nextElement()) {
            count++;
        }

        assertEquals(1001, count);
        List<Request.Browse> browses = link.requests(Request.Browse.class);
        assertEquals(3, browses.size());
        assertEquals(7, browses.get(2).newest());
    }

    @Test
    void afterItsCloseEverythingButCloseIsRefused() throws Exception {
        Session session = connection.createSession();
        var producer = session.createProducer(new RestanteQueue("orders"));
        Message message = session.createMessage();
        connection.close();

        assertTrue(link.isClosed());
        assertThrows(IllegalStateException.class, connection::createSession);
        assertThrows(IllegalStateException.class, connection::start);
        assertThrows(IllegalStateException.class, session::createMessage);
        assertThrows(IllegalStateException.class, () -> producer.send(message));
        connection.close();
        session.close();
        producer.close();
    }

    @Test
    void closesThoughTheLinkHasEnded() throws Exception {
        connection.createSession().createConsumer(new RestanteQueue("orders"));
        link.refuse(Request.CloseSession.class, Problem.CLOSED, "gone");
        link.end("gone");

        connection.close();

        assertTrue(link.isClosed());
    }

    @Test
    void theLastContextClosesTheConnection() {
        JMSContext first = JmsContext.first(connection, JMSContext.AUTO_ACKNOWLEDGE);
        JMSContext second = first.createContext(JMSContext.CLIENT_ACKNOWLEDGE);

        first.close();
        assertFalse(link.isClosed());
        assertThrows(IllegalStateRuntimeException.class, first::createProducer);
        second.close();

        assertTrue(link.isClosed());
    }

    @Test
    void aContextStartsWithItsFirstConsumer() throws Exception {
        JMSContext context = JmsContext.first(connection, JMSContext.AUTO_ACKNOWLEDGE);
        Queue queue = context.createQueue("orders");
        context.setAutoStart(false);
        context.createConsumer(queue).setMessageListener(message -> {});
        int stopped = link.consumer();
        assertEquals(0, link.credit(stopped));
        context.setAutoStart(true);

        context.createConsumer(queue);

        await().until(() -> link.credit(stopped) == 1);
    }

    @Test
    void aFactoryKeepsItsOwnOptionsFromTheBroker() {
        var factory = new RestanteConnectionFactory("nowhere:x?trust=a.b&clientId=anna");

        JMSException e = assertThrows(JMSException.class, factory::createConnection);

        assertTrue(e.getMessage().contains("'nowhere:'"), e::toString);
        assertThrows(JMSException.class, new RestanteConnectionFactory()::createConnection);
    }

    @Test
    void tellsItsVersionFromTheBuild() throws Exception {
        var metaData = connection.getMetaData();

        assertEquals("3.1", metaData.getJMSVersion());
        assertTrue(metaData.getProviderVersion().startsWith(metaData.getProviderMajorVersion() + "."));
        assertTrue(metaData.getJMSXPropertyNames().hasMoreElements());
    }
}
