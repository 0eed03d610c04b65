package org.restante.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest.Act;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;

/** The codes on disk and on the wire, as old directories, old clients and old brokers have them. */
final class CodesTest {

    @Test
    void codesOfStatesOnDiskNeverChange() {
        assertEquals(
                Map.of(
                        0, State.QUEUED,
                        1, State.DELIVERED,
                        2, State.RETURNED,
                        3, State.ACKNOWLEDGED,
                        4, State.EXPIRED,
                        5, State.DEAD_LETTERED,
                        6, State.MOVED,
                        7, State.PURGED),
                Samples.codes(State.class, State::code));
        for (State state : State.values()) {
            assertEquals(state, State.of(state.code()));
        }
    }

    @Test
    void codesOfBodyKindsNeverChange() {
        assertEquals(
                Map.of(
                        0, BodyKind.NONE,
                        1, BodyKind.TEXT,
                        2, BodyKind.BYTES,
                        3, BodyKind.MAP,
                        4, BodyKind.STREAM,
                        5, BodyKind.OBJECT),
                Samples.codes(BodyKind.class, BodyKind::code));
        for (BodyKind kind : BodyKind.values()) {
            assertEquals(kind, BodyKind.of(kind.code()));
        }
    }

    @Test
    void codesOfTheProtocolNeverChange() {
        assertEquals(
                "{1=INVALID_DESTINATION, 2=INVALID_SELECTOR, 3=INVALID_CLIENT_ID, 4=SECURITY, 5=RESOURCE_LIMIT,"
                        + " 6=MESSAGE_TOO_LARGE, 7=INVALID_MESSAGE, 8=ILLEGAL_STATE, 9=NO_SUCH_BRANCH, 10=BRANCH_EXISTS,"
                        + " 11=CLOSED, 12=INTERNAL}",
                Samples.codes(Problem.class, Codes.PROBLEMS::code).toString());
        assertEquals(
                "{1=QUEUED, 2=DELIVERED, 3=RETURNED, 4=ACKNOWLEDGED, 5=EXPIRED, 6=DEAD_LETTERED, 7=MOVED, 8=PURGED}",
                Samples.codes(State.class, Codes.STATES::code).toString());
        assertEquals(
                Map.of(
                        1, Address.Kind.QUEUE,
                        2, Address.Kind.TOPIC,
                        3, Address.Kind.TEMPORARY_QUEUE,
                        4, Address.Kind.TEMPORARY_TOPIC),
                Samples.codes(Address.Kind.class, Codes.KINDS::code));
        assertEquals(
                "{1=COUNT, 2=PURGE, 3=MOVE, 4=COPY, 5=RETRY}",
                Samples.codes(Act.class, Codes.ACTS::code).toString());
        assertEquals(
                Map.of(
                        1, FrameKind.REQUEST,
                        2, FrameKind.REPLY,
                        3, FrameKind.EVENT,
                        4, FrameKind.PING,
                        5, FrameKind.GOODBYE,
                        6, FrameKind.REQUEST_AHEAD),
                Samples.codes(FrameKind.class, FrameKind::number));
        for (FrameKind kind : FrameKind.values()) {
            assertEquals(kind, FrameKind.of(kind.number()));
        }
    }

    @Test
    void unknownCodesAreRefused() {
        for (int code : new int[] {8, 255}) {
            String reason = assertThrows(Decoder.MalformedException.class, () -> DeliveryStatus.State.of(code))
                    .getMessage();
            assertEquals("no delivery state has the code " + code, reason);
            assertThrows(Decoder.MalformedException.class, () -> BodyKind.of(code));
            assertThrows(Decoder.MalformedException.class, () -> FrameKind.of(code));
            Decoder in = new Decoder(new byte[] {(byte) code});
            assertThrows(Decoder.MalformedException.class, () -> Codes.ACTS.read(in));
        }
        assertThrows(Decoder.MalformedException.class, () -> BodyKind.of(6));
        assertThrows(Decoder.MalformedException.class, () -> FrameKind.of(0));
        assertThrows(Decoder.MalformedException.class, () -> Codes.KINDS.read(new Decoder(new byte[] {0})));
        assertEquals(Problem.INTERNAL, Codes.problem(new Decoder(new byte[] {99})));
    }

    @Test
    void valueWithoutACodeOfItsOwnIsRefusedAtOnce() {
        assertThrows(IllegalStateException.class, () -> new Codes<>(Act.class, Map.of(Act.COUNT, 1)));
        assertThrows(
                IllegalStateException.class,
                () -> new Codes<>(
                        Act.class, Map.of(Act.COUNT, 1, Act.PURGE, 2, Act.MOVE, 3, Act.COPY, 4, Act.RETRY, 4)));
    }

    @Test
    void kindWithoutACodeIsRefusedAtOnce() {
        String reason = assertThrows(
                        IllegalStateException.class,
                        () -> new Kinds<Event>("event")
                                .add(
                                        2,
                                        Event.Closed.class,
                                        (out, e) -> out.string(e.reason()),
                                        in -> new Event.Closed(in.string()))
                                .complete(Event.class, Event.Renewed.class))
                .getMessage();
        assertEquals("no code in the protocol for [" + Event.Delivery.class + "]", reason);
        assertThrows(IllegalStateException.class, () -> AdminRequestCodec.KINDS.complete(Request.class));
    }
}
