package org.restante.broker.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policies;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;
import org.restante.selector.Selector;

/** Counts the messages examined when consumers with selectors open and close on a deep queue. */
class CursorsTest {

    private static final String RED = "color = 'red'";
    private static final int DEEP = 20_000;

    private final Address address = Address.queue("q");
    private final DeliveryQueue queue = new DeliveryQueue(1, address, null, new Policies().of(address));
    private final Cursors cursors = new Cursors(queue, new Groups(List.of()));
    private final Counting environment = new Counting();
    private long sequence;

    @Test
    void consumerThatComesBackGoesOnWhereTheLastOneStopped() throws Exception {
        add(DEEP, "blue");
        List<MessageReference> red = add(10, "red");
        for (MessageReference next : red) {
            assertSame(next, receive(RED));
            queue.remove(next);
        }
        assertTrue(environment.examined < DEEP + 40, () -> environment.examined + " looks");
    }

    @Test
    void consumerThatFindsNothingLooksAtWhatIsNewOnly() throws Exception {
        add(DEEP, "blue");
        for (int i = 0; i < 20; i++) {
            assertNull(receive(RED));
            add(1, "blue");
        }
        MessageReference red = add(1, "red").get(0);
        assertSame(red, receive(RED));
        assertTrue(environment.examined < DEEP + 40, () -> environment.examined + " looks");
    }

    @Test
    void whatComesBackIsLookedAtAndNotAllBehindIt() throws Exception {
        MessageReference first = add(1, "red").get(0);
        List<MessageReference> blue = add(DEEP, "blue");
        MessageReference last = add(1, "red").get(0);
        assertSame(first, deliver(RED));
        assertSame(last, deliver(RED));
        long examined = environment.examined;
        for (int i = 0; i < 20; i++) {
            returnToQueue(blue.get(i));
            returnToQueue(first);
            assertSame(first, deliver(RED));
        }
        returnToQueue(last);
        returnToQueue(first);
        assertSame(first, deliver(RED));
        assertSame(last, deliver(RED));
        assertTrue(environment.examined - examined < 100, () -> environment.examined - examined + " looks");
    }

    @Test
    void muchThatComesBackAtOnceComesInItsOrder() throws Exception {
        List<MessageReference> red = add(2000, "red");
        for (MessageReference next : red) {
            assertSame(next, deliver(RED));
        }
        for (int i = red.size() - 1; i >= 0; i--) {
            returnToQueue(red.get(i));
        }
        for (MessageReference next : red) {
            assertSame(next, deliver(RED));
        }
        assertNull(deliver(RED));
    }

    @Test
    void whatComesBackAndGoesMeanwhileIsPassedOver() throws Exception {
        List<MessageReference> red = add(3, "red");
        for (MessageReference next : red) {
            assertSame(next, deliver(RED));
        }
        red.forEach(this::returnToQueue);
        queue.remove(red.get(0));
        red.get(1).delivered(2);
        assertSame(red.get(2), deliver(RED));
    }

    @Test
    void selectorUnusedTheLongestIsForgotten() throws Exception {
        add(DEEP, "blue");
        assertNull(receive(RED));
        for (int i = 0; i < Cursors.MAX_IDLE - 1; i++) {
            assertNotNull(receive("size = " + i + " OR TRUE"));
        }
        long before = environment.examined;
        assertNull(receive(RED));
        assertEquals(before, environment.examined);
        for (int i = 0; i < Cursors.MAX_IDLE; i++) {
            assertNotNull(receive("length = " + i + " OR TRUE"));
        }
        long after = environment.examined;
        assertNull(receive(RED));
        assertEquals(after + DEEP, environment.examined);
    }

    private List<MessageReference> add(int count, String color) {
        List<MessageReference> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MessageId id = new MessageId(1, 1, ++sequence);
            Header header = new Header(id, address, true, 4, 1, 0, 0, null, null, null);
            Envelope envelope = Envelope.of(header, Map.of("color", color), BodyKind.BYTES, new byte[0]);
            StoredMessage message = new StoredMessage(sequence, 1, envelope);
            message.setEnvelope(envelope);
            message.release();
            MessageReference reference = new MessageReference(message, queue, 0);
            queue.add(reference);
            added.add(reference);
        }
        return added;
    }

    /** The message for a consumer that opens, receives once and closes. */
    private @Nullable MessageReference receive(String selector) throws Exception {
        Cursor cursor = cursors.use(selector, Selector.parse(selector));
        try {
            return cursor.next(consumer(selector, cursor), environment);
        } finally {
            cursors.leave(selector);
        }
    }

    private ClientConsumer consumer(String selector, Cursor cursor) {
        ClientConnection connection = new ClientConnection(1, new UUID(0, 0), new SharedBounds());
        return new ClientConsumer(1, connection, connection.session(1), queue, selector, cursor);
    }

    private @Nullable MessageReference deliver(String selector) throws Exception {
        MessageReference next = receive(selector);
        if (next != null) {
            next.delivered(next.attempts() + 1);
        }
        return next;
    }

    private void returnToQueue(MessageReference reference) {
        reference.returned(reference.attempts());
        cursors.rewind(reference);
    }

    /** Counts the examined messages: the time is asked once for each. */
    private static final class Counting implements Cursor.Environment {

        private long examined;

        @Override
        public long now() {
            examined++;
            return 1;
        }

        @Override
        public Slice slice() {
            return new Slice();
        }

        @Override
        public void expire(MessageReference reference) {
            throw new AssertionError(reference.tag() + " does not expire");
        }

        @Override
        public void setAside(MessageReference reference, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void fetch(StoredMessage message, EnvelopeCache.Receiver receiver) {
            throw new AssertionError(message + " is in memory");
        }

        @Override
        public void lookAgain(DeliveryQueue changed) {
            throw new AssertionError(changed.address() + " is dispatched by the test");
        }
    }
}
