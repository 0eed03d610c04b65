package org.restante.shell.manual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is written of a command, an option or an argument, as plain text. */
final class Definition {

    private static final List<String> FILES = List.of("FILE", "DIR", "JARS");

    private Definition() {}

    /** All commands by their first names; aliases are left out. */
    static Map<String, CommandSpec> commands(CommandLine all) {
        Map<String, CommandSpec> commands = new LinkedHashMap<>();
        all.getSubcommands().values().forEach(line -> commands.put(line.getCommandName(), line.getCommandSpec()));
        return commands;
    }

    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    /** The paragraphs about a command. */
    static List<String> about(CommandSpec command) {
        return List.of(command.usageMessage().description()).stream()
                .map(Definition::plain)
                .toList();
    }

    /** The first sentence about a command, without its full stop. */
    static String brief(CommandSpec command) {
        List<String> about = about(command);
        return about.isEmpty() ? "" : first(about.get(0));
    }

    static String about(ArgSpec argument) {
        String text = plain(String.join(" ", argument.description()))
                .replace("${COMPLETION-CANDIDATES}", String.join(", ", choices(argument)));
        String usual = argument.defaultValueString();
        return text.replace("${DEFAULT-VALUE}", usual == null ? "" : usual);
    }

    static String brief(ArgSpec argument) {
        return first(about(argument));
    }

    private static String first(String text) {
        return text.replaceFirst("(?s)[.;:]( .*|$)", "");
    }

    private static String plain(String text) {
        return text.replace("%n", "\n").replace("%%", "%").strip();
    }

    /** The words that there are for a value; empty if there is no end of them. */
    static List<String> choices(ArgSpec argument) {
        List<String> words = new ArrayList<>();
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates != null) {
            candidates.forEach(words::add);
        }
        return words;
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    static boolean isFile(ArgSpec argument) {
        return FILES.contains(argument.paramLabel()) || argument.paramLabel().contains("@FILE");
    }
}
