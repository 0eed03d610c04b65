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

/**
 * The completion script of bash: what the definitions say as tables, and a function that reads the line by them. It runs from bash 3.2 on,
 * which macOS has.
 *
 * <p>The trap: readline parts words at {@code =}, {@code :} and {@code @}, and takes the answer for the last part alone.
 */
final class Bash {

    private static final String SCRIPT = """
            #!/usr/bin/env bash
            # Completes restante in bash; made by: restante completion bash

            # The options of a command.
            _restante_options() {
              case $1 in
            <OPTIONS>
              esac
              choices+=<SHARED>
            }

            # What an option takes, or the word at a place of a command: choices, names that the machine knows, or files.
            _restante_values() {
              case $1 in
            <VALUES>
              esac
            }

            _complete_restante() {
              local IFS=$' \\t\\n' rest=$COMP_LINE each i n=-1
              local -a words
              for ((i = 0; i <= COMP_CWORD; i++)); do # what readline parts at = and : is one word
                each=${COMP_WORDS[i]}
                if [[ $i -gt 0 && -n $rest && $rest != [[:space:]]* ]]; then
                  words[n]+=$each
                else
                  n=$((n + 1))
                  words[n]=$each
                fi
                rest=${rest#"${rest%%[![:space:]]*}"}
                rest=${rest#"$each"}
              done
              local command= option= place=0
              for ((i = 1; i < n; i++)); do
                each=${words[i]}
                if [[ -n $option ]]; then
                  option=
                elif [[ $each == -* ]]; then
                  case <VALUED> in *" $each "* | *" $command$each "*) option=$each ;; esac
                elif [[ -z $command ]]; then
                  command=$each
                else
                  place=$((place + 1))
                fi
              done
              local last=${words[n]} begin= choices= names= files=
              local typed=$last
              if [[ -n $option ]]; then
                _restante_values "$command $option"
              elif [[ $last == --*=* ]]; then
                begin=${last%%=*}= typed=${last#*=}
                _restante_values "$command ${last%%=*}"
              elif [[ $last == -* ]]; then
                _restante_options "$command"
              elif [[ -z $command ]]; then
                choices=<COMMANDS>
              else
                _restante_values "$command $place"
              fi
              if [[ -n $names ]]; then
                choices=$("${COMP_WORDS[0]/#\\~/$HOME}" __names "$names" 2>/dev/null </dev/null)
              fi
              COMPREPLY=()
              for each in $choices; do
                [[ $each == "$typed"* ]] && COMPREPLY+=("$begin$each")
              done
              [[ $choices == *= ]] && compopt -o nospace 2>/dev/null
              if [[ $files == @ ]]; then
                [[ $typed == @* ]] && begin+=@ typed=${typed#@} || files=
              fi
              if [[ -n $files ]]; then
                compopt -o filenames 2>/dev/null
                while IFS= read -r each; do
                  [[ -n $each ]] && COMPREPLY+=("$begin$each")
                done <<< "$(compgen -f -- "$typed")"
              fi
              local current=${COMP_WORDS[COMP_CWORD]}
              [[ $current == [=:@] ]] && current= # readline replaces what follows it
              local apart=${last%"$current"}
              ((${#COMPREPLY[@]} == 0)) || COMPREPLY=("${COMPREPLY[@]#"$apart"}")
            }

            complete -F _complete_restante restante
            """;

    private Bash() {}

    static String script(CommandLine all) {
        Map<String, CommandSpec> commands = Definition.commands(all);
        List<String> options = new ArrayList<>();
        List<String> values = new ArrayList<>();
        commands.forEach((name, command) -> {
            options.add(row(name, "choices=" + quoted(names(own(command)))));
            own(command).forEach(option -> values(name + " ", option, values));
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                String kind = kind(parameter);
                if (!kind.isEmpty()) {
                    values.add(row(quoted(name + " ") + places(parameter), kind));
                }
            }
        });
        List<OptionSpec> shared = Definition.options(all.getCommandSpec());
        shared.forEach(option -> values("", option, values));
        return SCRIPT.replace("<OPTIONS>", String.join("\n", options))
                .replace("<SHARED>", quoted(" " + names(shared)))
                .replace("<VALUES>", String.join("\n", values))
                .replace("<VALUED>", quoted(" " + String.join(" ", Definition.valued(all)) + " "))
                .replace("<COMMANDS>", quoted(String.join(" ", commands.keySet())));
    }

    /** Those that not every command has. */
    private static List<OptionSpec> own(CommandSpec command) {
        return Definition.options(command).stream()
                .filter(option -> !option.inherited())
                .toList();
    }

    private static String names(List<OptionSpec> options) {
        return options.stream().flatMap(option -> Stream.of(option.names())).collect(Collectors.joining(" "));
    }

    private static void values(String command, OptionSpec option, List<String> rows) {
        String kind = Definition.takesValue(option) ? kind(option) : "";
        if (!kind.isEmpty()) {
            rows.add(row(
                    Stream.of(option.names())
                            .map(name -> command.isEmpty() ? "*" + quoted(" " + name) : quoted(command + name))
                            .collect(Collectors.joining(" | ")),
                    kind));
        }
    }

    private static String places(PositionalParamSpec parameter) {
        int first = parameter.index().min();
        return Definition.isMany(parameter) ? "[" + first + "-9]*" : String.valueOf(first);
    }

    private static String kind(ArgSpec argument) {
        List<String> choices = Definition.choices(argument);
        if (!choices.isEmpty()) {
            return "choices=" + quoted(String.join(" ", choices));
        }
        String names = Definition.names(argument);
        if (!names.isEmpty()) {
            return "names=" + names;
        }
        return Definition.isMarkedFile(argument) ? "files=@" : Definition.isFile(argument) ? "files=yes" : "";
    }

    private static String row(String pattern, String action) {
        return "    " + pattern + ") " + action + " ;;";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
