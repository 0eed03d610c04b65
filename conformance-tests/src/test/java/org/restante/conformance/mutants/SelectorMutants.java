package org.restante.conformance.mutants;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Providers that evaluate message selectors wrongly (3.8.1): the text of the selector is changed before it is parsed. */
final class SelectorMutants {

    private SelectorMutants() {}

    static List<Mutant> all() {
        return Stream.of(logic(), patterns(), literalsAndSyntax())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> logic() {
        return List.of(
                of("A selector selects everything", "3.8.1", s -> "TRUE", "selecting.SelectorHeadersTest"),
                of("NOT is ignored", "3.8.1.1", s -> s.replaceAll("(?i)\\bNOT\\b", ""), "selecting.SelectorNullsTest"),
                of(
                        "AND is taken for OR",
                        "3.8.1.1",
                        s -> s.replaceAll("\\bAND\\b", "OR"),
                        "selecting.SelectorNullsTest"),
                of(
                        "OR comes before AND",
                        "3.8.1.1",
                        s -> s.replaceAll("(\\w+ = \\w+) OR (\\w+ = \\w+) AND", "($1 OR $2) AND"),
                        "selecting.SelectorExpressionsTest"),
                of(
                        "BETWEEN excludes its ends",
                        "3.8.1.1",
                        s -> s.replaceAll("(\\w+) BETWEEN (\\S+) AND (\\S+)", "($1 > $2 AND $1 < $3)"),
                        "selecting.SelectorExpressionsTest"),
                of(
                        "Addition comes before multiplication",
                        "3.8.1.1",
                        SelectorMutants::sumsFirst,
                        "selecting.SelectorExpressionsTest"));
    }

    private static List<Mutant> patterns() {
        return List.of(
                of(
                        "The percent sign of LIKE stands for itself",
                        "3.8.1.1",
                        s -> s.replaceAll("%", "\\$"),
                        "selecting.SelectorPatternsTest"),
                of(
                        "ESCAPE of LIKE is ignored",
                        "3.8.1.1",
                        s -> s.replaceAll("(?i)ESCAPE '.'", ""),
                        "selecting.SelectorPatternsTest"),
                of(
                        "Only the first value of IN is looked at",
                        "3.8.1.1",
                        s -> s.replaceAll("IN ?\\(([^,)]*),[^)]*\\)", "IN ($1)"),
                        "selecting.SelectorPatternsTest"),
                of(
                        "IS NULL is never true",
                        "3.8.1.2",
                        s -> s.replaceAll("\\w+ IS NULL", "FALSE"),
                        "selecting.SelectorPatternsTest"),
                of(
                        "A doubled quote stays doubled",
                        "3.8.1.1",
                        s -> s.replaceAll("''", "''''"),
                        "selecting.SelectorLiteralsTest"));
    }

    private static List<Mutant> literalsAndSyntax() {
        return List.of(
                of(
                        "Keywords in small letters are identifiers",
                        "3.8.1.1",
                        SelectorMutants::large,
                        "selecting.SelectorLiteralsTest"),
                of(
                        "Identifiers are not case-sensitive",
                        "3.8.1.1",
                        SelectorMutants::small,
                        "selecting.SelectorLiteralsTest"),
                of(
                        "An approximate number is cut to an exact one",
                        "3.8.1.1",
                        s -> s.replaceAll("\\.\\d+", ""),
                        "selecting.SelectorLiteralsTest",
                        "selecting.SelectorExpressionsTest"),
                of(
                        "An empty selector selects nothing",
                        "3.8.1.1",
                        s -> s.isBlank() ? "FALSE" : s,
                        "selecting.SelectorSyntaxTest"),
                Mutant.of("A selector of wrong syntax is accepted", "3.8.1.1", "selecting.SelectorSyntaxTest")
                        .on(
                                Session.class,
                                Rules.SELECTOR_SECOND,
                                Rules.withoutThrowing(
                                        InvalidSelectorException.class, call -> call.proceedWith(1, null))),
                Mutant.of("getMessageSelector returns nothing", "API: MessageConsumer", "selecting.SelectorSyntaxTest")
                        .on(MessageConsumer.class, "getMessageSelector", Rules.answers(null)));
    }

    private static Mutant of(String sentence, String section, UnaryOperator<String> change, String... tests) {
        return Mutant.of(sentence, section, tests)
                .on(Session.class, Rules.SELECTOR_SECOND, Rules.withSelector(1, change))
                .on(Session.class, Rules.SELECTOR_THIRD, Rules.withSelector(2, change));
    }

    private static String sumsFirst(String selector) {
        return selector.replaceAll("(\\w+) \\+ (\\w+) \\* (\\w+)", "($1 + $2) * $3");
    }

    private static String large(String selector) {
        return selector.replaceAll("\\b(and|or|not|between|like|in|is|null|true|false)\\b", "x_$1");
    }

    private static String small(String selector) {
        return selector.contains("'")
                ? selector
                : Pattern.compile("\\b(?!JMS)\\w+")
                        .matcher(selector)
                        .replaceAll(word -> word.group().toLowerCase(Locale.ROOT));
    }
}
