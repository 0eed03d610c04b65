package org.restante.reconnect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.link.Event;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

final class KnownStateTest {

    private static final Address QUEUE = Address.queue("q");
    private static final Reply DONE = new Reply.Done();

    private final KnownState known = new KnownState();

    KnownStateTest() {
        known.apply(new Request.OpenConsumer(1, 2, QUEUE, null, false, null), DONE);
    }

    private Tag deliver(long sequence) {
        Header header = new Header(new MessageId(1, 2, sequence), QUEUE, true, 4, 0, 0, 0, null, null, null);
        Tag tag = new Tag(7, 4, sequence);
        known.addDelivery(new Event.Delivery(2, tag, 1, Envelope.of(header, Map.of(), BodyKind.NONE, null)));
        return tag;
    }

    private Request.Credit credit() {
        return known.consumers().get(0).credit();
    }

    @Test
    void bytesThatAreLeftStayWhenMessagesAreUsedUp() {
        known.addCredit(new Request.Credit(2, 1, 10_000));
        deliver(1);
        Request.Credit left = credit();
        assertEquals(0, left.messages());
        assertTrue(left.bytes() > 0 && left.bytes() < 10_000, left.toString());
        known.addCredit(new Request.Credit(2, 80, 0));
        assertEquals(new Request.Credit(2, 80, left.bytes()), credit());
    }

    @Test
    void whatTheBrokerTookBackIsGone() {
        known.addCredit(new Request.Credit(2, 5, 10_000));
        known.apply(new Request.Drain(2), DONE);
        assertNull(credit());
    }

    @Test
    void knowsWhatIsInFlightUntilItIsSettled() {
        Tag one = deliver(1);
        Tag two = deliver(2);
        Tag three = deliver(3);
        known.apply(new Request.Acknowledge(1, List.of(one)), DONE);
        assertEquals(List.of(two, three), known.held(1));
        known.apply(new Request.HandOver(1, 9, List.of(three)), DONE);
        assertEquals(List.of(two), known.held(1));
        assertEquals(Map.of(2, List.of(three)), known.heldByConsumer(9));
        assertEquals(Set.of(1, 9), known.sessions());
        known.apply(new Request.Recover(1, List.of(), List.of()), DONE);
        assertEquals(List.of(), known.held(1));
        known.apply(new Request.CloseSession(9, List.of()), DONE);
        assertEquals(Set.of(1), known.sessions());
    }

    @Test
    void whatWasSeenOfAClosedConsumerStaysInFlight() {
        Tag seen = deliver(1);
        deliver(2);
        known.apply(new Request.CloseConsumer(2, List.of(seen)), DONE);
        assertEquals(List.of(seen), known.held(1));
        assertEquals(List.of(), known.consumers());
    }

    @Test
    void handOverFromASessionWithoutDeliveriesChangesNothing() {
        Tag tag = deliver(1);
        known.apply(new Request.HandOver(8, 9, List.of(tag)), DONE);
        assertEquals(List.of(tag), known.held(1));
        assertEquals(List.of(), known.held(9));
    }
}
