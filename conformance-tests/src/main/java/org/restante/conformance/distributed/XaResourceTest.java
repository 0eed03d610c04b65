package org.restante.conformance.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Queue;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** The calls of a transaction manager: in which state of the branch a call is refused, and with which error code. */
@Section("11.3")
@Needs(Capability.DISTRIBUTED_TRANSACTIONS)
class XaResourceTest extends DistributedTest {

    private final BranchName branch = branch();
    private XASession session;
    private XAResource resource;

    @BeforeEach
    void open() throws Exception {
        session = xaSession();
        resource = session.getXAResource();
    }

    private void end() throws XAException {
        resource.end(branch, XAResource.TMSUCCESS);
    }

    @Test
    @Section("11.3.5")
    void branchThatWasNotStartedIsUnknown() {
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(branch, false));
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(branch, true));
        assertRefused(XAException.XAER_NOTA, () -> resource.rollback(branch));
        assertRefused(XAException.XAER_NOTA, () -> resource.prepare(branch));
        assertRefused(XAException.XAER_NOTA, () -> resource.forget(branch));
        assertRefused(XAException.XAER_NOTA, () -> resource.start(branch, XAResource.TMJOIN));
        assertRefused(XAException.XAER_NOTA, () -> resource.start(branch, XAResource.TMRESUME));
    }

    @Test
    @Section("11.3.5")
    void branchCannotBeStartedTwice() throws Exception {
        resource.start(branch, XAResource.TMNOFLAGS);
        end();
        assertRefused(XAException.XAER_DUPID, () -> resource.start(branch, XAResource.TMNOFLAGS));
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void preparedBranchCannotBeStartedAgain() throws Exception {
        sendIn(branch, session, queue(), "a");
        resource.prepare(branch);
        assertRefused(XAException.XAER_DUPID, () -> resource.start(branch, XAResource.TMNOFLAGS));
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void sessionWorksForOneBranchAtATime() throws Exception {
        resource.start(branch, XAResource.TMNOFLAGS);
        assertRefused(XAException.XAER_PROTO, () -> resource.start(branch(), XAResource.TMNOFLAGS));
        end();
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void branchIsEndedOnlyByASessionThatWorksForIt() throws Exception {
        resource.start(branch, XAResource.TMNOFLAGS);
        end();
        assertRefused(XAException.XAER_PROTO, this::end);
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void branchIsNotPreparedCommittedOrRolledBackBeforeItsEnd() throws Exception {
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue(), "a");
        assertRefused(XAException.XAER_PROTO, () -> resource.prepare(branch));
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(branch, true));
        assertRefused(XAException.XAER_PROTO, () -> resource.rollback(branch));
        end();
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void suspendedBranchIsNotPrepared() throws Exception {
        resource.start(branch, XAResource.TMNOFLAGS);
        resource.end(branch, XAResource.TMSUSPEND);
        assertRefused(XAException.XAER_PROTO, () -> resource.prepare(branch));
        resource.start(branch, XAResource.TMRESUME);
        end();
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void onlyASuspendedBranchIsResumed() throws Exception {
        resource.start(branch, XAResource.TMNOFLAGS);
        end();
        assertRefused(XAException.XAER_PROTO, () -> resource.start(branch, XAResource.TMRESUME));
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void suspendedBranchCanBeEndedWithoutBeingResumed() throws Exception {
        Queue queue = queue();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "a");
        resource.end(branch, XAResource.TMSUSPEND);
        end();
        resource.commit(branch, true);
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("11.3.5")
    void unpreparedBranchIsNotCommittedInTwoPhases() throws Exception {
        Queue queue = queue();
        sendIn(branch, session, queue, "a");
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(branch, false));
        resource.commit(branch, true);
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("11.3.5")
    void preparedBranchIsNotCommittedInOnePhase() throws Exception {
        sendIn(branch, session, queue(), "a");
        resource.prepare(branch);
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(branch, true));
        assertTrue(isPrepared(resource, branch));
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void failedBranchCannotBePreparedOrCommitted() throws Exception {
        Queue queue = queue();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "a");
        resource.end(branch, XAResource.TMFAIL);
        assertRefused(XAException.XA_RBROLLBACK, () -> resource.prepare(branch));
        assertNothingIn(queue);
    }

    @Test
    @Section("11.3.5")
    void failedBranchIsRolledBackOnRequest() throws Exception {
        Queue queue = queue();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "a");
        resource.end(branch, XAResource.TMFAIL);
        resource.rollback(branch);
        assertRefused(XAException.XAER_NOTA, () -> resource.rollback(branch));
        assertNothingIn(queue);
    }

    @Test
    @Section("11.3.5")
    void finishedBranchIsUnknown() throws Exception {
        sendIn(branch, session, queue(), "a");
        resource.prepare(branch);
        resource.commit(branch, false);
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(branch, false));
        assertRefused(XAException.XAER_NOTA, () -> resource.rollback(branch));
    }

    @Test
    @Section("11.3.5")
    void branchWithoutAHeuristicOutcomeIsNotForgotten() throws Exception {
        sendIn(branch, session, queue(), "a");
        resource.prepare(branch);
        assertRefused(XAException.XAER_PROTO, () -> resource.forget(branch));
        assertTrue(isPrepared(resource, branch));
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void unknownFlagsAreRefused() {
        assertRefused(XAException.XAER_INVAL, () -> resource.start(branch, XAResource.TMFAIL));
        assertRefused(XAException.XAER_INVAL, () -> resource.end(branch, XAResource.TMJOIN));
        assertRefused(XAException.XAER_INVAL, () -> resource.recover(XAResource.TMSUSPEND));
    }

    @Test
    @Section("11.3.5")
    void recoverListsOnlyPreparedBranches() throws Exception {
        BranchName other = branch();
        sendIn(branch, session, queue(), "a");
        sendIn(other, session, queue(), "b");
        resource.prepare(branch);
        assertTrue(isPrepared(resource, branch));
        assertFalse(isPrepared(resource, other));
        assertEquals(0, resource.recover(XAResource.TMNOFLAGS).length);
        resource.rollback(branch);
        assertFalse(isPrepared(resource, branch));
        resource.rollback(other);
    }

    @Test
    @Section("11.3.5")
    void resourcesOfOneSessionAreTheSameResourceManager() throws Exception {
        assertTrue(resource.isSameRM(session.getXAResource()));
    }

    @Test
    @Section("11.3.5")
    void branchThatExceedsItsTimeoutIsRolledBack() throws Exception {
        Queue queue = queue();
        assertTrue(resource.setTransactionTimeout(1));
        assertEquals(1, resource.getTransactionTimeout());
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "late");
        soon().until(() -> hasTimedOut());
        assertNothingIn(queue);
    }

    /** Suspends and resumes the branch; the provider refuses this after the transaction timeout. */
    private boolean hasTimedOut() throws XAException {
        try {
            resource.end(branch, XAResource.TMSUSPEND);
            resource.start(branch, XAResource.TMRESUME);
            return false;
        } catch (XAException e) {
            assertEquals(XAException.XA_RBTIMEOUT, e.errorCode);
            resource.rollback(branch);
            return true;
        }
    }

    @Test
    @Section("11.3.5")
    void closeOfTheSessionRollsItsBranchBack() throws Exception {
        Queue queue = queue();
        XAConnection connection = xaConnection();
        XASession closing = connection.createXASession();
        sendIn(branch, closing, queue, "a");
        closing.close();
        XAResource left = closing.getXAResource();
        assertRefused(XAException.XA_RBROLLBACK, () -> left.prepare(branch));
        assertNothingIn(queue);
    }

    @Test
    @Section("11.3.5")
    void resourceOfAClosedConnectionCannotBeReached() throws Exception {
        XAConnection connection = xaConnection();
        XASession closed = connection.createXASession();
        sendIn(branch, closed, queue(), "a");
        closed.getXAResource().prepare(branch);
        connection.close();
        assertRefused(XAException.XAER_RMFAIL, () -> closed.getXAResource().commit(branch, false));
        resource.rollback(branch);
    }
}
