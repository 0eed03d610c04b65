package org.restante.conformance.table;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** A Markdown table of the sections of the specification and the tests that cover each section. */
final class ConformanceTable {

    /** The prefix of a rule that only the Javadoc of an interface contains. */
    private static final String API = "API: ";

    private static final String BEYOND = API + "beyond the specification";
    private static final List<String> PACKAGES = List.of("jakarta.jms.", "javax.transaction.xa.", "javax.naming.");

    private static final String HEAD = """

            | section | | tests |
            |---|---|---|
            """;

    private final List<SpecificationSection> sections;
    private final Coverage coverage;

    ConformanceTable(List<SpecificationSection> sections, Coverage coverage) {
        this.sections = sections;
        this.coverage = coverage;
    }

    /** The numbers in {@code @Section} annotations that do not exist in the specification. */
    List<String> unknown() {
        var known = sections.stream().map(SpecificationSection::number).collect(Collectors.toSet());
        return coverage.sections().stream()
                .filter(number -> !known.contains(number) && !isInterface(number))
                .toList();
    }

    /** The sections that have neither a test nor a reason why no test is needed. */
    List<String> empty() {
        return sections.stream()
                .filter(section -> !section.isChapter() && cell(section).isEmpty())
                .map(section -> section.number() + " " + section.title())
                .toList();
    }

    /**
     * The whole document.
     *
     * @param command the command that updates the document; the introduction shows it
     */
    String markdown(String command) {
        var text = new StringBuilder(introduction(coverage.size(), command));
        for (SpecificationSection section : sections) {
            if (section.isChapter()) {
                chapter(text, section);
            } else {
                row(text, section.number(), section.title(), cell(section));
            }
        }
        interfaces(text);
        return text.toString();
    }

    private static String introduction(int tests, String command) {
        return String.format(Locale.ROOT, """
            # Conformance

            This table lists the sections of Jakarta Messaging 3.1 and the tests of
            [conformance-tests](../conformance-tests/README.md) that cover each section: a class with the number of its tests for the
            section, or the only test of the class. %d tests run on every fixture; a test with parameters counts once. A section
            without requirements for a provider has a short description of its content in place of tests.

            The file is generated from the `@Section` of each test. To update it after a change of the tests, run:

                %s
            """, tests, command);
    }

    private void chapter(StringBuilder text, SpecificationSection chapter) {
        text.append(String.format(Locale.ROOT, "\n## %s. %s\n", chapter.number(), chapter.title()));
        var cell = cell(chapter);
        if (!cell.isEmpty()) {
            text.append(String.format(Locale.ROOT, "\nThe chapter as a whole: %s.\n", cell));
        }
        if (sections.stream().anyMatch(section -> section.number().startsWith(chapter.number() + "."))) {
            text.append(HEAD);
        }
    }

    private void interfaces(StringBuilder text) {
        text.append("\n## Rules that only the Javadoc of the interfaces contains\n")
                .append(HEAD);
        for (String number : coverage.sections()) {
            if (number.startsWith(API) && !number.equals(BEYOND)) {
                row(text, "Javadoc", "`" + number.substring(API.length()) + "`", tests(number));
            }
        }
        row(text, "none", "features that providers share beyond the specification", tests(BEYOND));
    }

    private static void row(StringBuilder text, String number, String title, String cell) {
        text.append(String.format(Locale.ROOT, "| %s | %s | %s |\n", number, title, cell));
    }

    private String cell(SpecificationSection section) {
        var tests = tests(section.number());
        return tests.isEmpty() ? section.reason().orElse("") : tests;
    }

    private String tests(String number) {
        return coverage.of(number).entrySet().stream()
                .map(ConformanceTable::testsOfClass)
                .collect(Collectors.joining(", "));
    }

    private static String testsOfClass(Map.Entry<String, SortedSet<String>> tests) {
        SortedSet<String> names = tests.getValue();
        return names.size() == 1
                ? "`" + tests.getKey() + "#" + names.first() + "`"
                : "`" + tests.getKey() + "` " + names.size();
    }

    private static boolean isInterface(String number) {
        if (!number.startsWith(API)) {
            return false;
        }
        var name = number.substring(API.length());
        return number.equals(BEYOND) || PACKAGES.stream().anyMatch(start -> exists(start + name));
    }

    private static boolean exists(String className) {
        try {
            Class.forName(className, false, ConformanceTable.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
