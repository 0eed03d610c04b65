package org.restante.conformance.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XASession;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** What belongs to a branch: sends and receipts of each kind between its start and its end, and nothing else. */
@Section("11.3.5")
@Needs(Capability.DISTRIBUTED_TRANSACTIONS)
class XaWorkTest extends DistributedTest {

    @Test
    @Section("11.3.5")
    void messageIsNotReceivedInTheBranchThatSendsIt() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(queue);
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "a");
        assertNothingComes(consumer);
        resource.end(branch, XAResource.TMSUCCESS);
        resource.commit(branch, true);
        BranchName next = branch();
        receiveIn(next, session, consumer, "a");
        resource.commit(next, true);
    }

    @Test
    @Section("11.3.5")
    void branchCoversSeveralDestinations() throws Exception {
        Queue from = queue();
        Queue to = queue();
        Topic topic = topic();
        send(from, "in");
        MessageConsumer subscriber = session().createConsumer(topic);
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(from);
        for (boolean committed : new boolean[] {false, true}) {
            BranchName branch = branch();
            resource.start(branch, XAResource.TMNOFLAGS);
            assertReceives(consumer, "in");
            send(session, to, "to the queue " + committed);
            send(session, topic, "to the topic " + committed);
            resource.end(branch, XAResource.TMSUCCESS);
            if (committed) {
                resource.prepare(branch);
                resource.commit(branch, false);
            } else {
                resource.rollback(branch);
            }
        }
        assertReceives(subscriber, "to the topic true");
        assertReceives(session().createConsumer(to), "to the queue true");
        session.close();
        assertNothingIn(from);
    }

    @Test
    @Section("11.3.5")
    void rolledBackReceiptsAreCountedAsDeliveries() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(queue);
        for (int count = 1; count <= 3; count++) {
            BranchName branch = branch();
            resource.start(branch, XAResource.TMNOFLAGS);
            Message message = receive(consumer);
            assertEquals(count, message.getIntProperty("JMSXDeliveryCount"));
            assertEquals(count > 1, message.getJMSRedelivered());
            resource.end(branch, XAResource.TMSUCCESS);
            resource.rollback(branch);
        }
    }

    @Test
    @Section({"3.6", "11.3.5"})
    void acknowledgeIsIgnoredInABranch() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(queue);
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        receive(consumer).acknowledge();
        resource.end(branch, XAResource.TMSUCCESS);
        resource.rollback(branch);
        session.close();
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section({"11.3.3", "API: Session"})
    void xaSessionDoesNotRecover() throws Exception {
        XASession session = xaSession();
        assertThrows(IllegalStateException.class, session::recover);
    }

    @Test
    @Section({"7.3", "11.3.5"})
    void asynchronousSendOfABranchIsSeenWithItsCommit() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        CompletableFuture<Message> completed = new CompletableFuture<>();
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        session.createProducer(queue).send(session.createTextMessage("a"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completed.complete(message);
            }

            @Override
            public void onException(Message message, Exception exception) {
                completed.completeExceptionally(exception);
            }
        });
        completed.get(SOON, TimeUnit.MILLISECONDS);
        resource.end(branch, XAResource.TMSUCCESS);
        assertNothingIn(queue);
        resource.commit(branch, true);
        assertReceives(session().createConsumer(queue), "a");
    }

    /** The start of a branch is a call of the transaction manager; a listener may be where it makes it. */
    @Test
    @Section("11.3.5")
    void sendsOfABranchThatBeginsInsideAListenerBelongToIt() throws Exception {
        Queue from = queue();
        Queue to = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        session.createConsumer(from).setMessageListener(message -> {
            try {
                String text = textOf(message);
                BranchName branch = branch();
                sendIn(branch, session, to, text);
                if (text.equals("undone")) {
                    resource.rollback(branch);
                } else {
                    resource.commit(branch, true);
                }
                outcomes.add(text);
            } catch (Exception e) {
                outcomes.add(e.toString());
            }
        });
        send(from, "undone");
        assertEquals("undone", outcomes.poll(SOON, TimeUnit.MILLISECONDS));
        send(from, "done");
        soon().until(() -> outcomes.contains("done") || outcomes.stream().anyMatch(text -> !text.equals("undone")));
        MessageConsumer consumer = session().createConsumer(to);
        assertReceives(consumer, "done");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("11.3.5")
    void messageThatAListenerGetsWithinABranchComesAgainWhenItIsRolledBack() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        XAConnection connection =
                closedAfterTheTest(fixture().xaConnectionFactory().createXAConnection());
        XASession session = connection.createXASession();
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(queue).setMessageListener(inbox);
        BranchName branch = branch();
        session.getXAResource().start(branch, XAResource.TMNOFLAGS);
        connection.start();
        assertEquals("a", inbox.nextText());
        connection.stop();
        session.getXAResource().end(branch, XAResource.TMSUCCESS);
        session.getXAResource().rollback(branch);
        session.close();
        Message again = receive(session().createConsumer(queue));
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @Test
    @Section("11.3.5")
    void workWhileABranchIsSuspendedDoesNotBelongToIt() throws Exception {
        Queue inside = queue();
        Queue outside = queue();
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, inside, "undone");
        resource.end(branch, XAResource.TMSUSPEND);
        send(session, outside, "at once");
        assertReceives(session().createConsumer(outside), "at once");
        resource.start(branch, XAResource.TMRESUME);
        resource.end(branch, XAResource.TMSUCCESS);
        resource.rollback(branch);
        assertNothingIn(inside);
    }

    @Test
    @Section("11.3.5")
    void branchOfAThousandMessagesIsSeenAsAWhole() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        BranchName branch = branch();
        String[] texts = IntStream.range(0, 1_000).mapToObj(i -> "m" + i).toArray(String[]::new);
        sendIn(branch, session, queue, texts);
        session.getXAResource().prepare(branch);
        MessageConsumer consumer = session().createConsumer(queue);
        assertNull(consumer.receiveNoWait());
        session.getXAResource().commit(branch, false);
        assertReceives(consumer, texts);
    }

    @Test
    @Section("11.3.4")
    void contextReceivesInABranch() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        XAJMSContext context =
                closedAfterTheTest(fixture().xaConnectionFactory().createXAContext());
        XAResource resource = context.getXAResource();
        JMSConsumer consumer = context.getContext().createConsumer(queue);
        BranchName undone = branch();
        resource.start(undone, XAResource.TMNOFLAGS);
        assertEquals("a", consumer.receiveBody(String.class, SOON));
        resource.end(undone, XAResource.TMSUCCESS);
        resource.rollback(undone);
        BranchName done = branch();
        resource.start(done, XAResource.TMNOFLAGS);
        Message again = consumer.receive(SOON);
        assertTrue(again.getJMSRedelivered());
        resource.end(done, XAResource.TMSUCCESS);
        resource.commit(done, true);
        context.close();
        assertNothingIn(queue);
    }

    @Test
    @Section("11.3.2")
    void xaConnectionMakesOrdinarySessionsOfEachMode() throws Exception {
        XAConnection connection = xaConnection();
        assertEquals(Session.AUTO_ACKNOWLEDGE, connection.createSession().getAcknowledgeMode());
        for (int mode : new int[] {
            Session.AUTO_ACKNOWLEDGE,
            Session.CLIENT_ACKNOWLEDGE,
            Session.DUPS_OK_ACKNOWLEDGE,
            Session.SESSION_TRANSACTED
        }) {
            Session session = connection.createSession(mode);
            assertEquals(mode, session.getAcknowledgeMode());
            assertEquals(mode == Session.SESSION_TRANSACTED, session.getTransacted());
        }
    }

    @Test
    @Section({"11.3.1", "6.1.1"})
    @Needs({Capability.DISTRIBUTED_TRANSACTIONS, Capability.AUTHENTICATION})
    void xaFactoryChecksThePassword() throws Exception {
        var anna = fixture().credentials().orElseThrow();
        XAConnectionFactory factory = fixture().xaConnectionFactory();
        factory.createXAConnection(anna.user(), anna.password()).close();
        factory.createXAContext(anna.user(), anna.password()).close();
        assertThrows(JMSSecurityException.class, () -> factory.createXAConnection(anna.user(), "wrong"));
        assertThrows(
                JMSSecurityRuntimeException.class,
                () -> factory.createXAContext(anna.user(), "wrong").createMessage());
    }

    @Test
    @Section("11.3.3")
    void closedXaSessionCannotBeUsed() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        session.close();
        session.close();
        assertThrows(IllegalStateException.class, () -> session.createProducer(queue));
        assertThrows(IllegalStateException.class, session::getTransacted);
    }
}
