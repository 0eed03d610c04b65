package org.restante.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertTrue(
                String.valueOf(e.getMessage()).contains("what begins at line 1, column 1 is not closed"),
                e.getMessage());
    }

    @Test
    void saysThatAnotherValueIsNoObject() {
        IOException e = assertThrows(IOException.class, () -> Json.readObject("5"));
        assertEquals("the text is not a JSON object; an object begins with {", e.getMessage());
    }

    @Test
    void saysWhereAnArrayThatIsReadPieceByPieceGoesWrong() throws Exception {
        String text = "[1,\n{\"a\":}]";
        Iterator<Object> elements = Json.values(new StringReader(text));
        assertEquals(1, elements.next());
        UncheckedIOException e = assertThrows(UncheckedIOException.class, elements::next);
        isInWords(e.getCause());
        assertTrue(String.valueOf(e.getCause().getMessage()).contains("(line 2, "), e.getMessage());
        isInWords(assertThrows(
                        UncheckedIOException.class,
                        () -> Json.values(new StringReader("x")).hasNext())
                .getCause());
    }

    @Test
    void readsValuesThatFollowOneAnother() throws Exception {
        assertEquals(List.of(1, "two", Map.of("a", 3)), values("[1,\"two\",{\"a\":3}]"));
        assertEquals(List.of(Map.of("a", 1), Map.of("a", 2)), values("{\"a\":1}\n{\"a\":2}\n"));
        assertEquals(List.of(1, 2, 3, "x"), values("[1] [2,3]\"x\" []"));
        assertEquals(List.of(List.of(1), List.of()), values("[[1],[]]"));
        assertEquals(List.of(), values(" \n"));
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> values("{\"a\":1} [1, 2"));
        isInWords(e.getCause());
    }

    private static List<Object> values(String text) throws IOException {
        List<Object> values = new ArrayList<>();
        Json.values(new StringReader(text)).forEachRemaining(values::add);
        return values;
    }

    /** Each fault of the library in words: what is wrong, and what to write. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "what | 'what' is not a JSON value; write a text in double quotes",
                "{a:1} | unexpected character 'a'; write a name in double quotes",
                "{\"a\" 1} | unexpected character '1'; a colon is missing",
                "[1 2] | unexpected character '2'; a comma is missing",
                "{\"a\":1 \"b\":2} | unexpected character '\"'; a comma is missing",
                "[1}| unexpected '}'; it closes nothing that is open",
                "* | unexpected character '*'",
                "\"a\\x\" | a backslash before a character that has no escape; write two backslashes for one",
                "[\"open | the text ends too early"
            })
    void saysInWordsWhatIsWrong(String text, String words) {
        IOException e = assertThrows(IOException.class, () -> Json.read(text));
        assertTrue(String.valueOf(e.getMessage()).startsWith(words), e.getMessage());
    }
}
