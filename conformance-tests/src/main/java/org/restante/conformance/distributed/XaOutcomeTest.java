package org.restante.conformance.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** The outcome of a branch for the messages sent and received in it. */
@Section("11.3")
@Needs(Capability.DISTRIBUTED_TRANSACTIONS)
class XaOutcomeTest extends DistributedTest {

    @Test
    @Section("11.3.5")
    void sendsOfABranchAreSeenOnlyWhenItIsCommitted() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName branch = branch();
        sendIn(branch, session, queue, "a", "b");
        assertNothingIn(queue);
        assertEquals(XAResource.XA_OK, resource.prepare(branch));
        assertNothingIn(queue);
        resource.commit(branch, false);
        assertReceives(session().createConsumer(queue), "a", "b");
    }

    @Test
    @Section("11.3.5")
    void sendsOfABranchCommittedInOnePhaseAreSeen() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        BranchName branch = branch();
        sendIn(branch, session, queue, "a");
        session.getXAResource().commit(branch, true);
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("11.3.5")
    void sendsOfABranchRolledBackBeforeOrAfterPrepareAreNeverSeen() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName before = branch();
        sendIn(before, session, queue, "a");
        resource.rollback(before);
        BranchName after = branch();
        sendIn(after, session, queue, "b");
        resource.prepare(after);
        resource.rollback(after);
        assertNothingIn(queue);
    }

    @Test
    @Section("11.3.5")
    void messagePublishedInABranchReachesEverySubscriberOnce() throws Exception {
        Topic topic = topic();
        MessageConsumer one = session().createConsumer(topic);
        MessageConsumer two = session().createConsumer(topic);
        XASession session = xaSession();
        BranchName branch = branch();
        sendIn(branch, session, topic, "a");
        session.getXAResource().prepare(branch);
        session.getXAResource().commit(branch, false);
        assertReceives(one, "a");
        assertReceives(two, "a");
        assertNothingComes(one);
    }

    @Test
    @Section("11.3.5")
    void messageReceivedInACommittedBranchIsGone() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        XASession session = xaSession();
        BranchName branch = branch();
        receiveIn(branch, session, session.createConsumer(queue), "a");
        session.getXAResource().prepare(branch);
        session.getXAResource().commit(branch, false);
        session.close();
        assertNothingIn(queue);
    }

    @Test
    @Section("11.3.5")
    void messagesReceivedInABranchComeAgainInOrderWhenItIsRolledBack() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        XASession session = xaSession();
        MessageConsumer consumer = session.createConsumer(queue);
        BranchName branch = branch();
        receiveIn(branch, session, consumer, "a", "b");
        session.getXAResource().rollback(branch);
        BranchName again = branch();
        session.getXAResource().start(again, XAResource.TMNOFLAGS);
        Message first = receive(consumer);
        assertEquals("a", textOf(first));
        assertTrue(first.getJMSRedelivered());
        assertEquals(2, first.getIntProperty("JMSXDeliveryCount"));
        assertReceives(consumer, "b", "c");
        session.getXAResource().end(again, XAResource.TMSUCCESS);
        session.getXAResource().commit(again, true);
    }

    @Test
    @Section("11.3.5")
    void messageHeldByAPreparedBranchIsNotDeliveredUntilTheRollback() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        XASession session = xaSession();
        BranchName branch = branch();
        receiveIn(branch, session, session.createConsumer(queue), "a");
        session.getXAResource().prepare(branch);
        session.close();
        assertNothingIn(queue);
        XAResource other = xaSession().getXAResource();
        assertTrue(isPrepared(other, branch));
        other.rollback(branch);
        Message again = receive(session().createConsumer(queue));
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @Test
    @Section("11.3.5")
    void preparedBranchOfAClosedConnectionIsCommittedOverAnotherConnection() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        BranchName branch = branch();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(from);
        resource.start(branch, XAResource.TMNOFLAGS);
        assertReceives(consumer, "in");
        send(session, to, "out");
        resource.end(branch, XAResource.TMSUCCESS);
        resource.prepare(branch);
        connection.close();
        XAResource other = xaSession().getXAResource();
        assertTrue(isPrepared(other, branch));
        other.commit(branch, false);
        assertFalse(isPrepared(other, branch));
        assertNothingIn(from);
        assertReceives(session().createConsumer(to), "out");
    }

    @Test
    @Section("11.3.5")
    void unpreparedBranchIsRolledBackWhenItsConnectionCloses() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        BranchName branch = branch();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(from);
        resource.start(branch, XAResource.TMNOFLAGS);
        assertReceives(consumer, "in");
        send(session, to, "out");
        resource.end(branch, XAResource.TMSUCCESS);
        connection.close();
        assertReceives(session().createConsumer(from), "in");
        assertNothingIn(to);
    }

    @Test
    @Section("11.3.5")
    void branchWithoutWorkEndsWithPrepareOrCommit() throws Exception {
        XAResource resource = xaSession().getXAResource();
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        resource.end(branch, XAResource.TMSUCCESS);
        if (resource.prepare(branch) != XAResource.XA_RDONLY) {
            resource.commit(branch, false);
        }
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(branch, false));
    }

    @Test
    @Section("11.3.5")
    void suspendedBranchLeavesTheSessionFreeForAnother() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName first = branch();
        BranchName second = branch();
        resource.start(first, XAResource.TMNOFLAGS);
        send(session, queue, "first 1");
        resource.end(first, XAResource.TMSUSPEND);
        resource.start(second, XAResource.TMNOFLAGS);
        send(session, queue, "second");
        resource.end(second, XAResource.TMSUCCESS);
        resource.start(first, XAResource.TMRESUME);
        send(session, queue, "first 2");
        resource.end(first, XAResource.TMSUCCESS);
        resource.rollback(second);
        resource.prepare(first);
        resource.commit(first, false);
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "first 1", "first 2");
        assertNothingComes(consumer);
    }

    @Test
    @Section("11.3.5")
    void rollbackOfABranchKeepsMessagesReceivedInAnotherBranchOfTheSession() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(queue);
        BranchName first = branch();
        BranchName second = branch();
        receiveIn(first, session, consumer, "a");
        receiveIn(second, session, consumer, "b");
        resource.rollback(second);
        resource.prepare(first);
        resource.commit(first, false);
        session.close();
        assertReceives(session().createConsumer(queue), "b", "c");
    }

    @Test
    @Section("11.3.5")
    void sessionsOfOneConnectionJoinABranch() throws Exception {
        Queue queue = queue();
        XAConnection connection = xaConnection();
        XASession one = connection.createXASession();
        XASession two = connection.createXASession();
        XAResource first = one.getXAResource();
        XAResource second = two.getXAResource();
        assertTrue(first.isSameRM(second));
        BranchName branch = branch();
        sendIn(branch, one, queue, "one");
        second.start(branch, XAResource.TMJOIN);
        send(two, queue, "two");
        second.end(branch, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, first.prepare(branch));
        assertNothingIn(queue);
        first.commit(branch, false);
        assertReceives(session().createConsumer(queue), "one", "two");
    }

    @Test
    @Section("11.3.5")
    void branchOfSeveralSessionsIsCommittedInOnePhase() throws Exception {
        Queue queue = queue();
        send(queue, "in");
        XAConnection connection = xaConnection();
        XASession one = connection.createXASession();
        XASession two = connection.createXASession();
        MessageConsumer consumer = two.createConsumer(queue);
        Queue to = queue();
        BranchName branch = branch();
        sendIn(branch, one, to, "out");
        two.getXAResource().start(branch, XAResource.TMJOIN);
        assertReceives(consumer, "in");
        two.getXAResource().end(branch, XAResource.TMSUCCESS);
        one.getXAResource().commit(branch, true);
        connection.close();
        assertNothingIn(queue);
        assertReceives(session().createConsumer(to), "out");
    }

    @Test
    @Section("11.3.5")
    void workOutsideABranchTakesEffectAtOnce() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        send(session, queue, "a");
        assertReceives(session().createConsumer(queue), "a");
        send(queue, "b");
        assertReceives(session.createConsumer(queue), "b");
        session.close();
        assertNothingIn(queue);
    }

    @Test
    @Section("11.3.5")
    void preparedBranchOfADurableSubscriptionHoldsItsMessage() throws Exception {
        Topic topic = topic();
        String name = freshName();
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, name);
        send(topic, "a");
        BranchName branch = branch();
        receiveIn(branch, session, consumer, "a");
        session.getXAResource().prepare(branch);
        connection.close();
        try (MessageConsumer other = session().createSharedDurableConsumer(topic, name)) {
            assertNothingComes(other);
            xaSession().getXAResource().rollback(branch);
            assertReceives(other, "a");
        }
    }
}
