package org.restante.shell.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script of zsh: a function that describes the arguments of each command. */
final class Zsh {

    private Zsh() {}

    static String script(CommandLine all) {
        Map<String, CommandSpec> commands = Definition.commands(all);
        List<String> lines = new ArrayList<>();
        lines.add("#compdef restante");
        lines.add("# Completes restante in zsh; made by: restante completion zsh");
        lines.add("_restante_names() { compadd -- ${(f)\"$(${~program} __names $1 2>/dev/null)\"} }");
        lines.add("_restante_marked_files() { compset -P @ && _files }");
        lines.add("_restante() {");
        lines.add("  local curcontext=$curcontext state line program=$words[1]");
        lines.add("  typeset -A opt_args");
        lines.add("  local -a commands");
        lines.add("  commands=(");
        commands.forEach((name, command) ->
                lines.add("    " + quoted(name + ":" + Definition.brief(command).replace(":", "\\:"))));
        lines.add("  )");
        lines.add("  _arguments -C " + options(all.getCommandSpec()) + " '1: :->command' '*:: :->argument'");
        lines.add("  case $state in");
        lines.add("    command) _describe -t commands command commands ;;");
        lines.add("    argument)");
        lines.add("      case $words[1] in");
        commands.forEach((name, command) ->
                lines.add("        " + name + ") _arguments " + options(command) + parameters(command) + " ;;"));
        lines.add("      esac ;;");
        lines.add("  esac");
        lines.add("}");
        lines.add("if [[ $funcstack[1] == _restante ]]; then _restante \"$@\"; else compdef _restante restante; fi");
        return String.join("\n", lines) + "\n";
    }

    private static String options(CommandSpec command) {
        return Definition.options(command).stream().map(Zsh::option).collect(Collectors.joining(" "));
    }

    /** One that may come once excludes its other names. */
    private static String option(OptionSpec option) {
        boolean value = Definition.takesValue(option);
        String about = "[" + escaped(Definition.brief(option)) + "]" + (value ? value(option) : "");
        String others = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
        return Stream.of(option.names())
                .map(name -> quoted(others + name + (value && name.startsWith("--") ? "=" : "") + about))
                .collect(Collectors.joining(" "));
    }

    private static String parameters(CommandSpec command) {
        StringBuilder text = new StringBuilder();
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            text.append(' ')
                    .append(quoted((Definition.isMany(parameter)
                                    ? "*"
                                    : String.valueOf(parameter.index().min() + 1))
                            + value(parameter)));
        }
        return text.toString();
    }

    private static String value(ArgSpec argument) {
        return ":" + escaped(argument.paramLabel()) + ":" + action(argument);
    }

    /** A blank is an action, too: it completes nothing, and shows what is expected. */
    private static String action(ArgSpec argument) {
        List<String> choices = Definition.choices(argument);
        if (!choices.isEmpty()) {
            String words = String.join(" ", choices);
            return words.endsWith("=") ? " compadd -S \"\" -- " + words : "(" + words + ")";
        }
        String names = Definition.names(argument);
        if (!names.isEmpty()) {
            return " _restante_names " + names;
        }
        if (Definition.isMarkedFile(argument)) {
            return " _restante_marked_files";
        }
        return Definition.isFile(argument) ? "_files" : " ";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
