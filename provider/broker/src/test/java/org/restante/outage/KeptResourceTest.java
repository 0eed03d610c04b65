package org.restante.outage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import java.nio.file.Path;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteXaConnectionFactory;
import org.restante.transaction.NamedXid;

/**
 * What an application server's recovery does with a resource: it lists with it, closes its connection or loses it, and decides
 * with it later.
 */
@SuppressWarnings("NullAway.Init") // set before each test
final class KeptResourceTest {

    private static final long PATIENCE = 10_000;

    private static final Xid IN = new NamedXid("in");
    private static final Xid OUT = new NamedXid("out");

    @TempDir
    private Path folder;

    private RestanteServer server;

    @BeforeEach
    void start() {
        server = start(0);
    }

    private RestanteServer start(int port) {
        return RestanteServer.start("vm:kept?data=" + folder.resolve("data"), "tcp://127.0.0.1:" + port);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private int port() {
        return server.addresses().get(0).port();
    }

    private String uri(int port) {
        return "tcp://127.0.0.1:" + port;
    }

    private void restart() {
        int port = port();
        server.close();
        server = start(port);
    }

    private void put(String queue, String text) {
        try (JMSContext context = new RestanteConnectionFactory(uri(port())).createContext()) {
            context.createProducer().send(context.createQueue(queue), text);
        }
    }

    private Message take(String queue) {
        try (JMSContext context = new RestanteConnectionFactory(uri(port())).createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            Message message = consumer.receive(PATIENCE);
            assertNotNull(message, "nothing is in " + queue);
            return message;
        }
    }

    private void assertNothingIn(String queue) {
        try (JMSContext context = new RestanteConnectionFactory(uri(port())).createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            assertNull(consumer.receiveNoWait());
        }
    }

    /** Receives an order and sends an invoice in two branches over two connections that are lost, not closed. */
    private void workAndVanish(boolean prepares) throws Exception {
        put("orders", "tea");
        try (Proxy proxy = new Proxy(port())) {
            XAJMSContext receiving = new RestanteXaConnectionFactory(uri(proxy.port())).createXAContext();
            XAJMSContext sending = new RestanteXaConnectionFactory(uri(proxy.port())).createXAContext();
            XAResource in = receiving.getXAResource();
            XAResource out = sending.getXAResource();
            assertFalse(in.isSameRM(out), "a branch lives in its connection until it is prepared");
            in.start(IN, XAResource.TMNOFLAGS);
            out.start(OUT, XAResource.TMNOFLAGS);
            String order =
                    receiving.createConsumer(receiving.createQueue("orders")).receiveBody(String.class, PATIENCE);
            sending.createProducer().send(sending.createQueue("invoices"), order);
            in.end(IN, XAResource.TMSUCCESS);
            out.end(OUT, XAResource.TMSUCCESS);
            if (prepares) {
                assertEquals(XAResource.XA_OK, in.prepare(IN));
                assertEquals(XAResource.XA_OK, out.prepare(OUT));
            }
            proxy.cutAll();
            receiving.close();
            sending.close();
        }
    }

    private XAConnection connect() throws Exception {
        return new RestanteXaConnectionFactory(uri(port())).createXAConnection();
    }

    private static int scan(XAResource resource) throws XAException {
        int listed = resource.recover(XAResource.TMSTARTRSCAN).length;
        assertArrayEquals(new Xid[0], resource.recover(XAResource.TMENDRSCAN));
        return listed;
    }

    /** Lists two branches over a connection, closes that, and returns its resource. */
    private XAResource kept() throws Exception {
        try (XAConnection connection = connect()) {
            XAResource resource = connection.createXASession().getXAResource();
            assertEquals(2, scan(resource));
            return resource;
        }
    }

    @Test
    void whatAnUnpreparedBranchReceivedComesAgainWhenItsConnectionIsLost() throws Exception {
        workAndVanish(false);
        assertTrue(take("orders").getJMSRedelivered());
        assertNothingIn("invoices");
    }

    @Test
    void aResourceThatListedCommitsAfterItsConnectionIsClosed() throws Exception {
        workAndVanish(true);
        XAResource kept = kept();
        kept.commit(IN, false);
        kept.commit(OUT, false);
        assertEquals(0, scan(kept));
        assertNothingIn("orders");
        assertEquals("tea", take("invoices").getBody(String.class));
    }

    @Test
    void aResourceThatListedRollsBackAfterTheServerWasStartedAgain() throws Exception {
        workAndVanish(true);
        try (XAConnection connection = connect()) {
            XAResource resource = connection.createXASession().getXAResource();
            assertEquals(2, resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
            restart();
            resource.rollback(IN);
            resource.rollback(OUT);
            assertCode(XAException.XAER_NOTA, () -> resource.rollback(OUT));
        }
        assertTrue(take("orders").getJMSRedelivered());
        assertNothingIn("invoices");
    }

    @Test
    void aBranchIsNotForgottenWhileTheServerCannotBeReached() throws Exception {
        workAndVanish(true);
        XAResource kept = kept();
        int port = port();
        server.close();
        assertCode(XAException.XAER_RMFAIL, () -> kept.commit(OUT, false));
        assertCode(XAException.XAER_RMFAIL, () -> kept.rollback(IN));
        assertCode(XAException.XAER_RMFAIL, () -> kept.recover(XAResource.TMSTARTRSCAN));
        server = start(port);
        kept.commit(OUT, false);
        kept.rollback(IN);
        assertEquals("tea", take("invoices").getBody(String.class));
    }

    @Test
    void aClosedConnectionStartsNoBranch() throws Exception {
        workAndVanish(true);
        XAResource kept = kept();
        assertCode(XAException.XAER_RMFAIL, () -> kept.start(new NamedXid("new"), XAResource.TMNOFLAGS));
        kept.rollback(IN);
        kept.rollback(OUT);
    }

    private static void assertCode(int code, Executable call) {
        assertEquals(code, assertThrows(XAException.class, call).errorCode);
    }
}
