package org.restante.conformance.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Branches and their names, the work of several sessions in them, joining, suspending, and the scan of recover. */
@Section("11.3.5")
@Needs(Capability.DISTRIBUTED_TRANSACTIONS)
class XaBranchesTest extends DistributedTest {

    private static Set<BranchName> prepared(Xid[] listed, BranchName... wanted) {
        Set<BranchName> found = new HashSet<>();
        for (BranchName branch : wanted) {
            if (Arrays.stream(listed).anyMatch(branch::isSameAs)) {
                found.add(branch);
            }
        }
        return found;
    }

    private BranchName preparedBranch(XASession session, Queue queue, String text) throws Exception {
        BranchName branch = branch();
        sendIn(branch, session, queue, text);
        assertEquals(XAResource.XA_OK, session.getXAResource().prepare(branch));
        return branch;
    }

    @Test
    @Section("11.3.5")
    void sessionJoinsABranchThatAnotherStillWorksFor() throws Exception {
        Queue queue = queue();
        XAConnection connection = xaConnection();
        XASession one = connection.createXASession();
        XASession two = connection.createXASession();
        BranchName branch = branch();
        one.getXAResource().start(branch, XAResource.TMNOFLAGS);
        send(one, queue, "one");
        two.getXAResource().start(branch, XAResource.TMJOIN);
        send(two, queue, "two");
        two.getXAResource().end(branch, XAResource.TMSUCCESS);
        one.getXAResource().end(branch, XAResource.TMSUCCESS);
        one.getXAResource().rollback(branch);
        send(queue, "last");
        assertReceives(session().createConsumer(queue), "last");
    }

