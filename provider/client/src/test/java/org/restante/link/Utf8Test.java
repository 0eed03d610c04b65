package org.restante.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Utf8Test {
    @TempDir
    private Path folder;

    private static String streamed(byte[] bytes) throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = Utf8.reader(new ByteArrayInputStream(bytes), "here")) {
            reader.transferTo(text);
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "61e9, 1, 2", // Latin-1 at the end
        "610a62e963, 2, 2", // Latin-1 before another letter
        "80, 1, 1", // no lead
        "c0af, 1, 1", // longer than needed
        "e28261, 1, 1", // cut
        "0a0ae282, 3, 1", // ends too soon
        "c3a9eda080, 1, 3", // half of a surrogate pair
        "f4908080, 1, 1", // beyond Unicode
        "ff, 1, 1",
        "e0809f, 1, 1",
        "f0808080, 1, 1"
    })
    void namesTheLineAndTheByte(String hex, long line, long byteInLine) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        String place = "line " + line + ", byte " + byteInLine + ", is not UTF-8";
        NotUtf8Exception e = assertThrows(NotUtf8Exception.class, () -> Utf8.decode(bytes));
        assertTrue(String.valueOf(e.getMessage()).startsWith(place), e.getMessage());
        e = assertThrows(NotUtf8Exception.class, () -> streamed(bytes));
        assertTrue(String.valueOf(e.getMessage()).startsWith("here, " + place), e.getMessage());
        Path file = Files.write(folder.resolve("f"), bytes);
        e = assertThrows(NotUtf8Exception.class, () -> Utf8.read(file));
        assertTrue(String.valueOf(e.getMessage()).startsWith(file + ", " + place), e.getMessage());
    }

    @Test
    void acceptsAllThatJavaWritesAndRefusesAllThatJavaRefuses() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            int[] points = random.ints(20, 0, 0x110000)
                    .filter(point -> point < 0xD800 || point > 0xDFFF)
                    .toArray();
            String text = new String(points, 0, points.length);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertEquals(text, Utf8.decode(bytes));
            assertEquals(text, streamed(bytes));
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            String decoded = new String(bytes, StandardCharsets.UTF_8);
            if (decoded.indexOf('\ufffd') < 0) {
                assertEquals(decoded, streamed(bytes));
            } else if (text.indexOf('\ufffd') < 0) {
                assertThrows(NotUtf8Exception.class, () -> streamed(bytes));
            }
        }
    }

    @Test
    void isWhatTheEscapesOfAUriMustBe() {
        assertEquals("caf\u00e9", LinkUri.parse("vm:x?data=caf%c3%A9").option("data"));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> LinkUri.parse("vm:x?data=caf%e9"));
        assertTrue(String.valueOf(e.getMessage()).contains("'caf%e9' has escapes that are not UTF-8"), e.getMessage());
    }
}
