package org.restante.conformance.selecting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.Section;

/** Null values in selectors: three-valued logic with true, false and unknown. */
@Section("3.8.1.2")
class SelectorNullsTest extends SelectorTest {

    @ParameterizedTest
    @CsvSource({
        "T,T,T", "T,F,F", "T,U,U",
        "F,T,F", "F,F,F", "F,U,F",
        "U,T,U", "U,F,F", "U,U,U"
    })
    @Section("3.8.1.2")
    void andFollowsItsTable(String left, String right, String result) throws Exception {
        assertIs(result, value(left) + " AND " + value(right));
    }

    @ParameterizedTest
    @CsvSource({
        "T,T,T", "T,F,T", "T,U,T",
        "F,T,T", "F,F,F", "F,U,U",
        "U,T,T", "U,F,U", "U,U,U"
    })
    @Section("3.8.1.2")
    void orFollowsItsTable(String left, String right, String result) throws Exception {
        assertIs(result, value(left) + " OR " + value(right));
    }

    @ParameterizedTest
    @CsvSource({"T,F", "F,T", "U,U"})
    @Section("3.8.1.2")
    void notFollowsItsTable(String operand, String result) throws Exception {
        assertIs(result, "NOT " + value(operand));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absent = 1",
                "absent <> 1",
                "absent > 1",
                "absent + 1 = 1",
                "-absent < 0",
                "absent = 'x'",
                "absent = TRUE",
                "absent IN ('x')",
                "absent NOT IN ('x')",
                "absent LIKE '%'",
                "absent NOT LIKE '%'",
                "absent BETWEEN 1 AND 2",
                "absent NOT BETWEEN 1 AND 2",
                "absent"
            })
    @Section("3.8.1.2")
    void comparisonWithNullIsUnknown(String unknown) throws Exception {
        assertIs("U", unknown);
    }

    @Test
    @Section("3.8.1.2")
    void comparisonOfIdentifiersIsUnknownIfOneIsNull() throws Exception {
        assertIs("U", "p = absent");
        assertIs("U", "absent = p");
        assertIs("U", "p <> absent");
        assertIs("U", "absent = absent");
    }

    @Test
    @Section("3.8.1.2")
    void headerFieldWithoutValueIsNull() throws Exception {
        given("without", message -> message.setIntProperty("p", 1));
        given("with", message -> message.setJMSCorrelationID("c"));
        assertSelects("JMSCorrelationID = 'c'", "with");
        assertSelects("JMSCorrelationID <> 'c'");
        assertSelects("JMSCorrelationID IS NULL", "without");
    }

    private static String value(String letter) {
        return switch (letter) {
            case "T" -> "(p = 1)";
            case "F" -> "(p = 2)";
            default -> "(absent = 1)";
        };
    }

    private void assertIs(String result, String condition) throws Exception {
        clear();
        given("m", message -> message.setIntProperty("p", 1));
        Object[] selected = {"m"};
        Object[] none = {};
        assertSelects(condition, result.equals("T") ? selected : none);
        assertSelects("NOT (" + condition + ")", result.equals("F") ? selected : none);
    }
}
