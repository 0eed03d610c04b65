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
}
