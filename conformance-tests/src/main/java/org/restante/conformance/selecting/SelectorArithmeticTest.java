package org.restante.conformance.selecting;

import org.junit.jupiter.api.Test;
import org.restante.conformance.Section;

/** Arithmetic expressions: numeric promotion as in Java, and expressions in each place where the syntax allows one. */
@Section("3.8.1.1")
class SelectorArithmeticTest extends SelectorTest {

    /** The float that is nearest to 0.1 is another number than the double that is nearest to 0.1. */
    @Test
    @Section("3.8.1.1")
    void floatIsPromotedToDoubleBeforeItIsCompared() throws Exception {
        givenEach("p", 0.1f, 0.5f);
        assertSelects("p = 0.1");
        assertSelects("p > 0.1", 0.1f, 0.5f);
        assertSelects("p = 0.5", 0.5f);
    }

    /** 2 to the power of 53, plus 1, has no double of its own: promoted, it is equal to its neighbour. */
    @Test
    @Section("3.8.1.1")
    void longIsPromotedToDoubleWhenComparedWithAnApproximateNumber() throws Exception {
        givenEach("p", 9007199254740993L, 9007199254740994L);
        assertSelects("p = 9007199254740992.0", 9007199254740993L);
        assertSelects("p = 9007199254740993", 9007199254740993L);
    }

    @Test
    @Section("3.8.1.1")
    void operandsOfArithmeticCanBothBeProperties() throws Exception {
        given("m", message -> {
            message.setIntProperty("p", 6);
            message.setLongProperty("q", 4L);
            message.setDoubleProperty("r", 0.5d);
        });
        assertSelects("p + q = 10 AND p - q = 2 AND p * q = 24", "m");
        assertSelects("p * r = 3.0 AND q - r = 3.5", "m");
        assertSelects("p = q + 2 AND p - 1 = q + 1", "m");
    }

    @Test
    @Section("3.8.1.1")
    void quotientWithAnApproximateOperandIsApproximate() throws Exception {
        given("m", message -> {
            message.setIntProperty("p", 7);
            message.setFloatProperty("q", 2f);
        });
        assertSelects("p / q = 3.5", "m");
        assertSelects("7 / 2.0 = 3.5 AND 7.0 / 2 = 3.5", "m");
        assertSelects("p / 2.0 * 2 = 7", "m");
    }

    @Test
    @Section("3.8.1.1")
    void signsCanBeRepeated() throws Exception {
        givenEach("p", -5, 5);
        assertSelects("- -p = 5", 5);
        assertSelects("p = + -5", -5);
        assertSelects("10 - -p = 15", 5);
    }

    @Test
    @Section("3.8.1.1")
    void minusInsideANameIsAnOperator() throws Exception {
        given("m", message -> {
            message.setIntProperty("a", 3);
            message.setIntProperty("b", 2);
        });
        assertSelects("a-b = 1", "m");
        assertSelects("a-b-1 = 0", "m");
    }

    @Test
    @Section("3.8.1.1")
    void betweenTakesAnExpressionInEachPlace() throws Exception {
        given("m", message -> {
            message.setIntProperty("low", 10);
            message.setIntProperty("p", 15);
            message.setIntProperty("high", 20);
        });
        assertSelects("p BETWEEN low AND high", "m");
        assertSelects("15 BETWEEN low AND high", "m");
        assertSelects("p + 5 BETWEEN low * 2 AND high", "m");
        assertSelects("p + 6 BETWEEN low AND high");
        assertSelects("p + 6 NOT BETWEEN low AND high", "m");
    }

    @Test
    @Section("3.8.1.1")
    void betweenTheGreaterAndTheLesserNumberIsFalse() throws Exception {
        givenEach("age", 14, 15, 19, 20);
        assertSelects("age BETWEEN 19 AND 15");
        assertSelects("age NOT BETWEEN 19 AND 15", 14, 15, 19, 20);
    }

    @Test
    @Section("3.8.1.1")
    void betweenComparesExactAndApproximateNumbers() throws Exception {
        givenEach("p", 1, 1.5d, 2, 2.5f, 3L);
        assertSelects("p BETWEEN 1.5 AND 2.5", 1.5d, 2, 2.5f);
        assertSelects("p BETWEEN 1 AND 2", 1, 1.5d, 2);
    }

    @Test
    @Section("3.8.1.1")
    void booleanIsNotUsedAsANumber() throws Exception {
        givenEach("p", true, 1);
        assertSelects("p + 1 = 2", 1);
        assertSelects("p BETWEEN 0 AND 2", 1);
        assertSelects("-p < 0", 1);
    }

    @Test
    @Section("3.8.1.1")
    void parenthesesCanBeNested() throws Exception {
        givenEach("p", 1, 2);
        assertSelects("(".repeat(30) + "p = 1" + ")".repeat(30), 1);
        assertSelects("p = " + "(".repeat(30) + "1 + 1" + ")".repeat(30), 2);
    }
}
