package org.restante.conformance.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XASession;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import jakarta.jms.XATopicSession;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** XA connections, sessions and contexts, and the calls that they refuse because a transaction manager ends the transaction. */
@Section("11.3")
@Needs(Capability.DISTRIBUTED_TRANSACTIONS)
class XaConnectionTest extends DistributedTest {

    @Test
    @Section("11.3.3")
    void xaSessionIsTransactedAndLeavesTheDecisionToTheTransactionManager() throws Exception {
        XASession session = xaSession();
        assertTrue(session.getTransacted());
        assertEquals(Session.SESSION_TRANSACTED, session.getAcknowledgeMode());
        assertThrows(TransactionInProgressException.class, session::commit);
        assertThrows(TransactionInProgressException.class, session::rollback);
        assertNotNull(session.getXAResource());
    }

    @Test
    @Section("6.2.7")
    void xaSessionRefusesToCommitWithinABranchToo() throws Exception {
        XASession session = xaSession();
        BranchName branch = branch();
        session.getXAResource().start(branch, XAResource.TMNOFLAGS);
        assertThrows(TransactionInProgressException.class, session.getSession()::commit);
        session.getXAResource().end(branch, XAResource.TMSUCCESS);
        session.getXAResource().rollback(branch);
    }

    @Test
    @Section("11.3.2")
    void ordinarySessionOfAnXaConnectionCommitsLocally() throws Exception {
        Queue queue = queue();
        XAConnection connection = xaConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        session.createProducer(queue).send(session.createTextMessage("a"));
        session.commit();
        assertReceives(connection.createSession(false, Session.AUTO_ACKNOWLEDGE).createConsumer(queue), "a");
    }

    @Test
    @Section("11.3.1")
    @Needs({Capability.DISTRIBUTED_TRANSACTIONS, Capability.LEGACY_DOMAINS})
    void factoryMakesXaConnectionsOfBothDomains() throws Exception {
        var queues = (XAQueueConnectionFactory) fixture().xaConnectionFactory();
        XAQueueConnection queueConnection = closedAfterTheTest(queues.createXAQueueConnection());
        queueConnection.start();
        XAQueueSession queueSession = queueConnection.createXAQueueSession();
        Queue queue = queue();
        sendIn(branch(), queueSession, queue, "never");
        BranchName kept = branch();
        sendIn(kept, queueSession, queue, "a");
        queueSession.getXAResource().commit(kept, true);
        QueueSession plain = queueSession.getQueueSession();
        assertReceives(plain.createReceiver(queue), "a");

        var topics = (XATopicConnectionFactory) fixture().xaConnectionFactory();
        XATopicConnection topicConnection = closedAfterTheTest(topics.createXATopicConnection());
        topicConnection.start();
        XATopicSession topicSession = topicConnection.createXATopicSession();
        TopicSession subscribing = topicSession.getTopicSession();
        Topic topic = topic();
        TopicSubscriber subscriber = subscribing.createSubscriber(topic);
        BranchName published = branch();
        sendIn(published, topicSession, topic, "b");
        topicSession.getXAResource().commit(published, true);
        assertReceives(subscriber, "b");
    }

    @Test
    @Section("11.3.4")
    void contextWorksInABranchOfItsResource() throws Exception {
        Queue queue = queue();
        XAJMSContext context =
                closedAfterTheTest(fixture().xaConnectionFactory().createXAContext());
        XAResource resource = context.getXAResource();
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        context.getContext().createProducer().send(queue, "a");
        resource.end(branch, XAResource.TMSUCCESS);
        assertNothingIn(queue);
        assertEquals(XAResource.XA_OK, resource.prepare(branch));
        resource.commit(branch, false);
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("11.3.4")
    void contextIsTransactedAndLeavesTheDecisionToTheTransactionManager() throws Exception {
        XAJMSContext context =
                closedAfterTheTest(fixture().xaConnectionFactory().createXAContext());
        assertTrue(context.getTransacted());
        assertThrows(TransactionInProgressRuntimeException.class, context::commit);
        assertThrows(TransactionInProgressRuntimeException.class, context::rollback);
    }

    @Test
    @Section("11.3.4")
    void contextMadeFromAnXaContextIsAnOrdinaryOne() throws Exception {
        XAJMSContext context =
                closedAfterTheTest(fixture().xaConnectionFactory().createXAContext());
        try (JMSContext made = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertFalse(made.getTransacted());
            Queue queue = queue();
            made.createProducer().send(queue, "a");
            assertEquals("a", made.createConsumer(queue).receiveBody(String.class, SOON));
        }
    }
}