    @Test
    @Section("11.3.5")
    void sessionJoinsAgainTheBranchThatItEnded() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName branch = branch();
        sendIn(branch, session, queue, "first");
        resource.start(branch, XAResource.TMJOIN);
        send(session, queue, "second");
        resource.end(branch, XAResource.TMSUCCESS);
        resource.commit(branch, true);
        assertReceives(session().createConsumer(queue), "first", "second");
    }

    @Test
    @Section("11.3.5")
    void preparedBranchIsNotJoined() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName branch = preparedBranch(session, queue(), "a");
        assertThrows(XAException.class, () -> resource.start(branch, XAResource.TMJOIN));
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void preparedBranchIsNotPreparedAgain() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName branch = preparedBranch(session, queue, "a");
        assertThrows(XAException.class, () -> resource.prepare(branch));
        resource.commit(branch, false);
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("11.3.5")
    void branchIsNotSuspendedTwice() throws Exception {
        XAResource resource = xaSession().getXAResource();
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        resource.end(branch, XAResource.TMSUSPEND);
        assertThrows(XAException.class, () -> resource.end(branch, XAResource.TMSUSPEND));
        resource.start(branch, XAResource.TMRESUME);
        resource.end(branch, XAResource.TMSUCCESS);
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void unknownBranchIsNotEnded() throws Exception {
        XAResource resource = xaSession().getXAResource();
        BranchName branch = branch();
        assertThrows(XAException.class, () -> resource.end(branch, XAResource.TMSUCCESS));
    }

    @Test
    @Section("11.3.5")
    void failedBranchIsNotCommittedInOnePhase() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName branch = branch();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "never");
        resource.end(branch, XAResource.TMFAIL);
        assertThrows(XAException.class, () -> resource.commit(branch, true));
        send(queue, "last");
        assertReceives(session().createConsumer(queue), "last");
    }

    /** The two parts and the format make the name together: branches that differ in one of them have nothing in common. */
    @Test
    @Section("11.3.5")
    void branchesThatDifferOnlyInTheirQualifierAreSeparate() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        String global = freshName();
        BranchName one = new BranchName(global, "one");
        BranchName two = new BranchName(global, "two");
        sendIn(one, session, queue, "one");
        sendIn(two, session, queue, "two");
        session.getXAResource().rollback(one);
        session.getXAResource().commit(two, true);
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "two");
        assertNull(consumer.receiveNoWait());
    }

    /** A name of any bytes, as many as allowed. */
    private record Named(int format, byte[] global, byte[] branch) implements Xid {
        @Override
        public int getFormatId() {
            return format;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return global.clone();
        }

        @Override
        public byte[] getBranchQualifier() {
            return branch.clone();
        }

        private boolean isListed(Xid[] all) {
            return Arrays.stream(all)
                    .anyMatch(other -> other.getFormatId() == format
                            && Arrays.equals(other.getGlobalTransactionId(), global)
                            && Arrays.equals(other.getBranchQualifier(), branch));
        }
    }

    private static Named ofAllBytes(int format) {
        byte[] global = new byte[Xid.MAXGTRIDSIZE];
        byte[] branch = new byte[Xid.MAXBQUALSIZE];
        byte[] unique = freshName().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < global.length; i++) {
            global[i] = (byte) (i - 32);
            branch[i] = (byte) (i * 4);
        }
        System.arraycopy(unique, 0, global, 0, Math.min(unique.length, global.length));
        return new Named(format, global, branch);
    }

    @Test
    @Section("11.3.5")
    void recoverReturnsANameOfTheGreatestLengthAsItWasGiven() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        Named branch = ofAllBytes(Integer.MAX_VALUE);
        sendIn(branch, session, queue, "a");
        resource.prepare(branch);
        assertTrue(branch.isListed(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)));
        resource.commit(branch, false);
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("11.3.5")
    void branchesThatDifferOnlyInTheirFormatAreSeparate() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        Named one = ofAllBytes(1);
        Named two = new Named(2, one.global(), one.branch());
        sendIn(one, session, queue, "one");
        sendIn(two, session, queue, "two");
        session.getXAResource().commit(one, true);
        session.getXAResource().rollback(two);
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "one");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("11.3.5")
    void scanListsEachPreparedBranchOnce() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName one = preparedBranch(session, queue, "one");
        BranchName two = preparedBranch(session, queue, "two");
        List<Xid> all = new ArrayList<>(List.of(resource.recover(XAResource.TMSTARTRSCAN)));
        all.addAll(List.of(resource.recover(XAResource.TMENDRSCAN)));
        for (BranchName branch : List.of(one, two)) {
            assertEquals(1, all.stream().filter(branch::isSameAs).count());
        }
        resource.rollback(one);
        resource.rollback(two);
    }

    @Test
    @Section("11.3.5")
    void newScanBeginsAtTheFirstBranchAgain() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchName branch = preparedBranch(session, queue(), "a");
        for (int i = 0; i < 2; i++) {
            assertEquals(Set.of(branch), prepared(resource.recover(XAResource.TMSTARTRSCAN), branch));
        }
        resource.recover(XAResource.TMENDRSCAN);
        resource.rollback(branch);
    }

    @Test
    @Section("11.3.5")
    void recoverOfAnotherConnectionListsABranchWhoseSessionIsStillOpen() throws Exception {
        XASession session = xaSession();
        BranchName branch = preparedBranch(session, queue(), "a");
        assertTrue(isPrepared(xaSession().getXAResource(), branch));
        session.getXAResource().rollback(branch);
        assertFalse(isPrepared(xaSession().getXAResource(), branch));
    }

    @Test
    @Section("11.3.5")
    void branchesOfTwoSessionsEndIndependently() throws Exception {
        Queue queue = queue();
        XAConnection connection = xaConnection();
        XASession one = connection.createXASession();
        XASession two = connection.createXASession();
        BranchName first = branch();
        BranchName second = branch();
        one.getXAResource().start(first, XAResource.TMNOFLAGS);
        two.getXAResource().start(second, XAResource.TMNOFLAGS);
        send(one, queue, "one");
        send(two, queue, "two");
        one.getXAResource().end(first, XAResource.TMSUCCESS);
        two.getXAResource().end(second, XAResource.TMSUCCESS);
        one.getXAResource().prepare(first);
        two.getXAResource().rollback(second);
        one.getXAResource().commit(first, false);
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "one");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("11.3.5")
    void resourceManagerIsNotTheSameAsAnother() throws Exception {
        XAResource resource = xaSession().getXAResource();
        XAResource foreign = (XAResource) Proxy.newProxyInstance(
                XAResource.class.getClassLoader(),
                new Class<?>[] {XAResource.class},
                (proxy, method, arguments) -> false);
        assertFalse(resource.isSameRM(foreign));
    }

    @Test
    @Section("11.3.5")
    void timeoutOfZeroIsTheDefaultAgain() throws Exception {
        XAResource resource = xaSession().getXAResource();
        int usual = resource.getTransactionTimeout();
        if (resource.setTransactionTimeout(77)) {
            assertEquals(77, resource.getTransactionTimeout());
            assertTrue(resource.setTransactionTimeout(0));
        }
        assertEquals(usual, resource.getTransactionTimeout());
    }

    @Test
    @Section("11.3.5")
    void branchThatIsEndedWithinItsTimeoutIsCommitted() throws Exception {
        Queue queue = queue();
        XASession session = xaSession();
        session.getXAResource().setTransactionTimeout(60);
        BranchName branch = branch();
        sendIn(branch, session, queue, "a");
        session.getXAResource().commit(branch, true);
        assertReceives(session().createConsumer(queue), "a");
    }
}
