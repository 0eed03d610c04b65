package org.restante.selector;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {

    private static boolean matches(String pattern, String text) {
        return requireNonNull(LikePattern.of(pattern, '\\')).matches(text, new MessageFields(SelectorTest.MESSAGE));
    }

    @ParameterizedTest
    @CsvSource({
        "12%3, 123, true",
        "12%3, 12993, true",
        "12%3, 1234, false",
        "l_se, lose, true",
        "l_se, loose, false",
        "\\_%, _foo, true",
        "\\_%, bar, false",
        "50\\%, 50%, true",
        "50\\%, 505, false",
        "a\\\\b, a\\b, true",
        "a.c, abc, false",
        "[a]*, a, false",
        "%, '', true",
        "'', '', true",
        "'', a, false",
        "_, '', false",
        "%%_%%, a, true",
        "a%b%c, a1b2b3c, true",
        "a%b%c, a1b2b3, false",
        "%ab, aab, true",
        "%a_, aaaa, true"
    })
    void matchesAsTheSpecificationSays(String pattern, String text, boolean expected) {
        assertEquals(expected, matches(pattern, text));
    }

    @Test
    void takesACharacterOutsideTheBasicPlaneAsOne() {
        assertTrue(matches("a_b", "a\uD83D\uDE00b"));
        assertFalse(matches("a__b", "a\uD83D\uDE00b"));
        assertTrue(matches("%\uD83D\uDE00", "x\uD83D\uDE00"));
    }

    @Test
    void refusesAnEscapeBeforeNothing() {
        assertNull(LikePattern.of("abc\\", '\\'));
    }

    @Test
    void agreesWithARegularExpression() {
        Random random = new Random(5);
        for (int round = 0; round < 100_000; round++) {
            String pattern = text(random, "ab%_", 7);
            String text = text(random, "ab\n", 9);
            String regex = pattern.replace("%", "[\\s\\S]*").replace("_", "[\\s\\S]");
            assertEquals(text.matches(regex), matches(pattern, text), pattern + " on " + text);
        }
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder result = new StringBuilder();
        for (int i = random.nextInt(length); i > 0; i--) {
            result.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return result.toString();
    }

    @Test
    void endsOnPatternsThatMakeBacktrackingExplode() {
        assertFalse(matches("%a".repeat(2_000) + "b", "a".repeat(20_000)));
        assertFalse(matches("%" + "a".repeat(1_000) + "b", "a".repeat(20_000)));
    }
}
