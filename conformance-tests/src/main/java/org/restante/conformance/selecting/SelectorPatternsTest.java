package org.restante.conformance.selecting;

import org.junit.jupiter.api.Test;
import org.restante.conformance.Section;

/** LIKE, IN and IS NULL. */
@Section("3.8.1.1")
class SelectorPatternsTest extends SelectorTest {

    @Test
    @Section("3.8.1.3")
    void numericPropertyIsNotSelectedByInOrLikeEvenIfNegated() throws Exception {
        givenEach("p", 0, "zero");
        assertSelects("p IN ('a', 'b')");
        assertSelects("p NOT IN ('a', 'b')", "zero");
        assertSelects("p NOT LIKE 'a%'", "zero");
    }

    @Test
    @Section("3.8.1.1")
    void percentStandsForAnySequence() throws Exception {
        givenEach("phone", "123", "12993", "1234", "12\n3");
        assertSelects("phone LIKE '12%3'", "123", "12993", "12\n3");
        assertSelects("phone NOT LIKE '12%3'", "1234");
        assertSelects("phone LIKE '%'", "123", "12993", "1234", "12\n3");
    }

    @Test
    @Section("3.8.1.1")
    void underscoreStandsForOneCharacter() throws Exception {
        givenEach("word", "lose", "loose", "lse");
        assertSelects("word LIKE 'l_se'", "lose");
        assertSelects("word LIKE 'l__se'", "loose");
    }

    @Test
    @Section("3.8.1.1")
    void escapedWildcardStandsForItself() throws Exception {
        givenEach("underscored", "_foo", "bar", "100%");
        assertSelects("underscored LIKE '\\_%' ESCAPE '\\'", "_foo");
        assertSelects("underscored LIKE '%!%' ESCAPE '!'", "100%");
        assertSelects("underscored NOT LIKE '\\_%' ESCAPE '\\'", "bar", "100%");
    }

    @Test
    @Section("3.8.1.1")
    void otherCharactersStandForThemselves() throws Exception {
        givenEach("p", "a.c", "abc", "a*", "aaa", "[a]", "a", "\\d", "1");
        assertSelects("p LIKE 'a.c'", "a.c");
        assertSelects("p LIKE 'a*'", "a*");
        assertSelects("p LIKE '[a]'", "[a]");
        assertSelects("p LIKE '\\d'", "\\d");
    }

    @Test
    @Section("3.8.1.1")
    void patternMustMatchTheWholeString() throws Exception {
        givenEach("p", "abc", "xabcx", "ABC");
        assertSelects("p LIKE 'abc'", "abc");
        assertSelects("p LIKE '%abc%'", "abc", "xabcx");
    }

    @Test
    @Section("3.8.1.1")
    void inSelectsTheListedStrings() throws Exception {
        givenEach("Country", "UK", "Peru", "France");
        assertSelects("Country IN ('UK', 'US', 'France')", "UK", "France");
        assertSelects("Country NOT IN ('UK', 'US', 'France')", "Peru");
        assertSelects("Country IN ('Peru')", "Peru");
    }

    @Test
    @Section("3.8.1.1")
    void isNullSelectsMessagesWithoutTheProperty() throws Exception {
        given("with", message -> message.setStringProperty("p", "x"));
        given("without", message -> message.setStringProperty("q", "x"));
        assertSelects("p IS NULL", "without");
        assertSelects("p IS NOT NULL", "with");
        assertSelects("JMSType IS NULL", "with", "without");
    }
}
