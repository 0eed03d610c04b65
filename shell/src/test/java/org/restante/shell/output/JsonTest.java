package org.restante.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The error for invalid JSON: the fault and its position, without details of the library. */
final class JsonTest {

    private static void isInWords(Exception e) {
        String message = String.valueOf(e.getMessage());
        assertFalse(
                message.contains("Source") || message.contains("REDACTED") || message.contains("com.fasterxml"),
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":}", "{\"a\":1", "[1,", "", "{\"a\": tru}", "{'a':1}", "\"open"})
    void saysWhatIsWrong(String text) {
        isInWords(assertThrows(IOException.class, () -> Json.read(text)));
        isInWords(assertThrows(IOException.class, () -> Json.readObject(text)));
    }

    @Test
    void saysWhere() {
        IOException e = assertThrows(IOException.class, () -> Json.read("{\n  \"a\": }"));
        assertTrue(String.valueOf(e.getMessage()).endsWith(" (line 2, column 8)"), e.getMessage());
        e = assertThrows(IOException.class, () -> Json.read("{\"a\":1"));
        assertTrue(String.valueOf(e.getMessage()).contains("(start marker at line 1, column 1)"), e.getMessage());
    }

    @Test
    void saysThatAnotherValueIsNoObject() {
        IOException e = assertThrows(IOException.class, () -> Json.readObject("5"));
        assertEquals("the text is not a JSON object; an object begins with {", e.getMessage());
    }

    @Test
    void saysWhereAnArrayThatIsReadPieceByPieceGoesWrong() throws Exception {
        String text = "[1,\n{\"a\":}]";
        Iterator<Object> elements = Json.elements(new StringReader(text));
        assertEquals(1, elements.next());
        UncheckedIOException e = assertThrows(UncheckedIOException.class, elements::next);
        isInWords(e.getCause());
        assertTrue(String.valueOf(e.getCause().getMessage()).contains("(line 2, "), e.getMessage());
        isInWords(assertThrows(IOException.class, () -> Json.elements(new StringReader("x"))));
    }
}
