package org.restante.conformance.selecting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.Section;

/** Literals and identifiers. */
@Section("3.8.1.1")
class SelectorLiteralsTest extends SelectorTest {

    @Test
    @Section("3.8.1.1")
    void stringsAreEqualIfAllTheirCharactersAreEqual() throws Exception {
        givenEach("p", "blue", "Blue", "blue ", "");
        assertSelects("p = 'blue'", "blue");
        assertSelects("p <> 'blue'", "Blue", "blue ", "");
        assertSelects("p = ''", "");
    }

    @Test
    @Section("3.8.1.1")
    void quoteInsideAStringIsDoubled() throws Exception {
        givenEach("p", "literal's", "literal''s", "'");
        assertSelects("p = 'literal''s'", "literal's");
        assertSelects("p = ''''", "'");
    }

    @Test
    @Section("3.8.1.1")
    void stringsAreUnicode() throws Exception {
        givenEach("p", "Grüße", "世界", "\uD83D\uDE00");
        assertSelects("p = '世界'", "世界");
        assertSelects("p = '\uD83D\uDE00'", "\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"57", "+57", "57.0", "57.", "5.7E1", "5.7e+1", "570E-1", "0x39", "071", "57L"})
    @Section("3.8.1.1")
    void numberCanBeWrittenAsInJava(String literal) throws Exception {
        givenEach("p", 56, 57, 58);
        assertSelects("p = " + literal, 57);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-95.7", "-957E-1", "-9.57E1"})
    @Section("3.8.1.1")
    void negativeApproximateNumberCanBeWrittenAsInJava(String literal) throws Exception {
        givenEach("p", -95.7d, 95.7d, -95d);
        assertSelects("p = " + literal, -95.7d);
    }

    @Test
    @Section("3.8.1.1")
    void numbersCoverTheRangeOfLong() throws Exception {
        givenEach("p", Long.MAX_VALUE, Long.MAX_VALUE - 1, -Long.MAX_VALUE);
        assertSelects("p = 9223372036854775807", Long.MAX_VALUE);
        assertSelects("p = 9223372036854775806", Long.MAX_VALUE - 1);
        assertSelects("p = -9223372036854775807", -Long.MAX_VALUE);
    }

    @Test
    @Section("3.8.1.1")
    void booleanPropertyIsACondition() throws Exception {
        givenEach("p", true, false);
        assertSelects("p", true);
        assertSelects("NOT p", false);
        assertSelects("p = TRUE", true);
        assertSelects("p = false", false);
        assertSelects("p <> true", false);
    }

    @Test
    @Section("3.8.1.1")
    void booleanLiteralIsACondition() throws Exception {
        givenEach("p", 1);
        assertSelects("TRUE", 1);
        assertSelects("FALSE");
    }

    @Test
    @Section("3.8.1.1")
    void keywordsAreCaseInsensitive() throws Exception {
        givenEach("p", "a", "b");
        assertSelects("p lIkE 'a%' aNd nOt (p iS nUlL) or p iN ('z') AND tRuE", "a");
        assertSelects("p BeTwEeN 1 aNd 2");
    }

    @Test
    @Section("3.8.1.1")
    void identifiersAreCaseSensitive() throws Exception {
        given("lower", message -> message.setIntProperty("size", 1));
        given("upper", message -> message.setIntProperty("Size", 1));
        assertSelects("size = 1", "lower");
        assertSelects("Size = 1", "upper");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_p", "$p", "p1", "nullable", "android", "in_", "x$y_z"})
    @Section("3.8.1.1")
    void javaIdentifierIsAnIdentifier(String identifier) throws Exception {
        givenEach(identifier, 1, 2);
        assertSelects(identifier + " = 2", 2);
    }

    @Test
    @Section("3.8.1.1")
    void identifierCanHaveLettersOfAllLanguages() throws Exception {
        givenEach("größe", 1, 2);
        assertSelects("größe = 2", 2);
        given("3", message -> message.setIntProperty("大きさ", 3));
        assertSelects("大きさ = 3", 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {" \t p\t= \t1 ", "p\n=\n1", "p\r\n=\f1", "p=1"})
    @Section("3.8.1.1")
    void whitespaceIsDefinedAsInJava(String selector) throws Exception {
        givenEach("p", 1, 2);
        assertSelects(selector, 1);
    }
}
