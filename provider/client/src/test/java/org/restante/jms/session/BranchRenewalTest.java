package org.restante.jms.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.MessageConsumer;
import jakarta.jms.XASession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.link.BranchRequest;
import org.restante.link.Event;
import org.restante.link.Request;
import org.restante.link.Tag;

/** Branches of distributed transactions on a connection whose link has reconnected to a new broker. */
final class BranchRenewalTest {

    private final ScriptedLink link = new ScriptedLink();
    private final Xid branch = new TestXid(1);
    private XASession session;
    private MessageConsumer consumer;

    @BeforeEach
    void open() throws Exception {
        session = link.distributed().createXASession();
        consumer = session.createConsumer(session.createQueue("orders"));
    }

    private XAResource resource() {
        return session.getXAResource();
    }

    private void renew(Tag... lost) {
        link.send(new Event.Renewed(List.of(lost), Map.of()));
    }

    private void assertRolledBackAtPrepare() throws Exception {
        XAException thrown = assertThrows(XAException.class, () -> resource().prepare(branch));
        assertEquals(XAException.XA_RBROLLBACK, thrown.errorCode);
        assertEquals(List.of(), link.requests(BranchRequest.Prepare.class));
    }

    @Test
    void branchWhoseOnlyDeliveryIsLostIsRolledBack() throws Exception {
        resource().start(branch, XAResource.TMNOFLAGS);
        Tag tag = link.deliver(link.consumer(), "tea");
        assertNotNull(consumer.receive(1000));
        renew(tag);
        assertEquals(
                XAException.XA_RBROLLBACK,
                assertThrows(XAException.class, () -> resource().end(branch, XAResource.TMSUCCESS)).errorCode);
        assertRolledBackAtPrepare();
    }

    @Test
    void branchThatLosesOneDeliveryGivesTheOthersBack() throws Exception {
        resource().start(branch, XAResource.TMNOFLAGS);
        Tag lost = link.deliver(link.consumer(), "tea");
        Tag kept = link.deliver(link.consumer(), "coffee");
        assertNotNull(consumer.receive(1000));
        assertNotNull(consumer.receive(1000));
        renew(lost);
        assertThrows(XAException.class, () -> resource().end(branch, XAResource.TMSUCCESS));
        resource().rollback(branch);
        List<Request.Recover> recovers = link.requests(Request.Recover.class);
        assertEquals(1, recovers.size());
        assertEquals(List.of(kept), recovers.get(0).seen());
    }

    @Test
    void branchStartedOnADeliveryThatIsLostAlreadyIsRolledBack() throws Exception {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        CompletableFuture<Tag> delivered = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            renew(delivered.join());
            ended.complete(startAndEnd());
        });
        delivered.complete(link.deliver(link.consumer(), "tea"));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(ended::isDone);
        assertEquals(XAException.XA_RBROLLBACK, ended.join());
        assertRolledBackAtPrepare();
        assertEquals(List.of(), link.requests(Request.Acknowledge.class));
    }

    private int startAndEnd() {
        try {
            resource().start(branch, XAResource.TMNOFLAGS);
            resource().end(branch, XAResource.TMSUCCESS);
            return XAResource.XA_OK;
        } catch (XAException e) {
            return e.errorCode;
        }
    }
}
