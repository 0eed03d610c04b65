package org.restante.shell.manual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help texts of commands, options and arguments, as plain text. */
final class Definition {

    private static final List<String> FILES = List.of("FILE", "DIR", "JARS");

    private Definition() {}

    /** All commands that help lists, by name, without aliases. */
    static Map<String, CommandSpec> commands(CommandLine all) {
        Map<String, CommandSpec> commands = new LinkedHashMap<>();
        for (CommandLine line : all.getSubcommands().values()) {
            if (!line.getCommandSpec().usageMessage().hidden()) {
                commands.put(line.getCommandName(), line.getCommandSpec());
            }
        }
        return commands;
    }

    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    /** The paragraphs of the description of a command. */
    static List<String> about(CommandSpec command) {
        return List.of(command.usageMessage().description()).stream()
                .map(Definition::plain)
                .toList();
    }

    /** The first sentence of the description, without its full stop. */
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

    /** The text as picocli shows it: picocli takes it for a format string. */
    static String plain(String text) {
        return text.replace("%n", "\n").replace("%%", "%").strip();
    }

    /** The possible values; empty if any value is possible. */
    static List<String> choices(ArgSpec argument) {
        if (argument.command() != null && argument.command().userObject() instanceof Help && !argument.isOption()) {
            List<String> words = new ArrayList<>(
                    commands(argument.command().parent().commandLine()).keySet());
            words.addAll(HelpTopic.names());
            return List.copyOf(words);
        }
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

    /**
     * The options that take a value, so that the word behind one is not an argument. An option of all commands has its own name; another one
     * is prefixed with its command, such as {@code poll--max}, because an equal name may be a flag of another command.
     */
    static Set<String> valued(CommandLine all) {
        Set<String> names = new TreeSet<>(valued("", all.getCommandSpec()));
        commands(all).forEach((name, command) -> names.addAll(valued(name, command)));
        return names;
    }

    private static List<String> valued(String command, CommandSpec spec) {
        return options(spec).stream()
                .filter(option -> takesValue(option) && !option.inherited())
                .flatMap(option -> Stream.of(option.names()))
                .map(name -> command + name)
                .toList();
    }

    /** The argument for {@code restante __names}, which lists the values at the time of completion; empty for none. */
    static String names(ArgSpec argument) {
        return argument.paramLabel().equals("CONTEXT") ? NamesCommand.CONTEXTS : "";
    }

    static boolean isMany(PositionalParamSpec parameter) {
        return parameter.arity().max() > 1 || parameter.index().isVariable();
    }

    static boolean isFile(ArgSpec argument) {
        return FILES.contains(argument.paramLabel());
    }

    /** Whether a value behind {@code @} is a file, and any other is a text. */
    static boolean isMarkedFile(ArgSpec argument) {
        return argument.paramLabel().contains("@FILE");
    }
}
