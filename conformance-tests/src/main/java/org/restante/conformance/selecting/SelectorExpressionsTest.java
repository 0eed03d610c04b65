package org.restante.conformance.selecting;

import org.junit.jupiter.api.Test;
import org.restante.conformance.Section;

/** Comparison, arithmetic and logic. */
@Section("3.8.1.1")
class SelectorExpressionsTest extends SelectorTest {

    @Test
    @Section("3.8.1.1")
    void numbersAreCompared() throws Exception {
        givenEach("p", 1, 2, 3);
        assertSelects("p = 2", 2);
        assertSelects("p <> 2", 1, 3);
        assertSelects("p < 2", 1);
        assertSelects("p <= 2", 1, 2);
        assertSelects("p > 2", 3);
        assertSelects("p >= 2", 2, 3);
        assertSelects("2 < p", 3);
    }

    @Test
    @Section("3.8.1.1")
    void numbersOfAllTypesAreComparedWithEachOther() throws Exception {
        givenEach("p", (byte) 7, (short) 7, 7L, 7.0f, 7.5d);
        assertSelects("p = 7", 7, 7, 7, 7.0f);
        assertSelects("p = 7.5", 7.5d);
        assertSelects("p > 7", 7.5d);
        assertSelects("p < 7.25", 7, 7, 7, 7.0f);
    }

    @Test
    @Section("3.8.1.1")
    void multiplicationPrecedesAddition() throws Exception {
        givenEach("p", 7, 9);
        assertSelects("p = 1 + 2 * 3", 7);
        assertSelects("p = (1 + 2) * 3", 9);
        assertSelects("p - 1 = 12 / 2", 7);
    }

    @Test
    @Section("3.8.1.1")
    void arithmeticIsEvaluatedFromLeftToRight() throws Exception {
        givenEach("p", 5, 20);
        assertSelects("p = 10 - 3 - 2", 5);
        assertSelects("p = 100 / 10 * 2", 20);
    }

    @Test
    @Section("3.8.1.1")
    void divisionOfExactNumbersTruncatesAsInJava() throws Exception {
        givenEach("p", 7);
        assertSelects("p / 2 = 3", 7);
        assertSelects("p / 2.0 = 3.5", 7);
    }

    @Test
    @Section("3.8.1.1")
    void unarySignsAreEvaluated() throws Exception {
        givenEach("p", -5, 5);
        assertSelects("-p = 5", -5);
        assertSelects("+p = 5", 5);
        assertSelects("p = -(2 + 3)", -5);
        assertSelects("10 + -p = 15", -5);
    }

    @Test
    @Section("3.8.1.1")
    void andPrecedesOr() throws Exception {
        givenEach("p", 1, 2, 3);
        assertSelects("p = 1 OR p = 2 AND p = 3", 1);
        assertSelects("(p = 1 OR p = 2) AND p = 2", 2);
        assertSelects("p = 3 AND p = 2 OR p = 1", 1);
    }

    @Test
    @Section("3.8.1.1")
    void notPrecedesAnd() throws Exception {
        givenEach("p", 1, 2, 3);
        assertSelects("NOT p = 1 AND p < 3", 2);
        assertSelects("NOT (p = 1 AND p < 3)", 2, 3);
        assertSelects("NOT NOT p = 1", 1);
    }

    @Test
    @Section("3.8.1.1")
    void betweenIncludesItsEnds() throws Exception {
        givenEach("age", 14, 15, 19, 20);
        assertSelects("age BETWEEN 15 AND 19", 15, 19);
        assertSelects("age NOT BETWEEN 15 AND 19", 14, 20);
        assertSelects("age BETWEEN 14 + 1 AND 4 * 5", 15, 19, 20);
        assertSelects("age BETWEEN 15 AND 19 AND age > 15", 19);
    }

    @Test
    @Section("3.8.1.1")
    void stringIsNotUsedAsANumber() throws Exception {
        givenEach("NumberOfOrders", "2", 2);
        assertSelects("NumberOfOrders > 1", 2);
        assertSelects("NumberOfOrders = 2", 2);
    }

    @Test
    @Section("3.8.1.1")
    void comparisonOfUnlikeTypesIsFalse() throws Exception {
        givenEach("p", "2", 2, true);
        assertSelects("p = '2'", "2");
        assertSelects("p = 2", 2);
        assertSelects("p = TRUE", true);
        assertSelects("p < 3", 2);
    }

    @Test
    @Section("3.8.1.1")
    void examplesOfTheSpecificationSelectAsDescribed() throws Exception {
        given("car", message -> {
            message.setJMSType("car");
            message.setStringProperty("color", "blue");
            message.setIntProperty("weight", 2501);
        });
        given("light", message -> {
            message.setJMSType("car");
            message.setStringProperty("color", "blue");
            message.setIntProperty("weight", 2500);
        });
        assertSelects("JMSType = 'car' AND color = 'blue' AND weight > 2500", "car");
    }
}
