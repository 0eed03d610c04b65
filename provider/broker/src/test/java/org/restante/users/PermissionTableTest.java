package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.message.Address;
import org.restante.message.NamePattern;

final class PermissionTableTest {

    private static final PermissionTable TABLE = PermissionTable.parse("""
            # who may what
            group shop = anna, bob
            allow @shop send,receive queue:orders.>
            allow anna browse orders.new
            allow * receive topic:news.*
            allow operator all everything
            """);

    @ParameterizedTest
    @CsvSource({
        "anna, SEND, queue:orders.new, true",
        "bob, RECEIVE, queue:orders.a.b, true",
        "bob, SEND, queue:orders, false",
        "bob, BROWSE, queue:orders.new, false",
        "anna, BROWSE, queue:orders.new, true",
        "carl, SEND, queue:orders.new, false",
        "carl, RECEIVE, topic:news.sport, true",
        "'', RECEIVE, topic:news.sport, true",
        "carl, RECEIVE, queue:news.sport, false",
        "carl, SEND, topic:news.sport, false",
        "operator, ADMINISTER, queue:any.thing, true",
        "shop, SEND, queue:orders.new, false"
    })
    void allowsWhatALineSaysAndNothingElse(String user, Action action, String where, boolean expected) {
        assertEquals(expected, TABLE.allows(user, action, Address.parse(where)));
    }

    @ParameterizedTest
    @CsvSource({
        "news.*, true",
        "news.sport, true",
        "news.>, false",
        "*.sport, false",
        ">, false",
        "*, false",
        "news.*.de, false"
    })
    void aPatternIsAllowedWhereAllOfItIs(String pattern, boolean expected) {
        assertEquals(expected, TABLE.allows("carl", Action.RECEIVE, Address.topic(pattern)));
    }

    /** All patterns and names of up to three levels: a pattern is allowed if and only if each name that it matches is. */
    @Test
    void aPatternIsAllowedIfEachNameThatItMatchesIs() {
        List<String> names = texts(List.of("a", "b", "c"));
        List<String> patterns = texts(List.of("a", "b", "*"));
        List.copyOf(patterns).forEach(head -> patterns.add(head + ".>"));
        patterns.add(">");
        List<String> longer = new ArrayList<>(names);
        names.forEach(name -> longer.add(name + ".c.c.c"));
        for (String allowed : patterns) {
            PermissionTable table = PermissionTable.parse("allow anna receive topic:" + allowed + "\n");
            NamePattern rule = NamePattern.of(allowed);
            for (String asked : patterns) {
                NamePattern wanted = NamePattern.of(asked);
                boolean each = longer.stream().filter(wanted::matches).allMatch(rule::matches);
                assertEquals(
                        each,
                        table.allows("anna", Action.RECEIVE, Address.topic(asked)),
                        asked + " where " + allowed + " is allowed");
            }
        }
    }

    /** All texts of one to three levels. */
    private static List<String> texts(List<String> levels) {
        List<String> all = new ArrayList<>(levels);
        for (String first : levels) {
            for (String second : levels) {
                all.add(first + "." + second);
                levels.forEach(third -> all.add(first + "." + second + "." + third));
            }
        }
        return all;
    }

    @Test
    void theBrokerItselfIsForThoseWhoMayEverything() {
        assertTrue(TABLE.allows("operator", Action.ADMINISTER, null));
        assertFalse(TABLE.allows("anna", Action.ADMINISTER, null));
    }

    @ParameterizedTest
    @CsvSource({
        "allow anna sned queue:a, line 1 has 'sned' where an action is due",
        "permit anna send queue:a, line 1 is neither",
        "allow anna send, line 1 is neither",
        "allow @nobody send queue:a, there is no line 'group nobody",
        "group a b = c, line 1 is no 'group",
        "allow anna send temp-queue:x, temporary",
    })
    void saysWhichLineIsNone(String text, String expected) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> PermissionTable.parse(text));
        assertTrue(String.valueOf(thrown.getMessage()).contains(expected), thrown.getMessage());
    }
}
