package org.restante.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Compares {@code docs/protocol.md} with the code. */
final class ProtocolDocumentTest {

    private static final int ROUNDS = 50;
    private static final ProtocolDocument DOCUMENT = new ProtocolDocument();
    private static final Map<Class<?>, Map<String, ProtocolDocument.Layout>> KINDS = Map.of(
            Request.class, DOCUMENT.kinds("Requests"),
            Reply.class, DOCUMENT.kinds("Replies"),
            Event.class, DOCUMENT.kinds("Events"));

    static Stream<Class<?>> kinds() {
        return WireCodecTest.kinds();
    }

    private static Map<String, ProtocolDocument.Layout> table(Class<?> type) {
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getKey().isAssignableFrom(type))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bytesAreAsDrawn(Class<?> type) {
        ProtocolDocument.Layout layout = table(type).get(type.getSimpleName());
        assertTrue(layout != null, type.getSimpleName() + " is not in the document");
        Samples samples = new Samples(new SplittableRandom(23));
        for (int i = 0; i < ROUNDS; i++) {
            Object value = samples.of(type);
            Decoder in = new Decoder(WireCodecTest.bytes(value));
            assertEquals(layout.code(), in.u8());
            DOCUMENT.walk(in, layout);
            assertEquals(0, in.remaining(), () -> "bytes left behind " + value);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void fieldsAreNamedAsDrawn(Class<?> type) {
        assertEquals(
                Arrays.stream(type.getRecordComponents())
                        .map(component -> component.getName())
                        .collect(Collectors.toSet()),
                table(type).get(type.getSimpleName()).fields().stream()
                        .map(ProtocolDocument.Field::name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void nothingIsDrawnThatIsNotThere() {
        assertEquals(
                kinds().count(), KINDS.values().stream().mapToInt(Map::size).sum());
    }

    @Test
    void codesOfEnumerationsAreAsListed() {
        List<String> rows = DOCUMENT.section("Codes of enumerations");
        for (Map<Integer, ?> codes : List.of(
                Samples.codes(Problem.class, Codes.PROBLEMS::code),
                Samples.codes(DeliveryStatus.State.class, Codes.STATES::code),
                Samples.codes(Address.Kind.class, Codes.KINDS::code),
                Samples.codes(AdminRequest.Act.class, Codes.ACTS::code))) {
            String row = codes.entrySet().stream()
                    .map(code -> code.getKey() + " `" + code.getValue() + "`")
                    .collect(Collectors.joining(", ", "| ", " |"));
            assertTrue(rows.stream().anyMatch(line -> line.endsWith(row)), row);
        }
    }

    @Test
    void exampleHasTheBytesThatAreSent() {
        HexFormat hex = HexFormat.of();
        assertEquals(
                List.of(
                        "C" + hex.formatHex(Preamble.hello(new Preamble.Versions(1, 1))),
                        "S" + hex.formatHex(Preamble.answer(1, new Preamble.Versions(1, 1))),
                        "C" + frame(out -> out.ping(10_000)),
                        "S" + frame(out -> out.ping(10_000)),
                        "C" + request(1, new Request.Connect("ann", "secret")),
                        "S" + reply(1, new Reply.Connected(0x5eed, 7, 32 << 20)),
                        "C" + request(2, new Request.OpenConsumer(1, 1, orders(), null, false, null)),
                        "C" + request(3, new Request.Credit(1, 10, 1 << 20)),
                        "S" + reply(2, new Reply.Done()),
                        "S" + reply(3, new Reply.Done()),
                        "C" + request(4, new Request.Send(message())),
                        "S" + reply(4, new Reply.Done()),
                        "S" + delivery(),
                        "C" + request(5, new Request.Acknowledge(1, List.of(new Tag(1, 4, 1)))),
                        "S" + reply(5, new Reply.Done()),
                        "C" + frame(out -> out.goodbye(""))),
                DOCUMENT.example());
    }

    private static Address orders() {
        return Address.queue("orders");
    }

    private static Envelope message() {
        Header header = new Header(
                new MessageId(0x5eed, 7, 1),
                orders(),
                true,
                4,
                1_700_000_000_000L,
                0,
                1_700_000_000_000L,
                null,
                null,
                null);
        return Envelope.of(
                header,
                Map.of("size", 5),
                BodyKind.TEXT,
                new Encoder(8).string("hi").toBytes());
    }

    private static String request(long number, Request request) {
        return frame(out -> out.add(FrameKind.REQUEST, number, WireCodec.encode(request)));
    }

    private static String reply(long number, Reply reply) {
        return frame(out -> out.add(FrameKind.REPLY, number, WireCodec.encode(reply)));
    }

    private static String delivery() {
        Event event = new Event.Delivery(1, new Tag(1, 4, 1), 1, message());
        return frame(out -> out.add(FrameKind.EVENT, 0, WireCodec.encode(event)));
    }

    /** The bytes that go out over a socket, as hexadecimal digits. */
    private static String frame(Consumer<Outflow> added) {
        EmbeddedChannel channel = new EmbeddedChannel();
        try {
            added.accept(new Outflow(channel, Outflow.Listener.NONE));
            channel.runPendingTasks();
            ByteBuf bytes = channel.readOutbound();
            String hex = ByteBufUtil.hexDump(bytes);
            bytes.release();
            return hex;
        } finally {
            channel.finishAndReleaseAll();
        }
    }
}
