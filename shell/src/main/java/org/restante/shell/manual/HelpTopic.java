package org.restante.shell.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A text of the help that belongs to no single command. */
public enum HelpTopic {
    EXIT_CODES("The exit codes of all commands."),
    RECIPES("Commands for common tasks, to copy.");

    private static final int NAMES = 16;
    private static final int CODES = 7;

    private final String about;

    HelpTopic(String about) {
        this.about = about;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param all the command line with the width of the terminal */
    String text(CommandLine all) {
        return switch (this) {
            case EXIT_CODES -> exitCodes(all);
            case RECIPES -> Recipe.help();
        };
    }

    /** The words behind {@code help}. */
    public static List<String> names() {
        return Stream.of(values()).map(HelpTopic::word).toList();
    }

    /** The topic of a word; null for none. */
    static @Nullable HelpTopic called(@Nullable String word) {
        return Arrays.stream(values())
                .filter(topic -> topic.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** The last section of the help of all commands. */
    public static String list(CommandLine.Help help) {
        String heading = String.format(Locale.ROOT, "%nTopics, such as: help recipes%n");
        return Stream.of(values())
                .map(topic -> String.format(Locale.ROOT, "  %-" + (NAMES - 2) + "s  %s%n", topic.word(), topic.about))
                .collect(Collectors.joining("", heading, ""));
    }

    private static String exitCodes(CommandLine all) {
        TextTable table = TextTable.forColumns(
                all.getColorScheme(),
                new Column(CODES, 2, Overflow.SPAN),
                new Column(all.getUsageHelpWidth() - CODES, 0, Overflow.WRAP));
        ExitCode.meanings().forEach((code, meaning) -> table.addRowValues(String.valueOf(code), meaning));
        return table.toString();
    }
}
