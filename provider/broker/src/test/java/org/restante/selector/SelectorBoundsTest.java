package org.restante.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;

/** Selectors that are long, deeply nested, slow to match or random. */
class SelectorBoundsTest {

    private static final String[] PARTS = {
        "NOT",
        "AND",
        "OR",
        "BETWEEN",
        "LIKE",
        "IN",
        "IS",
        "ESCAPE",
        "NULL",
        "TRUE",
        "FALSE",
        "(",
        ")",
        "+",
        "-",
        "*",
        "/",
        ",",
        "=",
        "<>",
        "<",
        "<=",
        ">",
        ">=",
        "'a'",
        "'%_'",
        "'\\'",
        "''",
        "'",
        "color",
        "weight",
        "yes",
        "missing",
        "d",
        "JMSPriority",
        "JMSType",
        "JMSX",
        "JMSBad",
        "1",
        "0",
        "2.5",
        "1e9",
        "9223372036854775808",
        "0x1F",
        "017",
        "1f",
        ".",
        "\u0000",
        "\uD83D",
        "é",
        "#",
        "\"",
        "\n"
    };

    static InvalidSelectorException refusal(String text) {
        return assertThrows(InvalidSelectorException.class, () -> Selector.parse(text), text);
    }

    @Test
    void throwsNothingElseOnRandomTokens() {
        Random random = new Random(20_240_601);
        int parsed = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int part = 1 + random.nextInt(9); part > 0; part--) {
                text.append(PARTS[random.nextInt(PARTS.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            }
            parsed += parses(text.toString()) ? 1 : 0;
        }
        assertTrue(parsed > 1_000, "only " + parsed + " were selectors");
    }

    @Test
    void throwsNothingElseOnChangedSelectors() {
        String valid =
                "NOT (JMSPriority >= 4.5e0 OR color NOT IN ('a', 'b''c')) AND (weight + 0x1F) * -2 BETWEEN 1 AND 9L"
                        + " OR color LIKE '%x_y\\%' ESCAPE '\\' AND missing IS NOT NULL";
        assertTrue(parses(valid));
        Random random = new Random(7);
        int parsed = 0;
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder(valid);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(2), random.nextInt(3) == 0 ? "" : "" + (char) random.nextInt(128));
            }
            parsed += parses(text.toString()) ? 1 : 0;
        }
        assertTrue(parsed > 1_000, "only " + parsed + " were selectors");
    }

    /** Whether the text is a valid selector; a valid one is evaluated, too. */
    private static boolean parses(String text) {
        Selector selector;
        try {
            selector = Selector.parse(text);
        } catch (InvalidSelectorException refused) {
            assertFalse(String.valueOf(refused.getMessage()).isEmpty());
            return false;
        }
        assertEquals(selector.matches(SelectorTest.MESSAGE), selector.matches(new MessageFields(SelectorTest.MESSAGE)));
        return true;
    }

    @Test
    void refusesTextAboveTheLimit() throws InvalidSelectorException {
        String longest = "color = '" + "x".repeat(Selector.MAX_LENGTH - 10) + "'";
        assertFalse(Selector.parse(longest).matches(SelectorTest.MESSAGE));
        assertEquals(
                "the selector has 16385 characters; 16384 are the most: select by a property that the sender computes",
                refusal(longest + " ").getMessage());
    }

    @Test
    void refusesNestingAboveTheLimit() throws InvalidSelectorException {
        int max = Selector.MAX_DEPTH;
        assertTrue(Selector.parse("(".repeat(max) + "yes" + ")".repeat(max)).matches(SelectorTest.MESSAGE));
        assertTrue(Selector.parse("NOT ".repeat(max) + "yes").matches(SelectorTest.MESSAGE));
        assertTrue(Selector.parse("- ".repeat(max) + "5 = 5").matches(SelectorTest.MESSAGE));
        for (String text :
                new String[] {"(".repeat(16_000), "NOT ".repeat(4_000), "-".repeat(16_000), "(-(".repeat(5_000)}) {
            assertTrue(refusal(text).getMessage().contains("no more than 200 parentheses"), text.substring(0, 5));
        }
    }

    @Test
    void takesLongChains() throws InvalidSelectorException {
        assertTrue(Selector.parse("no OR ".repeat(2_700) + "yes").matches(SelectorTest.MESSAGE));
        assertTrue(Selector.parse("yes AND ".repeat(2_000) + "yes").matches(SelectorTest.MESSAGE));
        assertTrue(Selector.parse("1+".repeat(8_000) + "0 = 8000").matches(SelectorTest.MESSAGE));
        assertTrue(Selector.parse("1*".repeat(8_000) + "1 = 1").matches(SelectorTest.MESSAGE));
        refusal("1" + "_1".repeat(8_000) + " = 1");
        refusal("0".repeat(16_000) + " = 1");
    }

    @Test
    void matchesNothingThatNeedsMoreStepsThanTheLimit() throws InvalidSelectorException {
        String pattern = "'%" + "a".repeat(1_000) + "b'";
        assertFalse(Selector.parse("text LIKE " + pattern).matches(text(20_000)));
        assertFalse(Selector.parse("text NOT LIKE " + pattern).matches(text(20_000)));
        assertFalse(Selector.parse("NOT (text LIKE " + pattern + ")").matches(text(20_000)));
        assertTrue(Selector.parse("text NOT LIKE " + pattern).matches(text(2_000)));
        assertTrue(
                Selector.parse("text NOT LIKE '%needle%' AND text LIKE '%end'").matches(text(1_000_000)));
    }

    @Test
    void countsTheStepsOfEachSelectorByItself() throws InvalidSelectorException {
        MessageFields message = new MessageFields(text(20_000));
        assertFalse(Selector.parse("text LIKE '%" + "a".repeat(1_000) + "b'").matches(message));
        assertTrue(Selector.parse("text LIKE '%end'").matches(message));
        assertTrue(message.steps() > Selector.MAX_STEPS);
    }

    private static Envelope text(int length) {
        return Envelope.of(
                SelectorTest.MESSAGE.header(), Map.of("text", "a".repeat(length) + "end"), BodyKind.NONE, null);
    }
}
