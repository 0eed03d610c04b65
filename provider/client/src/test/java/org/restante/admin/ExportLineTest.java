package org.restante.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.link.AdminRequest;
import org.restante.link.MessageStatus;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Correlation;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;
import org.restante.message.Values;

/** An exported and imported message is equal to the original, byte for byte. */
final class ExportLineTest {

    private static final Object[] VALUES = {
        true,
        false,
        Byte.MIN_VALUE,
        (byte) 5,
        Short.MAX_VALUE,
        (short) -1,
        'x',
        '\uD800',
        '\n',
        Integer.MIN_VALUE,
        7,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        (1L << 53) + 1,
        -3L,
        1.5f,
        Float.NaN,
        Float.MIN_VALUE,
        -0.0f,
        Float.NEGATIVE_INFINITY,
        0.1,
        Double.NaN,
        Double.MAX_VALUE,
        -0.0,
        Double.POSITIVE_INFINITY,
        Math.PI,
        "",
        "text",
        "ü\uD83D\uDE00\u2028",
        "half \uD800",
        "quote \" \\ \u0000",
        new byte[0],
        new byte[] {0, -1, 127}
    };

    private final SplittableRandom random = new SplittableRandom(11);

    private Map<String, @Nullable Object> values(boolean forProperties) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            Object value = random.nextInt(10) == 0 ? null : VALUES[random.nextInt(VALUES.length)];
            if (!forProperties || !(value instanceof byte[] || value instanceof Character)) {
                values.put("n" + random.nextInt(100) + "\"", value);
            }
        }
        return values;
    }

    private byte @Nullable [] body(BodyKind kind) {
        Encoder out = new Encoder(64);
        if (kind == BodyKind.NONE || random.nextInt(5) == 0) {
            return null;
        }
        if (kind == BodyKind.TEXT) {
            out.string("text \uD800 ü " + random.nextInt());
        } else if (kind == BodyKind.MAP) {
            Values.writeMap(out, values(false));
        } else if (kind == BodyKind.STREAM) {
            values(false).values().forEach(value -> Values.write(out, value));
        } else {
            byte[] bytes = new byte[random.nextInt(50)];
            random.nextBytes(bytes);
            out.raw(bytes, 0, bytes.length);
        }
        return out.toBytes();
    }

    private Envelope message() {
        Header header = new Header(
                new MessageId(random.nextInt(), random.nextLong() >>> 8, random.nextInt(1000)),
                random.nextBoolean() ? Address.queue("orders") : Address.topic("näws"),
                random.nextBoolean(),
                random.nextInt(10),
                random.nextLong(),
                random.nextBoolean() ? 0 : random.nextLong() >>> 1,
                random.nextInt(),
                random.nextBoolean() ? null : correlation(),
                random.nextBoolean() ? null : Address.parse("temp-queue:a:b"),
                random.nextBoolean() ? null : "type\t");
        BodyKind kind = List.of(BodyKind.values()).get(random.nextInt(BodyKind.values().length));
        return Envelope.of(header, values(true), kind, body(kind));
    }

    private Correlation correlation() {
        return random.nextBoolean() ? Correlation.ofText("c\"") : Correlation.ofBytes(new byte[] {0, -1, 65});
    }

    private static byte[] bytes(Envelope message) {
        Encoder out = new Encoder(message.size());
        message.encodeTo(out);
        return out.toBytes();
    }

    @Test
    void bringsEveryMessageBackByteForByte() throws JsonText.MalformedException {
        for (int round = 0; round < 3000; round++) {
            Envelope message = message();
            MessageStatus status =
                    new MessageStatus(message.id(), new Tag(1, 4, 1), message.size(), 17, round, 0, false, null);
            String line = ExportLine.of(message, status);
            AdminRequest.Imported again = ImportLine.read(line);
            assertArrayEquals(bytes(message), bytes(again.message()), line);
            assertEquals(round, again.attempts());
            assertEquals(-1, line.indexOf('\n'));
        }
    }

    @Test
    void takesWhatAPersonWouldWrite() throws JsonText.MalformedException {
        Envelope message = ImportLine.read(
                        "{\"id\":\"ID:00000001-2-3\","
                                + "\"destination\":\"orders\",\"body\":{\"text\":\"hello\"},\"properties\":{\"n\":{\"long\":\"5\"}}}")
                .message();
        assertEquals("queue:orders", message.header().destination().toString());
        assertEquals(4, message.header().priority());
        assertTrue(message.header().persistent());
        assertEquals(5L, message.property("n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|is not an object",
                "{\"id\":\"x\"}|is not a message identifier",
                "{\"id\":\"ID:00000001-2-3\"}|'destination'",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"colour\":1}|'colour' is not a member of a message",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"priority\":10}|'priority' is not a whole number from 0 to 9",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"persistent\":1}|'persistent' is neither true nor false",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"properties\":{\"n\":5}}|'n': the number 5 has no type",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"properties\":{\"n\":{\"byte\":300}}}|'n': ",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"properties\":{\"n\":{\"char\":\"x\"}}}|holds a Character",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"properties\":{\"\":\"x\"}}|is empty",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"body\":{\"html\":\"x\"}}|holds one of text",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"body\":{\"bytes\":\"*\"}}|not Base64",
                "{\"id\":\"ID:00000001-2-3\",\"destination\":\"q\",\"body\":{\"stream\":[{\"int\":1,\"long\":2}]}}|has one member"
            })
    void refusesWhatIsNoMessageAndSaysWhy(String line, String why) {
        var refusal = assertThrows(JsonText.MalformedException.class, () -> ImportLine.read(line));
        assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal::getMessage);
    }
}
