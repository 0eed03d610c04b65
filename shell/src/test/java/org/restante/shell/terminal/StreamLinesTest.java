package org.restante.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamLinesTest {
    private static StreamLines of(String text, int longest) {
        return new StreamLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
    }

    private static List<String> all(String text) throws IOException {
        StreamLines lines = of(text, 1 << 20);
        List<String> all = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            all.add(new String(line, StandardCharsets.UTF_8));
        }
        return all;
    }

    @Test
    void takesLinesOfAnyKind() throws IOException {
        assertEquals(List.of("one", "two", "", "three"), all("one\ntwo\r\n\nthree"));
        assertEquals(List.of("one"), all("one\n"));
        assertEquals(List.of(""), all("\n"));
        assertEquals(List.of(), all(""));
    }

    @Test
    void takesALineThatIsLongerThanABlock() throws IOException {
        String line = "x".repeat(200_000);

        assertEquals(List.of(line, "y"), all(line + "\r\ny"));
    }

    @Test
    void refusesALineThatIsTooLong() throws IOException {
        StreamLines lines = of("12345\n123456\n", 5);

        assertEquals(5, lines.next().length);
        var refusal = assertThrows(ShellException.class, lines::next);
        assertTrue(refusal.getMessage().contains("5 bytes"), refusal.getMessage());
    }

    @Test
    void saysWhetherThereIsMoreToRead() throws IOException {
        StreamLines lines = of("one\ntwo\n", 10);

        lines.next();
        assertTrue(lines.isReady());
        lines.next();
        assertFalse(lines.isReady());
        assertNull(lines.next());
    }
}
