package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.shell.terminal.ShellException;

final class WordsTest {
    private static List<String> only(String text) {
        List<List<String>> commands = Words.commands(text);
        assertEquals(1, commands.size());
        return commands.get(0);
    }

    @Test
    void keepsEverythingInSingleQuotes() {
        assertEquals(
                List.of("publish", "orders", "{\"id\":1, \"text\":\"a\\nb #1!\"}"),
                only("publish orders '{\"id\":1, \"text\":\"a\\nb #1!\"}'"));
    }

    @Test
    void escapesOnlyQuotesAndBackslashesInDoubleQuotes() {
        assertEquals(List.of("say \"x\" \\ \\n"), only("\"say \\\"x\\\" \\\\ \\n\""));
    }

    @Test
    void takesTheCharacterBehindABackslash() {
        assertEquals(List.of("it's", "two words"), only("it\\'s two\\ words"));
    }

    @Test
    void joinsPartsThatTouch() {
        assertEquals(List.of("it's one"), only("'it'\\''s '\"one\""));
    }

    @Test
    void keepsAnEmptyWordThatIsQuoted() {
        assertEquals(List.of("publish", "orders", ""), only("publish orders ''"));
    }

    @Test
    void leavesOutAComment() {
        assertEquals(List.of("poll", "a#b"), only("  poll a#b   # shows the message"));
        assertEquals(List.of(), Words.commands("# nothing else"));
    }

    @Test
    void endsACommandWithItsLine() {
        assertEquals(List.of(List.of("poll", "a"), List.of("ack")), Words.commands("poll a # it\n\n ack\n"));
    }

    @Test
    void keepsALineBreakInQuotes() {
        assertEquals(List.of("a\nb"), only("'a\nb'"));
    }

    @Test
    void saysThatAQuoteIsOpen() {
        assertTrue(Words.isOpen("publish orders 'it"));
        assertTrue(Words.isOpen("publish orders \"it\\\""));
        assertTrue(Words.isOpen("publish orders \\"));
        assertFalse(Words.isOpen("publish orders 'it\\'"));
        assertThrows(ShellException.class, () -> Words.commands("publish 'it"));
    }

    @Test
    void keepsJsonThatIsNotQuotedAsItStands() {
        assertEquals(List.of("publish", "a", "{\"id\":1}"), only("publish a {\"id\":1}"));
        assertEquals(List.of("a", "[1, {\"b\": \"] \\\" } #\"}]", "-q"), only("a [1, {\"b\": \"] \\\" } #\"}] -q"));
        assertEquals(List.of("a", "{\n  \"it's\": 'x'\n}"), only("a {\n  \"it's\": 'x'\n}"));
        assertEquals(List.of("--property", "p={\"a\":\"b c\"}"), only("--property p={\"a\":\"b c\"}"));
        assertEquals(List.of("--format", "{id}:{body}x"), only("--format {id}:{body}x"));
        assertEquals(List.of("a{\"", "$[x", "{y"), only("a{\\\" $\"[x\" \\{y"));
    }

    @Test
    void anOpenBracketAwaitsItsEnd() {
        assertTrue(Words.isOpen("publish a {\"id\":1"));
        assertTrue(Words.isOpen("publish a [1, \"]"));
        assertFalse(Words.isOpen("publish a {\"id\":[1]}"));
        ShellException e = assertThrows(ShellException.class, () -> Words.commands("publish a {\"id\":1"));
        assertTrue(String.valueOf(e.getMessage()).startsWith("a { or [ is not closed"), e.getMessage());
        assertFalse(Words.isOpen("publish a {1]"));
        assertThrows(ShellException.class, () -> Words.commands("publish a {1]"));
    }

    @Test
    void writesAWordSoThatItIsReadBack() {
        for (String word : List.of("{x", "[", "a={b", "a{b", "#x", "it's \"\\")) {
            assertEquals(List.of("a", word), only("a " + Words.escaped(word)));
        }
    }
}
