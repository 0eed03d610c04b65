package org.restante.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CorrelationTest {

    @Test
    void bytesOfATextAreUtf8() {
        for (String text : new String[] {"", "order-1", "\u00e9\u20ac", "\ud83d\ude00"}) {
            assertArrayEquals(
                    text.getBytes(StandardCharsets.UTF_8),
                    Correlation.ofText(text).bytes());
        }
    }

    @Test
    void bytesReadBackAreTheSame() {
        byte[] bytes = {0, 1, 127, -128, -1};
        assertArrayEquals(bytes, Correlation.ofBytes(bytes).bytes());
    }

    /** The decoder of the JDK for modified UTF-8 takes each half of a pair as three bytes. */
    @Test
    void halfOfASurrogatePairReadsBackTheSame() throws IOException {
        for (String text : new String[] {"\ud83d", "\ude00", "a\ud83dz", "\ude00\ud83d", "\udbff\u00e9", "\ud800"}) {
            byte[] bytes = Correlation.ofText(text).bytes();
            byte[] length = {(byte) (bytes.length >> 8), (byte) bytes.length};
            try (DataInputStream in = new DataInputStream(
                    new SequenceInputStream(new ByteArrayInputStream(length), new ByteArrayInputStream(bytes)))) {
                assertEquals(text, in.readUTF());
            }
        }
    }
}
