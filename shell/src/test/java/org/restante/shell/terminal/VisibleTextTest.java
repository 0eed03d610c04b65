package org.restante.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class VisibleTextTest {
    @Test
    void leavesTextAsItIs() {
        String text = "tea, \u8336, caf\u00e9, \ud83d\udc69\u200d\ud83d\ude80\twith tab";

        assertEquals(text, VisibleText.line(text));
    }

    @Test
    void spellsOutWhatWouldDriveTheTerminal() {
        assertEquals("\\u001b[2Jx\\u0007\\u009b\\u007f", VisibleText.lines("\u001b[2Jx\u0007\u009b\u007f"));
    }

    @Test
    void spellsOutWhatWouldTurnTheDirectionOfWriting() {
        assertEquals("a\\u202eb\\u2066c", VisibleText.lines("a\u202eb\u2066c"));
    }

    @Test
    void keepsLineBreaksOnlyWhereThereAreLines() {
        assertEquals("a\nb\\r", VisibleText.lines("a\nb\r"));
        assertEquals("a\\nb", VisibleText.line("a\nb"));
    }

    @Test
    void spellsOutHalfACharacter() {
        assertEquals("\\ud83d", VisibleText.line("\ud83d"));
    }

    @Test
    void letsNoControlCharacterThrough() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String shown = VisibleText.line(Character.toString(point));
            boolean clean = shown.codePoints().noneMatch(each -> Character.isISOControl(each) && each != '\t');
            assertTrue(clean, "U+" + Integer.toHexString(point));
        }
    }

    @Test
    void aFormatOfLinesKeepsLineEndsAndEscapesControlCharacters() {
        assertEquals("a\n\\u001b[2Jb\tc\\rd", VisibleText.results("a\r\n\u001b[2Jb\tc\rd\0"));
    }
}
