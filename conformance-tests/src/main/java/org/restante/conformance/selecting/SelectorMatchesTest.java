package org.restante.conformance.selecting;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Section;

/** The edges of LIKE, IN, IS NULL and of literals. */
@Section("3.8.1.1")
class SelectorMatchesTest extends SelectorTest {

    @Test
    @Section("3.8.1.1")
    void emptyPatternMatchesOnlyTheEmptyString() throws Exception {
        givenEach("p", "", "a");
        assertSelects("p LIKE ''", "");
        assertSelects("p LIKE '%'", "", "a");
        assertSelects("p LIKE '_'", "a");
        assertSelects("p LIKE '%%'", "", "a");
    }

    @Test
    @Section("3.8.1.1")
    void wildcardsMatchLineTerminators() throws Exception {
        givenEach("p", "a\nb", "a\r\nb", "ab");
        assertSelects("p LIKE 'a_b'", "a\nb");
        assertSelects("p LIKE 'a%b'", "a\nb", "a\r\nb", "ab");
    }

    @Test
    @Section("3.8.1.1")
    void wildcardsCanBeMixed() throws Exception {
        givenEach("p", "abc", "abbc", "ac", "cba");
        assertSelects("p LIKE 'a_%c'", "abc", "abbc");
        assertSelects("p LIKE '%b_'", "abc", "abbc", "cba");
        assertSelects("p LIKE '_%_%_'", "abc", "abbc", "cba");
    }

    @Test
    @Section("3.8.1.1")
    void percentTriesEachPlace() throws Exception {
        givenEach("p", "aXbXcX", "aXbYcX", "abab");
        assertSelects("p LIKE '%X%X%X'", "aXbXcX");
        assertSelects("p LIKE '%ab'", "abab");
        assertSelects("p LIKE 'ab%ab'", "abab");
    }

    @Test
    @Section("3.8.1.1")
    void quoteInAPatternIsDoubled() throws Exception {
        givenEach("p", "it's", "its");
        assertSelects("p LIKE '%''%'", "it's");
        assertSelects("p LIKE 'it''s'", "it's");
    }

    @Test
    @Section("3.8.1.1")
    void patternIsCaseSensitive() throws Exception {
        givenEach("p", "abc", "ABC");
        assertSelects("p LIKE 'a%'", "abc");
        assertSelects("p NOT LIKE 'a%'", "ABC");
    }

    @Test
    @Section("3.8.1.1")
    void escapeCharacterTakesTheMeaningOnlyFromTheWildcardBehindIt() throws Exception {
        givenEach("p", "50%", "50% off", "500");
        assertSelects("p LIKE '50!%%' ESCAPE '!'", "50%", "50% off");
        assertSelects("p LIKE '50!%' ESCAPE '!'", "50%");
        assertSelects("p LIKE '50%' ESCAPE '!'", "50%", "50% off", "500");
    }

    @Test
    @Section("3.8.1.1")
    void withoutEscapeABackslashStandsForItself() throws Exception {
        givenEach("p", "a\\b", "a\\_", "ab");
        assertSelects("p LIKE 'a\\_'", "a\\b", "a\\_");
        assertSelects("p = 'a\\b'", "a\\b");
    }

    @Test
    @Section("3.8.1.1")
    void inIsCaseSensitiveAndTakesTheWholeString() throws Exception {
        givenEach("p", "UK", "uk", "UKX", "");
        assertSelects("p IN ('UK')", "UK");
        assertSelects("p IN ('UK', '')", "UK", "");
        assertSelects("p NOT IN ('UK')", "uk", "UKX", "");
    }

    @Test
    @Section("3.8.1.1")
    void stringsOfInCanHaveCommasQuotesAndWildcards() throws Exception {
        givenEach("p", "a,b", "it's", "%", "abc");
        assertSelects("p IN ('a,b', 'it''s')", "a,b", "it's");
        assertSelects("p IN ('%')", "%");
    }

    @Test
    @Section("3.8.1.1")
    void inTakesHundredsOfStrings() throws Exception {
        givenEach("p", "v0", "v299", "v300");
        StringBuilder list = new StringBuilder("'v0'");
        for (int i = 1; i < 300; i++) {
            list.append(", 'v").append(i).append('\'');
        }
        assertSelects("p IN (" + list + ")", "v0", "v299");
        assertSelects("p NOT IN (" + list + ")", "v300");
    }

    @Test
    @Section("3.8.1.1")
    void propertyOfValueNullIsNull() throws Exception {
        given("null", message -> message.setStringProperty("p", null));
        given("set", message -> message.setStringProperty("p", "x"));
        assertSelects("p IS NULL", "null");
        assertSelects("p IS NOT NULL", "set");
    }

    @Test
    @Section("3.8.1.1")
    void emptyStringZeroAndFalseAreNotNull() throws Exception {
        givenEach("p", "", 0, false);
        assertSelects("p IS NOT NULL", "", 0, false);
        assertSelects("p IS NULL");
    }

    @Test
    @Section("3.8.1.1")
    void operatorsInsideAStringAreText() throws Exception {
        givenEach("p", "a AND b OR NOT c", "(1 = 1)", "say \"hi\"", "/* x */ -- y");
        assertSelects("p = 'a AND b OR NOT c'", "a AND b OR NOT c");
        assertSelects("p = '(1 = 1)'", "(1 = 1)");
        assertSelects("p = 'say \"hi\"'", "say \"hi\"");
        assertSelects("p = '/* x */ -- y'", "/* x */ -- y");
    }

    @Test
    @Section("3.8.1.1")
    void stringOfManyCharactersIsCompared() throws Exception {
        String text = "x".repeat(5_000);
        given("same", message -> message.setStringProperty("p", text));
        given("longer", message -> message.setStringProperty("p", text + "x"));
        assertSelects("p = '" + text + "'", "same");
    }

    @Test
    @Section("3.8.1.1")
    void numbersCoverTheRangeOfDouble() throws Exception {
        givenEach("p", Double.MAX_VALUE, Double.MIN_VALUE, -Double.MAX_VALUE);
        assertSelects("p = 1.7976931348623157E308", Double.MAX_VALUE);
        assertSelects("p = 4.9E-324", Double.MIN_VALUE);
        assertSelects("p = -1.7976931348623157E308", -Double.MAX_VALUE);
    }

    @Test
    @Section("3.8.1.1")
    void approximateNumberCanBeWrittenAsInJava() throws Exception {
        givenEach("p", 0.5d, 5d, 0d);
        for (String literal : List.of("0.5", "+0.5", ".5", "5E-1", "5e-1", "50.E-2")) {
            assertSelects("p = " + literal, 0.5d);
        }
    }

    @Test
    @Section("3.8.1.1")
    void approximateNumberCanHaveTheSuffixesOfJava() throws Exception {
        givenEach("p", 0.5d, 5d, 0d);
        for (String literal : List.of("0.5d", "0.5D", "0.5f", "0.5F")) {
            assertSelects("p = " + literal, 0.5d);
        }
    }

    @Test
    @Section("3.8.1.1")
    void chainsOfAndAndOrAreEvaluatedByTheirPrecedence() throws Exception {
        givenEach("p", 1, 2, 3, 4);
        assertSelects("p = 1 OR p = 2 OR p = 3", 1, 2, 3);
        assertSelects("p > 1 AND p < 4 AND p <> 2", 3);
        assertSelects("p = 1 AND p = 2 OR p = 3 AND p > 2 OR p = 4", 3, 4);
        assertSelects("(p = 1 OR p = 2) AND (p = 2 OR p = 3)", 2);
    }
}
