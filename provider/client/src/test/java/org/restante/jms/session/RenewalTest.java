package org.restante.jms.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.jms.RestanteSession;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;

/** A connection whose link has reconnected to a new broker. */
final class RenewalTest {

    private final ScriptedLink link = new ScriptedLink();

    private void renew(Tag... lost) {
        link.send(new Event.Renewed(List.of(lost), Map.of()));
    }

    @Test
    void anOpenTransactionIsRolledBackAndTheNextOneIsNot() throws Exception {
        Session session = link.connection().createSession(Session.SESSION_TRANSACTED);
        session.createProducer(session.createQueue("q")).send(session.createMessage());
        renew();
        assertThrows(TransactionRolledBackException.class, session::commit);
        assertEquals(List.of(), link.requests(Request.Commit.class));
        session.createProducer(session.createQueue("q")).send(session.createMessage());
        session.commit();
        assertEquals(1, link.requests(Request.Commit.class).size());
    }

    @Test
    void aTransactionWithNothingInItGoesOn() throws Exception {
        Session session = link.connection().createSession(Session.SESSION_TRANSACTED);
        renew();
        session.createProducer(session.createQueue("q")).send(session.createMessage());
        session.commit();
        assertEquals(1, link.requests(Request.Commit.class).size());
    }

    @Test
    void whatIsLostIsNotHandedOut() throws Exception {
        Session session = link.connection().createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        assertNull(consumer.receive(1));
        int number = link.requests(Request.OpenConsumer.class).get(0).consumer();
        Tag lost = link.deliver(number, "tea");
        Tag kept = link.deliver(number, "tea");
        renew(lost);
        assertNotNull(consumer.receive(1000));
        assertNull(consumer.receive(1));
        assertEquals(
                List.of(kept),
                link.requests(Request.Acknowledge.class).stream()
                        .flatMap(request -> request.tags().stream())
                        .toList());
    }

    @Test
    void anAcknowledgementOfWhatIsLostIsRefusedOnceAndAllOtherMessagesAreAcknowledged() throws Exception {
        Session session = link.connection().createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        assertNull(consumer.receive(1));
        int number = link.requests(Request.OpenConsumer.class).get(0).consumer();
        Tag lost = link.deliver(number, "tea");
        Tag kept = link.deliver(number, "tea");
        assertNotNull(consumer.receive(1000));
        Message last = consumer.receive(1000);
        renew(lost);
        IllegalStateException thrown = assertThrows(IllegalStateException.class, last::acknowledge);
        assertTrue(thrown.getMessage().startsWith("1 message is not acknowledged"), thrown.getMessage());
        assertEquals(
                List.of(kept), link.requests(Request.Acknowledge.class).get(0).tags());
        last.acknowledge();
        renew(lost);
        session.recover();
        last.acknowledge();
    }

    @Test
    void anAcknowledgementOfTheOnlyMessageIsRefusedWhenItIsLost() throws Exception {
        Session session = link.connection().createSession(RestanteSession.INDIVIDUAL_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        assertNull(consumer.receive(1));
        int number = link.requests(Request.OpenConsumer.class).get(0).consumer();
        Tag lost = link.deliver(number, "tea");
        Message message = consumer.receive(1000);
        renew(lost);
        assertThrows(IllegalStateException.class, message::acknowledge);
        message.acknowledge();
    }

    @Test
    void aConsumerThatCannotGoOnSaysWhy() throws Exception {
        Session session = link.connection().createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        int number = link.requests(Request.OpenConsumer.class).get(0).consumer();
        Reply.Refused gone = new Reply.Refused(Problem.INVALID_DESTINATION, "the queue is gone");
        link.send(new Event.Renewed(List.of(), Map.of(number, gone)));
        InvalidDestinationException thrown =
                assertThrows(InvalidDestinationException.class, () -> consumer.receive(1000));
        assertTrue(thrown.getMessage().contains("gone"), thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, RestanteSession.INDIVIDUAL_ACKNOWLEDGE})
    void acknowledgeSaysWhichMessagesItHasNotAcknowledgedAndTheNextOneSaysNothing(int mode) throws Exception {
        Session session = link.connection().createSession(mode);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        int number = link.consumer();
        Tag lost = link.deliver(number, "tea");
        Tag kept = link.deliver(number, "tea");
        Message first = consumer.receive(1000);
        Message second = consumer.receive(1000);

        renew(lost);

        JMSException thrown = assertThrows(JMSException.class, first::acknowledge);
        assertTrue(thrown.getMessage().contains("1 message is not acknowledged"), thrown.getMessage());
        second.acknowledge();
        assertEquals(
                List.of(kept),
                link.requests(Request.Acknowledge.class).stream()
                        .flatMap(request -> request.tags().stream())
                        .toList());
    }

    @Test
    void afterRecoverTheLostMessagesAreNobodysConcern() throws Exception {
        Session session = link.connection().createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        Tag lost = link.deliver(link.consumer(), "tea");
        assertNotNull(consumer.receive(1000));
        renew(lost);
        session.recover();
        link.deliver(link.consumer(), "coffee");

        consumer.receive(1000).acknowledge();

        assertEquals(1, link.requests(Request.Acknowledge.class).size());
    }
}
