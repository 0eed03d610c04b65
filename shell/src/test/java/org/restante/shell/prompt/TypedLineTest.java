package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TypedLineTest {
    private static TypedLine atEnd(String text) {
        return TypedLine.of(text, text.length());
    }

    private static String completed(String text, String candidate) {
        TypedLine line = atEnd(text);
        int start = text.length() - line.rawWordCursor();
        String completed = text.substring(0, start) + line.escape(candidate, true);
        List<List<String>> commands = Words.commands(completed);
        List<String> last = commands.get(commands.size() - 1);
        assertEquals(candidate, last.get(last.size() - 1), completed);
        return completed;
    }

    @Test
    void theWordsAreThoseOfTheCommandAtTheCursor() {
        assertEquals(List.of("poll", "or"), atEnd("queues\npoll or").words());
        assertEquals(List.of("poll", ""), atEnd("poll ").words());
        assertEquals(List.of(""), atEnd("poll orders # it\n").words());
        assertEquals(List.of("poll", "or"), atEnd("poll \\\nor").words());
        assertEquals(
                List.of("browse", "--selector", "a = 'b"),
                atEnd("browse --selector \"a = 'b").words());
        assertTrue(atEnd("poll # or").isComment());
        assertFalse(atEnd("poll a#b").isComment());
    }

    @Test
    void aWordReachesBehindTheCursor() {
        TypedLine line = TypedLine.of("poll 'or ders' x", 8);
        assertEquals("or ders", line.word());
        assertEquals(2, line.wordCursor());
        assertEquals(3, line.rawWordCursor());
        assertEquals(9, line.rawWordLength());
    }

    @Test
    void whatIsCompletedIsReadAsItIsMeant() {
        assertEquals("poll o\\'brien", completed("poll o", "o'brien"));
        assertEquals("poll \\#hash", completed("poll ", "#hash"));
        assertEquals("poll a#b", completed("poll a", "a#b"));
        assertEquals("poll 'o'\\''brien'", completed("poll 'o", "o'brien"));
        assertEquals("poll \"o'brien\"", completed("poll \"o", "o'brien"));
        assertEquals("poll \"a\\\"b\\\\c\"", completed("poll \"a", "a\"b\\c"));
        assertEquals("poll --durable='my own'", completed("poll --durable='my", "--durable=my own"));
        assertEquals("poll --durable=my\\ own", completed("poll --durable=my", "--durable=my own"));
        assertEquals("poll a'\n'b", completed("poll a", "a\nb"));
        assertEquals("poll orders", completed("poll ORD", "orders"));
    }

    @Test
    void aTextThatGoesOnKeepsItsQuoteOpen() {
        TypedLine line = atEnd("browse --selector=\"a = 'b' AND pr");
        assertEquals("--selector=\"a = 'b' AND priority", line.escape("--selector=a = 'b' AND priority", false));
    }

    @Test
    void isNotRememberedWhereItMayHoldASecret() {
        for (String line : List.of(
                "context add x --set password=tea",
                "publish q '{\"password\":\"tea\"}'",
                "publish q '{\"apiKey\" : \"tea\"}'",
                "publish q x --property API-KEY=tea",
                "publish q 'Authorization: Basic dGVh'",
                "publish q 'Bearer tea'",
                "context add x --url tcp://anna:tea@mq:61616",
                "publish q x --property token:string=tea")) {
            assertTrue(Remembered.mayHoldSecret(line), line);
        }
        for (String line :
                List.of("poll orders", "browse q --selector \"a = 'b:c'\"", "context add x --url tcp://mq:7270")) {
            assertFalse(Remembered.mayHoldSecret(line), line);
        }
    }
}
