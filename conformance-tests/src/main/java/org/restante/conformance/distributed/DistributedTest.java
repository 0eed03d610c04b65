package org.restante.conformance.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Destination;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.Arrays;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.function.Executable;
import org.restante.conformance.ConformanceTest;

/** The base class of the tests of distributed transactions: XA sessions, and the calls of a transaction manager. */
abstract class DistributedTest extends ConformanceTest {

    /** A new XA connection, started. */
    final XAConnection xaConnection() throws Exception {
        XAConnection connection =
                closedAfterTheTest(fixture().xaConnectionFactory().createXAConnection());
        connection.start();
        return connection;
    }

    /** An XA session on a new started connection. */
    final XASession xaSession() throws Exception {
        return xaConnection().createXASession();
    }

    /** The name of a branch that is not started. */
    static BranchName branch() {
        return new BranchName(freshName(), "b");
    }

    /** Sends these texts. */
    static void send(XASession session, Destination to, String... texts) throws Exception {
        try (MessageProducer producer = session.createProducer(to)) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    /** Starts a branch, sends these texts in it, and ends the branch. */
    static void sendIn(Xid branch, XASession session, Destination to, String... texts) throws Exception {
        XAResource resource = session.getXAResource();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, to, texts);
        resource.end(branch, XAResource.TMSUCCESS);
    }

    /** Starts a branch, receives these texts in it, and ends the branch. */
    static void receiveIn(Xid branch, XASession session, MessageConsumer consumer, String... texts) throws Exception {
        XAResource resource = session.getXAResource();
        resource.start(branch, XAResource.TMNOFLAGS);
        assertReceives(consumer, texts);
        resource.end(branch, XAResource.TMSUCCESS);
    }

    /** Checks that a consumer on another connection receives no message from this queue. */
    final void assertNothingIn(Queue queue) throws Exception {
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertNothingComes(consumer);
        }
    }

    /** Whether {@code recover} lists this branch. */
    static boolean isPrepared(XAResource resource, BranchName branch) throws XAException {
        Xid[] all = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        return Arrays.stream(all).anyMatch(branch::isSameAs);
    }

    /** Checks that a call throws an XAException with this error code. */
    static void assertRefused(int code, Executable call) {
        assertEquals(code, assertThrows(XAException.class, call).errorCode);
    }
}
