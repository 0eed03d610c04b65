package org.restante.shell.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script of fish: a line for each command, option and argument, behind functions that tell where the cursor is. */
final class Fish {

    private static final String FUNCTIONS = """
            # Completes restante in fish; made by: restante completion fish

            # Succeeds behind a command; with two numbers if so many arguments are before the cursor.
            function __restante_in
              set -l words
              set -l value no
              set -l valued <VALUED>
              for word in (commandline -opc)[2..-1]
                if test $value = yes
                  set value no
                else if string match -q -- '-*' $word
                  contains -- $word $valued; or contains -- "$words[1]$word" $valued; and set value yes
                else
                  set -a words $word
                end
              end
              if test -z "$argv[1]"
                test (count $words) -eq 0
                return
              end
              test "$words[1]" = $argv[1]; or return 1
              set -q argv[2]; or return 0
              test (count $words) -gt $argv[2] -a (count $words) -le $argv[3]
            end

            function __restante_names
              set -l program (commandline -opc)[1]
              string match -q '~*' $program; and set program (string replace '~' $HOME $program)
              $program __names $argv 2>/dev/null
            end

            function __restante_marked_files
              set -l token (commandline -ct)
              if string match -q '@*' -- $token
                __fish_complete_path (string sub -s 2 -- $token) | string replace -r '^' '@'
              end
            end

            complete -c restante -f
            """;

    private static final int NO_END = 10_000;

    private Fish() {}

    static String script(CommandLine all) {
        Map<String, CommandSpec> commands = Definition.commands(all);
        List<String> lines = new ArrayList<>();
        options(all.getCommandSpec(), "__restante_in ''", lines);
        commands.forEach((name, command) ->
                lines.add(line("__restante_in ''") + " -a " + name + " -d " + quoted(Definition.brief(command))));
        commands.forEach((name, command) -> {
            options(command, "__restante_in " + name, lines);
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                String values = values(parameter);
                int first = parameter.index().min();
                int last = Definition.isMany(parameter) ? NO_END : first + 1;
                if (!values.isEmpty()) {
                    lines.add(line("__restante_in " + name + " " + first + " " + last) + values);
                }
            }
        });
        return FUNCTIONS.replace("<VALUED>", String.join(" ", Definition.valued(all))) + String.join("\n", lines)
                + "\n";
    }

    private static String line(String when) {
        return "complete -c restante -n " + quoted(when);
    }

    private static void options(CommandSpec command, String when, List<String> lines) {
        for (OptionSpec option : Definition.options(command)) {
            StringBuilder line = new StringBuilder(line(when));
            for (String name : option.names()) {
                line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
            }
            if (Definition.takesValue(option)) {
                line.append(Definition.isFile(option) ? " -r" : " -x").append(values(option));
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
        String names = Definition.names(argument);
        if (!names.isEmpty()) {
            return " -a " + quoted("(__restante_names " + names + ")");
        }
        if (Definition.isMarkedFile(argument)) {
            return " -a '(__restante_marked_files)'";
        }
        return Definition.isFile(argument) ? " -F" : "";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
