package org.restante.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EnvelopeTest {

    private static final Header HEADER =
            new Header(new MessageId(1, 2, 3), Address.queue("q"), true, 4, 5, 0, 0, null, null, null);

    private static Envelope with(Map<String, ? extends @Nullable Object> properties) {
        return Envelope.of(HEADER, properties, BodyKind.NONE, null);
    }

    private static Envelope with(BodyKind kind, byte[] body) {
        return Envelope.of(HEADER, Map.of(), kind, body);
    }

    private static String complaint(Envelope envelope) {
        return String.valueOf(
                assertThrows(Decoder.MalformedException.class, envelope::check).getMessage());
    }

    @Test
    void findsEachPropertyAmongAllTheOthers() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("nothing", null);
        all.put("yes", true);
        all.put("no", false);
        all.put("byte", (byte) -1);
        all.put("short", (short) -2);
        all.put("int", 3);
        all.put("long", 1L << 40);
        all.put("float", 1.5f);
        all.put("double", -2.5);
        all.put("text", "käse");
        all.put("wide\uD800", "half a surrogate pair \uD800");
        all.put("größe", 7);
        all.put("bytes", new byte[] {1, 2});
        all.put("byte2", "the last");
        Envelope envelope = with(all);
        all.forEach((name, value) -> {
            if (value instanceof byte[] bytes) {
                assertArrayEquals(bytes, (byte[]) envelope.property(name));
            } else {
                assertEquals(value, envelope.property(name), name);
            }
        });
        for (String absent : new String[] {"byt", "bytes2", "größ", "größen", "Text", "", "wide"}) {
            assertNull(envelope.property(absent), absent);
        }
    }

    @Test
    void knowsWhetherItHasPropertiesAtAll() {
        assertFalse(with(Map.of()).hasProperties());
        assertNull(with(Map.of()).property("a"));
        assertTrue(with(Map.of("a", 1)).hasProperties());
    }

    @Test
    void knowsWhetherAnyNameStartsWithAWord() {
        Envelope envelope = with(Map.of("alpha", 1, "beta", "two"));
        for (String start : new String[] {"a", "alpha", "be"}) {
            assertTrue(envelope.hasPropertyStarting(start), start);
        }
        for (String start : new String[] {"alphabet", "eta", "two", "ä"}) {
            assertFalse(envelope.hasPropertyStarting(start), start);
        }
    }

    @Test
    void takesWhatAnEncoderWrites() {
        assertDoesNotThrow(with(Map.of("a", 1, "b", "text"))::check);
        assertDoesNotThrow(with(BodyKind.BYTES, new byte[] {1, -1})::check);
        assertDoesNotThrow(with(BodyKind.OBJECT, new byte[] {1, -1})::check);
        assertDoesNotThrow(with(BodyKind.TEXT, new Encoder(16).string("text").toBytes())::check);
        Encoder map = new Encoder(32);
        Values.writeMap(map, Map.of("a", new byte[3], "b", 'c'));
        assertDoesNotThrow(with(BodyKind.MAP, map.toBytes())::check);
        Encoder stream = new Encoder(32);
        Values.write(stream, 5);
        Values.write(stream, "five");
        assertDoesNotThrow(with(BodyKind.STREAM, stream.toBytes())::check);
        assertDoesNotThrow(with(BodyKind.STREAM, new byte[0])::check);
    }

    @Test
    void refusesPropertiesThatNobodyCouldRead() {
        assertEquals("the name of a property is empty", complaint(with(Map.of("", 1))));
        assertEquals(
                "the property 'a' holds a byte[], which is not a type of a property",
                complaint(with(Map.of("a", new byte[1]))));
        assertEquals(
                "the property 'a' holds a Character, which is not a type of a property",
                complaint(with(Map.of("a", 'c'))));
    }

    @Test
    void refusesABodyThatIsNotOfItsKind() {
        assertEquals("1 bytes are left after a message without a body", complaint(with(BodyKind.NONE, new byte[1])));
        byte[] text = new Encoder(16).string("text").toBytes();
        assertEquals(
                "1 bytes are left after the text",
                complaint(with(BodyKind.TEXT, Arrays.copyOf(text, text.length + 1))));
        assertEquals(
                "a string of 4 bytes with 3 left",
                complaint(with(BodyKind.TEXT, Arrays.copyOf(text, text.length - 1))));
        assertEquals("99 is not the tag of a value", complaint(with(BodyKind.STREAM, new byte[] {99})));
        Encoder map = new Encoder(32);
        Values.writeMap(map, Map.of("", 1));
        assertEquals("the name of a map's entry is empty", complaint(with(BodyKind.MAP, map.toBytes())));
    }

    @Test
    void refusesEveryDamageToThePropertiesOrTakesItAsOtherProperties() {
        Encoder out = new Encoder(128);
        with(Map.of("name", "value", "n", 5)).encodeTo(out);
        byte[] whole = out.toBytes();
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                try {
                    Envelope envelope = Envelope.decode(damaged);
                    envelope.check();
                    envelope.properties(); // a checked envelope can be read
                } catch (Decoder.MalformedException refused) {
                    assertFalse(String.valueOf(refused.getMessage()).isEmpty());
                }
            }
        }
    }
}
