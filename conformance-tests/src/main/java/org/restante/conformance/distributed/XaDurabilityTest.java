package org.restante.conformance.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import jakarta.jms.XASession;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Prepared branches outlive a restart of the provider. */
@Section("11.3")
@Needs({Capability.DISTRIBUTED_TRANSACTIONS, Capability.RESTART})
@Timeout(value = ConformanceTest.RESTART_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class XaDurabilityTest extends DistributedTest {

    /** Receives "in" from one queue and sends "out 1" and "out 2" to the other in a branch, prepares it, and restarts the provider. */
    private BranchName prepareAndRestart(Queue from, Queue to) throws Exception {
        send(from, "in");
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(from);
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        assertReceives(consumer, "in");
        send(session, to, "out 1", "out 2");
        resource.end(branch, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(branch));
        restartProvider();
        return branch;
    }

    @Test
    @Section("11.3.5")
    void preparedBranchIsCommittedAfterARestart() throws Exception {
        Queue from = queue();
        Queue to = queue();
        BranchName branch = prepareAndRestart(from, to);
        XAResource resource = xaSession().getXAResource();
        assertTrue(isPrepared(resource, branch));
        assertNothingIn(from);
        assertNothingIn(to);
        resource.commit(branch, false);
        assertNothingIn(from);
        assertReceives(session().createConsumer(to), "out 1", "out 2");
        restartProvider();
        assertFalse(isPrepared(xaSession().getXAResource(), branch));
        assertNothingIn(from);
    }

    @Test
    @Section("11.3.5")
    void preparedBranchIsRolledBackAfterARestart() throws Exception {
        Queue from = queue();
        Queue to = queue();
        BranchName branch = prepareAndRestart(from, to);
        XAResource resource = xaSession().getXAResource();
        resource.rollback(branch);
        Message again = receive(session().createConsumer(from));
        assertEquals("in", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertNothingIn(to);
        restartProvider();
        XAResource after = xaSession().getXAResource();
        assertRefused(XAException.XAER_NOTA, () -> after.commit(branch, false));
        assertNothingIn(to);
    }

    @Test
    @Section("11.3.5")
    void preparedBranchHoldsItsMessagesOverTwoRestarts() throws Exception {
        Queue from = queue();
        Queue to = queue();
        BranchName branch = prepareAndRestart(from, to);
        restartProvider();
        assertNothingIn(from);
        XAResource resource = xaSession().getXAResource();
        assertTrue(isPrepared(resource, branch));
        resource.commit(branch, false);
        assertReceives(session().createConsumer(to), "out 1", "out 2");
    }

    @Test
    @Section("11.3.5")
    void committedBranchOutlivesARestart() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in", "left");
        XASession session = xaSession();
        BranchName branch = branch();
        MessageConsumer consumer = session.createConsumer(from);
        session.getXAResource().start(branch, XAResource.TMNOFLAGS);
        assertReceives(consumer, "in");
        send(session, to, "out");
        session.getXAResource().end(branch, XAResource.TMSUCCESS);
        session.getXAResource().commit(branch, true);
        restartProvider();
        assertReceives(session().createConsumer(to), "out");
        assertReceives(session().createConsumer(from), "left");
    }

    @Test
    @Section("11.3.5")
    void unpreparedBranchIsRolledBackByARestart() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        XASession session = xaSession();
        BranchName branch = branch();
        MessageConsumer consumer = session.createConsumer(from);
        session.getXAResource().start(branch, XAResource.TMNOFLAGS);
        assertReceives(consumer, "in");
        send(session, to, "out");
        session.getXAResource().end(branch, XAResource.TMSUCCESS);
        restartProvider();
        assertFalse(isPrepared(xaSession().getXAResource(), branch));
        assertReceives(session().createConsumer(from), "in");
        assertNothingIn(to);
    }

    @Test
    @Section("11.3.5")
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void preparedBranchOfADurableSubscriptionOutlivesARestart() throws Exception {
        Topic topic = topic();
        String name = freshName();
        XASession session = xaSession();
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, name);
        send(topic, "a", "b");
        BranchName branch = branch();
        receiveIn(branch, session, consumer, "a");
        session.getXAResource().prepare(branch);
        restartProvider();
        MessageConsumer after = session().createSharedDurableConsumer(topic, name);
        assertReceives(after, "b");
        xaSession().getXAResource().rollback(branch);
        Message again = receive(after);
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }
}
