package org.restante.shell.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script of fish: a line for each command, option and argument. */
final class Fish {

    private Fish() {}

    static String script(CommandLine all) {
        Map<String, CommandSpec> commands = Definition.commands(all);
        List<String> lines = new ArrayList<>();
        lines.add("# Completes restante in fish; made by: restante completion fish");
        lines.add("complete -c restante -f");
        options(all.getCommandSpec(), "__fish_use_subcommand", lines);
        commands.forEach((name, command) -> lines.add("complete -c restante -n __fish_use_subcommand -a " + name
                + " -d " + quoted(Definition.brief(command))));
        commands.forEach((name, command) -> {
            String when = "__fish_seen_subcommand_from " + name;
            options(command, when, lines);
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                String values = values(parameter);
                if (!values.isEmpty()) {
                    lines.add("complete -c restante -n " + quoted(when) + values);
                }
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private static void options(CommandSpec command, String when, List<String> lines) {
        for (OptionSpec option : Definition.options(command)) {
            StringBuilder line = new StringBuilder("complete -c restante -n ").append(quoted(when));
            for (String name : option.names()) {
                line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
            }
            if (Definition.takesValue(option)) {
                line.append(" -r").append(values(option));
            }
            lines.add(
                    line.append(" -d ").append(quoted(Definition.brief(option))).toString());
        }
    }

    private static String values(ArgSpec argument) {
        List<String> choices = Definition.choices(argument);
        if (!choices.isEmpty()) {
            return " -a " + quoted(String.join(" ", choices));
        }
        return Definition.isFile(argument) ? " -F" : "";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
