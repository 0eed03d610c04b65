package org.restante.conformance.selecting;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Section;

/**
 * Comparison of values of the same and of unlike types. Only values of like types can be compared, and exact with approximate
 * numbers. A comparison of values of unlike types is false, whatever its operator; it is not unknown, so its negation is true.
 */
@Section("3.8.1.1")
class SelectorTypesTest extends SelectorTest {

    @Test
    @Section("3.8.1.1")
    void inequalityOfUnlikeTypesIsFalse() throws Exception {
        givenEach("p", "x", 2, true);
        assertSelects("p <> 'y'", "x");
        assertSelects("p <> 3", 2);
        assertSelects("p <> FALSE", true);
    }

    @Test
    @Section("3.8.1.1")
    void orderOfUnlikeTypesIsFalse() throws Exception {
        givenEach("p", "5", 5, true);
        assertSelects("p < 9", 5);
        assertSelects("p >= 0", 5);
        assertSelects("p BETWEEN 1 AND 9", 5);
    }

    @Test
    @Section("3.8.1.1")
    void negationOfAComparisonOfUnlikeTypesIsTrue() throws Exception {
        givenEach("p", "5", 5, true);
        assertSelects("NOT (p = 5)", "5", true);
        assertSelects("NOT (p <> 'x')", 5, true);
        assertSelects("NOT (p > 1)", "5", true);
    }

    @Test
    @Section("3.8.1.1")
    void propertiesOfUnlikeTypesAreNeitherEqualNorDifferent() throws Exception {
        given("like", message -> {
            message.setStringProperty("p", "1");
            message.setStringProperty("q", "1");
        });
        given("unlike", message -> {
            message.setStringProperty("p", "1");
            message.setIntProperty("q", 1);
        });
        assertSelects("p = q", "like");
        assertSelects("p <> q");
    }

    /** 'true' is a string, and neither it nor the number 1 is the boolean TRUE. */
    @Test
    @Section("3.8.1.1")
    void stringsAndNumbersAreNotBooleans() throws Exception {
        givenEach("p", "true", "TRUE", 1, true);
        assertSelects("p = TRUE", true);
        assertSelects("p <> FALSE", true);
    }

    @Test
    @Section("3.8.1.1")
    void propertyThatIsNotABooleanIsNotACondition() throws Exception {
        givenEach("p", "true", 1, true);
        assertSelects("p", true);
        assertSelects("p AND TRUE", true);
    }

    @Test
    @Section("3.8.1.1")
    void stringPropertiesAreComparedWithEachOther() throws Exception {
        given("same", message -> {
            message.setStringProperty("p", "x");
            message.setStringProperty("q", "x");
        });
        given("other", message -> {
            message.setStringProperty("p", "x");
            message.setStringProperty("q", "X");
        });
        assertSelects("p = q", "same");
        assertSelects("p <> q", "other");
    }

    @Test
    @Section("3.8.1.1")
    void booleanPropertiesAreComparedWithEachOther() throws Exception {
        given("same", message -> {
            message.setBooleanProperty("p", false);
            message.setBooleanProperty("q", false);
        });
        given("other", message -> {
            message.setBooleanProperty("p", true);
            message.setBooleanProperty("q", false);
        });
        assertSelects("p = q", "same");
        assertSelects("p <> q", "other");
        assertSelects("p <> q AND p", "other");
    }

    @Test
    @Section("3.8.1.1")
    void literalCanBeOnTheLeft() throws Exception {
        givenEach("p", "a", 2, true);
        assertSelects("'a' = p", "a");
        assertSelects("2 = p", 2);
        assertSelects("TRUE = p", true);
        assertSelects("3 > p", 2);
    }

    /** Strings and booleans are only equal or different; a provider may refuse others or find them false. */
    @Test
    @Section("3.8.1.1")
    void stringsAndBooleansHaveNoOrder() throws Exception {
        given("m", message -> {
            message.setStringProperty("p", "a");
            message.setBooleanProperty("q", true);
        });
        for (String selector : List.of("p < 'b'", "p >= 'a'", "q > FALSE", "q <= TRUE")) {
            assertSelectsNothingOrIsRefused(selector);
        }
    }
}
