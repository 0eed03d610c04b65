package org.restante;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.broker.HandledRequest;
import org.restante.broker.persistence.ChangeRoundTrip;
import org.restante.broker.persistence.SnapshotPass;
import org.restante.broker.state.Change;
import org.restante.broker.state.State;
import org.restante.link.Cases;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.reconnect.StatedRetry;
import org.restante.tcp.WireCodec;
import org.restante.users.StatedPermissions;

/** Each case of a sealed type has its place wherever the cases are told apart: a new one fails here until it has. */
final class ClosedCasesTest {

    /** The kinds of reply that a filtered question has, besides Done and Refused. */
    private static final Set<Class<?>> FILTERED =
            Set.of(Reply.Statuses.class, Reply.Deliveries.class, Reply.Destinations.class, Reply.Configured.class);

    @TempDir
    private Path folder;

    static List<CaseSamples.Stated> requests() {
        return CaseSamples.requests();
    }

    static List<Reply> replies() {
        return CaseSamples.replies();
    }

    static List<Event> events() {
        return CaseSamples.events();
    }

    static List<Change> changes() {
        return CaseSamples.changes();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestHasItsPermission(CaseSamples.Stated stated) {
        assertEquals(stated.permission(), StatedPermissions.of(stated.request()));
        assertEquals(stated.permission(), StatedPermissions.of(new Request.Once(1, 1, stated.request())));
        assertDoesNotThrow(() -> StatedPermissions.isFiltered(stated.request()));
    }

    /** Flow control counts the messages that a request names in this way. */
    @ParameterizedTest
    @MethodSource("requests")
    void requestNamesTheMessagesInIt(CaseSamples.Stated stated) throws ReflectiveOperationException {
        assertEquals(envelopes(stated.request()), stated.request().sends());
        Request once = new Request.Once(1, 1, stated.request());
        assertEquals(envelopes(once), once.sends());
    }

    private static List<Envelope> envelopes(@Nullable Object part) throws ReflectiveOperationException {
        List<Envelope> found = new ArrayList<>();
        if (part instanceof Envelope envelope) {
            found.add(envelope);
        } else if (part instanceof List<?> list) {
            for (Object each : list) {
                found.addAll(envelopes(each));
            }
        } else if (part instanceof Record) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                found.addAll(envelopes(component.getAccessor().invoke(part)));
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestComesBackFromTheWire(CaseSamples.Stated stated) {
        byte[] bytes = bytes(WireCodec.encode(stated.request()));
        Request read = WireCodec.decodeRequest(bytes, 0, bytes.length);
        assertEquals(stated.request().getClass(), read.getClass());
        assertArrayEquals(bytes, bytes(WireCodec.encode(read)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestIsAskedForAgainAsStated(CaseSamples.Stated stated) {
        assertEquals(stated.retry(), StatedRetry.of(stated.request()));
        assertDoesNotThrow(() -> StatedRetry.done(stated.request()));
        boolean hasNumber = stated.retry().equals("KEPT") || stated.retry().equals("LINK");
        assertEquals(hasNumber, stated.once(), "a client asks for once what a broker does once, and nothing else");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestIsDecidedOnByTheEngine(CaseSamples.Stated stated) throws IOException {
        Reply reply = HandledRequest.ask(stated.request());
        assertTrue(
                !(reply instanceof Reply.Refused refused) || refused.problem() != Problem.INTERNAL,
                String.valueOf(reply));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestIsDoneOnceOrRefused(CaseSamples.Stated stated) throws IOException {
        Reply reply = HandledRequest.ask(new Request.Once(1, 1, stated.request()));
        assertEquals(stated.once(), !isNotRemembered(reply), String.valueOf(reply));
    }

    private static boolean isNotRemembered(@Nullable Reply reply) {
        return reply instanceof Reply.Refused refused && refused.reason().contains("cannot be repeated safely");
    }

    @ParameterizedTest
    @MethodSource("replies")
    void replyComesBackFromTheWire(Reply reply) {
        byte[] bytes = bytes(WireCodec.encode(reply));
        Reply read = WireCodec.decodeReply(bytes, 0, bytes.length);
        assertEquals(reply.getClass(), read.getClass());
        assertArrayEquals(bytes, bytes(WireCodec.encode(read)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void replyShowsAUserWithoutPermissionsNothing(Reply reply) throws IOException {
        Path nothing = Files.createFile(folder.resolve("permissions"));
        Reply shown = StatedPermissions.shownToNobody(reply, nothing);
        if (reply instanceof Reply.Done || reply instanceof Reply.Refused) {
            assertEquals(reply, shown);
        } else if (FILTERED.contains(reply.getClass())) {
            assertEquals(reply.getClass(), shown.getClass());
            assertTrue(shown.toString().contains("[]") || shown.toString().contains("{}"), shown.toString());
        } else {
            assertTrue(
                    shown instanceof Reply.Refused refused && refused.problem() == Problem.INTERNAL, shown.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventComesBackFromTheWireOrIsRefused(Event event) {
        if (event instanceof Event.Renewed) {
            assertThrows(IllegalArgumentException.class, () -> WireCodec.encode(event));
            return;
        }
        byte[] bytes = bytes(WireCodec.encode(event));
        Event read = WireCodec.decodeEvent(bytes, 0, bytes.length);
        assertEquals(event.getClass(), read.getClass());
        assertArrayEquals(bytes, bytes(WireCodec.encode(read)));
    }

    private static byte[] bytes(WireCodec.Encoded encoded) {
        Encoder out = new Encoder(encoded.size());
        out.raw(encoded.head(), 0, encoded.head().length);
        if (encoded.tail() != null) {
            encoded.tail().encodeTo(out);
        }
        return out.toBytes();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeComesBackFromTheLog(Change change) {
        byte[] entry = ChangeRoundTrip.write(change);
        List<Change> read = ChangeRoundTrip.read(entry);
        assertEquals(
                List.of(change.getClass()), read.stream().map(Object::getClass).toList());
        assertArrayEquals(entry, ChangeRoundTrip.write(read.get(0)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeTakesEffectWhenReplayed(Change change) {
        State state = before();
        state.apply(2, change);
        assertNotEquals(words(before()), words(state));
        State replayed = before();
        ChangeRoundTrip.read(ChangeRoundTrip.write(change)).forEach(read -> replayed.apply(2, read));
        assertEquals(words(state), words(replayed));
    }

    private static State before() {
        State state = new State(10, 1 << 16);
        CaseSamples.BEFORE.forEach(change -> state.apply(1, change));
        return state;
    }

    /** All of a state that a sample may change. */
    private static String words(State state) {
        return String.join(
                "\n",
                SnapshotPass.definitions(state).toString(),
                state.counters().traffic().toString(),
                "waiting " + state.waiting() + ", next " + state.nextId());
    }

    @Test
    void samplesOfOneTypeAreDifferentKinds() {
        Set<Class<?>> kinds = new HashSet<>();
        CaseSamples.requests().forEach(stated -> kinds.add(stated.request().getClass()));
        assertEquals(Cases.classes(Request.class), kinds);
        assertEquals(kinds.size(), CaseSamples.requests().size());
    }
}
