package org.restante.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

final class WireCodecTest {

    private static final int ROUNDS = 300;

    static Stream<Class<?>> kinds() {
        return Stream.of(Request.class, Reply.class, Event.class)
                .flatMap(Samples::kinds)
                .filter(type -> type != Event.Renewed.class);
    }

    static byte[] bytes(Object value) {
        WireCodec.Encoded encoded = value instanceof Request request
                ? WireCodec.encode(request)
                : value instanceof Reply reply ? WireCodec.encode(reply) : WireCodec.encode((Event) value);
        Encoder out = new Encoder(encoded.size());
        out.raw(encoded.head(), 0, encoded.head().length);
        if (encoded.tail() != null) {
            encoded.tail().encodeTo(out);
        }
        assertEquals(encoded.size(), out.size());
        return out.toBytes();
    }

    private static Object read(Class<?> type, byte[] bytes) {
        return Request.class.isAssignableFrom(type)
                ? WireCodec.decodeRequest(bytes, 0, bytes.length)
                : Reply.class.isAssignableFrom(type)
                        ? WireCodec.decodeReply(bytes, 0, bytes.length)
                        : WireCodec.decodeEvent(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindComesBackAsItWas(Class<?> type) {
        Samples samples = new Samples(new SplittableRandom(7));
        for (int i = 0; i < ROUNDS; i++) {
            Object value = samples.of(type);
            byte[] bytes = bytes(value);
            Object again = read(type, bytes);
            assertEquals(type, again.getClass());
            assertEquals(HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(bytes(again)));
            assertEquals(value.toString(), again.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void damagedBytesAreMalformedAndNothingElse(Class<?> type) {
        SplittableRandom random = new SplittableRandom(type.getName().hashCode());
        Samples samples = new Samples(random);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = bytes(samples.of(type));
            byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length));
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            refused += isRefused(type, damaged) ? 1 : 0;
        }
        assertTrue(bytes(new Samples(random).of(type)).length == 1 || refused > 0, "nothing was refused");
    }

    private static boolean isRefused(Class<?> type, byte[] bytes) {
        try {
            read(type, bytes);
            return false;
        } catch (Decoder.MalformedException expected) {
            return true;
        }
    }

    @Test
    void randomBytesAreMalformedOrAValue() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(1, 60)];
            random.nextBytes(bytes);
            isRefused(Request.class, bytes);
            isRefused(Reply.class, bytes);
            isRefused(Event.class, bytes);
        }
    }

    @Test
    void aHugeCountTakesNoMemory() {
        Encoder out = new Encoder(16).u8(8).varint(1).varint(Integer.MAX_VALUE);
        assertTrue(isRefused(Request.class, out.toBytes()));
    }

    @Test
    void bytesBehindTheValueAreRefused() {
        assertTrue(isRefused(Reply.class, new byte[] {1, 0}));
    }

    @Test
    void whatIsAskedOnceIsNeitherAConnectNorAskedOnceAgain() {
        Request inner = new Request.Once(1, 1, new Request.Drain(3));
        byte[] nested = bytes(new Request.Once(2, 1, inner));
        byte[] connect = bytes(new Request.Once(2, 1, new Request.Connect(null, null)));
        assertTrue(isRefused(Request.class, nested));
        assertTrue(isRefused(Request.class, connect));
    }

    @Test
    void anEventThatOnlyAClientMakesHasNoBytes() {
        assertThrows(IllegalArgumentException.class, () -> WireCodec.encode(new Event.Renewed(List.of(), Map.of())));
    }

    @Test
    void theBytesOfVersionOneNeverChange() {
        assertEquals("01" + "01" + "04616e" + "00" + "00", hex(new Request.Connect("an", null)));
        assertEquals(
                "08" + "01" + "02" + "07058008" + "010402",
                hex(new Request.Acknowledge(1, List.of(new Tag(7, 5, 1024), new Tag(1, 4, 2)))));
        assertEquals("02" + "05" + "0674776f", hex(new Reply.Refused(Problem.RESOURCE_LIMIT, "two")));
        assertEquals("05" + "03" + "0a" + "808040", hex(new Request.Credit(3, 10, 1 << 20)));
    }

    private static String hex(Object value) {
        return HexFormat.of().formatHex(bytes(value));
    }
}
