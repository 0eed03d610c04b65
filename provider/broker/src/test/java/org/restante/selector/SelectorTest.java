package org.restante.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Correlation;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Tables of selectors with their expected value for one message with many properties, by section 3.8.1. */
class SelectorTest {

    static final Envelope MESSAGE = Envelope.of(
            new Header(
                    new MessageId(1, 2, 3),
                    Address.parse("queue:orders"),
                    true,
                    7,
                    1_000,
                    0,
                    0,
                    Correlation.ofText("job-1"),
                    null,
                    "car"),
            properties(),
            BodyKind.NONE,
            null);

    private static Map<String, @Nullable Object> properties() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("color", "blue");
        map.put("quoted", "it's");
        map.put("text2", "2");
        map.put("empty", "");
        map.put("b", (byte) 5);
        map.put("s", (short) 300);
        map.put("weight", 2600);
        map.put("maxInt", Integer.MAX_VALUE);
        map.put("minLong", Long.MIN_VALUE);
        map.put("f", 1.1f);
        map.put("d", 1.5);
        map.put("yes", true);
        map.put("no", false);
        map.put("nothing", null);
        map.put("$dollar_", 1);
        map.put("größe", 2);
        map.put("ıs", 3);
        map.put("JMSXGroupID", "g");
        map.put("JMSXGroupSeq", 4);
        map.put("JMS_Vendor", "v");
        map.put("face", "a\uD83D\uDE00b");
        return map;
    }

    /** The value of a selector: true if it matches, false if its negation matches, else unknown. */
    private static Truth truth(String text) throws InvalidSelectorException {
        boolean matches = Selector.parse(text).matches(MESSAGE);
        boolean opposite = Selector.parse("NOT (" + text + ")").matches(MESSAGE);
        assertTrue(!matches || !opposite, text + " is true and so is its opposite");
        return matches ? Truth.TRUE : opposite ? Truth.FALSE : Truth.UNKNOWN;
    }

    @ParameterizedTest
    @DisplayName("3.8.1.1: header fields")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TRUE | JMSDeliveryMode = 'PERSISTENT'",
                "FALSE | JMSDeliveryMode = 'NON_PERSISTENT'",
                "FALSE | JMSDeliveryMode = 2",
                "TRUE | JMSPriority = 7 AND JMSPriority > 6.5",
                "TRUE | JMSTimestamp BETWEEN 999 AND 1001",
                "TRUE | JMSMessageID = 'ID:00000001-2-3'",
                "TRUE | JMSCorrelationID LIKE 'job-%'",
                "TRUE | JMSType = 'car' AND color = 'blue' AND weight > 2500",
                "TRUE | JMSXGroupID = 'g' AND JMSXGroupSeq = 4",
                "TRUE | JMS_Vendor = 'v'",
                "UNKNOWN | JMSXUserID = 'me'",
                "FALSE | JMSType IS NULL"
            })
    void readsHeaderFields(Truth expected, String text) throws InvalidSelectorException {
        assertEquals(expected, truth(text));
    }

    @ParameterizedTest
    @DisplayName("3.8.1.1: comparison, and values of unlike types")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TRUE | color = 'blue'",
                "FALSE | color <> 'blue'",
                "FALSE | color = 'Blue'",
                "UNKNOWN | Color = 'blue'",
                "TRUE | quoted = 'it''s'",
                "TRUE | empty = ''",
                "FALSE | text2 > 1",
                "FALSE | text2 = 2",
                "FALSE | text2 <> 2",
                "FALSE | weight = '2600'",
                "FALSE | color > text2",
                "FALSE | yes > no",
                "TRUE | yes = TRUE",
                "TRUE | yes <> no",
                "FALSE | yes = 'true'",
                "TRUE | (weight > 1) = yes",
                "TRUE | weight = 2600.0 AND 2600 = weight",
                "TRUE | b = 5 AND s >= 300 AND b < s AND s > b",
                "TRUE | d = 1.5 AND d <= 1.5 AND d <> 1.6",
                "TRUE | f = 1.1f",
                "FALSE | f = 1.1",
                "TRUE | 'a' = 'a'",
                "FALSE | 'a' = 1",
                "TRUE | $dollar_=1 AND größe=2",
                "TRUE | ıs = 3",
                "TRUE | weight>2500"
            })
    void comparesLikeWithLike(Truth expected, String text) throws InvalidSelectorException {
        assertEquals(expected, truth(text));
    }

    @ParameterizedTest
    @DisplayName("3.8.1.1: literals are written as in Java")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TRUE | 017 = 15 AND 0x1F = 31 AND 0b101 = 5 AND 1_000 = 1000 AND 0 = 0 AND 00 = 0",
                "TRUE | 57L = 57 AND 0x1FL = 31 AND 017l = 15",
                "TRUE | +62 = 62 AND -957 = 0 - 957 AND - - 5 = 5",
                "TRUE | minLong = -9223372036854775808 AND minLong = 0x8000000000000000",
                "TRUE | 9223372036854775807 > 9223372036854775806",
                "TRUE | 0x0000000000000000000000001 = 1",
                "TRUE | 7E3 = 7000 AND -57.9E2 = -5790 AND 7. = 7 AND -95.7 < 0 AND +6.2 > 6 AND .5 = 0.5",
                "TRUE | 1e-2 = 0.01 AND 5f = 5 AND 5D = 5 AND 09.5 = 9.5 AND 0x1p4 = 16 AND 0x.8p0 = 0.5",
                "TRUE | 1_0.2_5e1_0 = 10.25e10",
                "FALSE | 0xe-1 = 0xe",
                "TRUE | true AND True AND TRUE",
                "FALSE | false",
                "TRUE | '''' = '''' AND '' = ''"
            })
    void readsLiterals(Truth expected, String text) throws InvalidSelectorException {
        assertEquals(expected, truth(text));
    }

    @ParameterizedTest
    @DisplayName("3.8.1.1: arithmetic with Java's numeric promotion")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TRUE | 1 + 2 * 3 = 7",
                "TRUE | (1 + 2) * 3 = 9",
                "TRUE | 7 / 2 = 3 AND 7 / 2.0 = 3.5 AND -7 / 2 = -3",
                "TRUE | 10 - 3 - 2 = 5 AND 100 / 10 / 5 = 2 AND 100 / 10 * 5 = 50",
                "TRUE | -weight = -2600 AND -(b) = -5 AND +b = 5",
                "TRUE | -2 * -3 = 6 AND 4 - -1 = 5",
                "TRUE | maxInt + maxInt = -2",
                "TRUE | maxInt + 1 = 2147483648",
                "TRUE | b * s = 1500 AND s / b = 60",
                "TRUE | d * 2 = 3 AND f + f = 2.2f",
                "TRUE | 1 / 0.0 > 9223372036854775807",
                "UNKNOWN | weight / 0 = 1",
                "TRUE | weight % 1000 = 600 AND weight % 2 = 0 AND 7 % 4 = 3",
                "TRUE | -7 % 4 = -3 AND 7 % -4 = 3 AND 7.5 % 2 = 1.5",
                "TRUE | 100 % 7 * 2 = 4 AND 2 + 7 % 4 = 5 AND (2 + 7) % 4 = 1 AND 20 / 3 % 4 = 2",
                "TRUE | (maxInt + 1) % 10 = 8 AND f % 1 > 0.0999f AND f % 1 < 0.1001f",
                "FALSE | weight % 7 = 0",
                "UNKNOWN | weight % 0 = 1",
                "UNKNOWN | missing % 2 = 1",
                "UNKNOWN | color % 2 = 1",
                "UNKNOWN | color + 1 = 2",
                "UNKNOWN | missing + 1 = 1",
                "UNKNOWN | - missing = 1"
            })
    void calculates(Truth expected, String text) throws InvalidSelectorException {
        assertEquals(expected, truth(text));
    }

    @ParameterizedTest
    @DisplayName("3.8.1.1: BETWEEN, IN, LIKE, IS NULL")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TRUE | weight BETWEEN 2600 AND 2600",
                "FALSE | weight BETWEEN 2601 AND 2700",
                "FALSE | weight NOT BETWEEN 2000 AND 3000",
                "TRUE | weight NOT BETWEEN 2601 AND 3000",
                "TRUE | weight + 1 between b and s * 10",
                "FALSE | text2 BETWEEN 1 AND 3",
                "FALSE | text2 NOT BETWEEN 1 AND 3",
                "UNKNOWN | missing BETWEEN 1 AND 3",
                "UNKNOWN | weight BETWEEN missing AND 3000",
                "FALSE | weight BETWEEN missing AND 3",
                "TRUE | weight NOT BETWEEN missing AND 3",
                "TRUE | color IN ('red', 'blue')",
                "FALSE | color NOT IN ('red', 'blue')",
                "TRUE | color not in ('red','red')",
                "UNKNOWN | missing IN ('a')",
                "UNKNOWN | missing NOT IN ('a')",
                "FALSE | weight IN ('2600')",
                "FALSE | weight NOT IN ('2601')",
                "TRUE | color LIKE 'b%' AND color LIKE '%e' AND color LIKE '%l%' AND color LIKE 'b__e'",
                "FALSE | color LIKE 'b_e'",
                "TRUE | color NOT LIKE 'B%'",
                "UNKNOWN | missing LIKE '%'",
                "UNKNOWN | missing NOT LIKE '%'",
                "FALSE | weight LIKE '2600'",
                "FALSE | weight NOT LIKE 'x'",
                "TRUE | face LIKE 'a_b'",
                "TRUE | missing IS NULL AND nothing IS NULL AND JMSXUserID IS NULL",
                "TRUE | color IS NOT NULL AND empty is not null",
                "FALSE | color IS NULL",
                "FALSE | missing IS NOT NULL",
                "TRUE | (color) IN ('blue')"
            })
    void evaluatesPredicates(Truth expected, String text) throws InvalidSelectorException {
        assertEquals(expected, truth(text));
    }

    @ParameterizedTest
    @DisplayName("3.8.1.1 and 3.8.1.2: precedence, and logic with unknown")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TRUE | TRUE OR TRUE AND FALSE",
                "FALSE | (TRUE OR TRUE) AND FALSE",
                "TRUE | NOT FALSE OR TRUE",
                "FALSE | NOT color = 'blue'",
                "TRUE | NOT NOT yes",
                "TRUE | yes and not no",
                "UNKNOWN | missing",
                "UNKNOWN | NOT missing",
                "UNKNOWN | color",
                "UNKNOWN | missing AND TRUE",
                "FALSE | missing AND FALSE",
                "UNKNOWN | missing AND missing",
                "TRUE | missing OR TRUE",
                "UNKNOWN | missing OR FALSE",
                "UNKNOWN | missing = missing",
                "UNKNOWN | missing <> 1",
                "TRUE | missing = 1 OR color = 'blue'",
                "TRUE | nothing IS NULL OR nothing > 5"
            })
    void combinesConditions(Truth expected, String text) throws InvalidSelectorException {
        assertEquals(expected, truth(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "color =",
                "= 'blue'",
                "color 'blue'",
                "color = 'blue",
                "color == 'blue'",
                "color != 'blue'",
                "(color = 'blue'",
                "color = 'blue')",
                "()",
                "1",
                "'a'",
                "weight + 1",
                "NOT 5",
                "1 AND TRUE",
                "TRUE OR 'x'",
                "color < 'x'",
                "'a' < 1",
                "TRUE > FALSE",
                "color >= TRUE",
                "1 + 'a' = 2",
                "TRUE * 2 = 2",
                "-'a' = 1",
                "weight BETWEEN 1",
                "weight BETWEEN 1 OR 2",
                "weight BETWEEN 'a' AND 'b'",
                "weight NOT 5",
                "color IN ()",
                "color IN 'a'",
                "color IN ('a',)",
                "color IN ('a' 'b')",
                "color IN (1)",
                "color IN (red)",
                "'blue' IN ('blue')",
                "color LIKE blue",
                "color LIKE 5",
                "'a' LIKE 'a'",
                "color LIKE 'a' ESCAPE",
                "color LIKE 'a' ESCAPE ''",
                "color LIKE 'a' ESCAPE 'xy'",
                "color LIKE 'ax' ESCAPE 'x'",
                "color IS",
                "color IS 5",
                "color IS NOT",
                "5 IS NULL",
                "NULL",
                "color = NULL",
                "LIKE = 1",
                "escape = 1",
                "and",
                "a AND",
                "OR a",
                "a b",
                "5a = 5",
                "08 = 8",
                "0x = 0",
                "0b2 = 1",
                "1_ = 1",
                "1.2.3 = 1",
                "1e = 1",
                "1e400 > 1",
                "1e39f > 1",
                "9223372036854775808 > 1",
                "-9223372036854775809 < 1",
                "0x10000000000000000 > 1",
                "99999999999999999999999999999999 > 1",
                "weight > 5 -- no comment",
                "weight > 5 /* x */",
                "color = \"blue\"",
                "a = 1; b = 2",
                "a.b = 1",
                "#",
                "JMSReplyTo = 'x'",
                "JMSExpiration > 0",
                "JMSDestination = 'x'",
                "JMSRedelivered",
                "JMSFoo = 1",
                "a = b = c",
                "1 < 2 < 3",
                "weight % = 0",
                "% 2 = 0",
                "weight % 'a' = 0",
                "weight %% 2 = 0",
                "weight % 2",
                "a-b",
                "\uD800 = 1"
            })
    void refuses(String text) {
        InvalidSelectorException refusal = SelectorBoundsTest.refusal(text);
        assertTrue(refusal.getMessage().startsWith("the selector is wrong at character "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(": expected "), refusal.getMessage());
    }

    @Test
    void saysWhereAndWhatWasExpected() {
        assertEquals(
                "the selector is wrong at character 26: expected a string in single quotes after LIKE, found the number 5",
                SelectorBoundsTest.refusal("weight > 3 OR color LIKE 5").getMessage());
        assertEquals(
                "the selector is wrong at character 9: expected a name, a literal, NOT or (, found the end",
                SelectorBoundsTest.refusal("weight >").getMessage());
    }

    @Test
    void takesAllOfJavasWhitespace() throws InvalidSelectorException {
        assertEquals(Truth.TRUE, truth("\tweight \t\f\r\n > \n2500\n"));
        SelectorBoundsTest.refusal("weight\u000b>\u00a02500");
    }

    @Test
    void keepsItsText() throws InvalidSelectorException {
        assertEquals("color = 'x'", Selector.parse("color = 'x'").text());
    }
}
