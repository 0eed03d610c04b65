package org.restante.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.shell.prompt.WordPlace.Role;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Parses the words of a command, and finds what may follow, by the definitions of all commands. Immutable. */
final class Grammar {

    private final CommandLine commands;

    Grammar(CommandLine commands) {
        this.commands = commands;
    }

    /** The names of the commands. */
    List<String> names() {
        return List.copyOf(commands.getSubcommands().keySet());
    }

    @Nullable
    CommandSpec command(String name) {
        CommandLine line = commands.getSubcommands().get(name);
        return line == null ? null : line.getCommandSpec();
    }

    /** The place of each word. */
    List<WordPlace> places(List<String> words) {
        List<WordPlace> places = new ArrayList<>();
        if (words.isEmpty()) {
            return places;
        }
        CommandSpec spec = command(words.get(0));
        places.add(new WordPlace(spec, spec == null ? Role.UNKNOWN_NAME : Role.NAME, null, null));
        Reading reading = new Reading(spec);
        for (String word : words.subList(1, words.size())) {
            places.add(reading.next(word));
        }
        return places;
    }

    /** The place of one more word. */
    WordPlace next(List<String> words) {
        if (words.isEmpty()) {
            return new WordPlace(null, Role.NAME, null, null);
        }
        Reading reading = new Reading(command(words.get(0)));
        words.subList(1, words.size()).forEach(reading::next);
        return reading.next("");
    }

    /** The state of parsing one command, word by word. */
    private static final class Reading {
        private final @Nullable CommandSpec spec;
        private @Nullable OptionSpec pending;
        private @Nullable String destination;
        private boolean optionsEnded;
        private int positional;

        Reading(@Nullable CommandSpec spec) {
            this.spec = spec;
        }

        WordPlace next(String word) {
            if (spec == null) {
                return new WordPlace(null, Role.VALUE, null, null);
            }
            OptionSpec valueOf = pending;
            if (valueOf != null && !(valueOf.arity().min() == 0 && word.startsWith("-"))) {
                pending = null;
                return new WordPlace(spec, Role.VALUE, valueOf, destination);
            }
            pending = null;
            if (word.equals("--") && !optionsEnded) {
                optionsEnded = true;
                return new WordPlace(spec, Role.OPTION, null, destination);
            }
            if (word.startsWith("-") && word.length() > 1 && !optionsEnded) {
                return option(word, spec);
            }
            return parameter(word, spec);
        }

        private WordPlace option(String word, CommandSpec command) {
            int equals = word.indexOf('=');
            OptionSpec option = command.findOption(equals < 0 ? word : word.substring(0, equals));
            if (option == null) {
                return new WordPlace(command, Role.UNKNOWN_OPTION, null, destination);
            }
            if (equals < 0 && option.arity().max() > 0) {
                pending = option;
            }
            return new WordPlace(command, Role.OPTION, option, destination);
        }

        private WordPlace parameter(String word, CommandSpec command) {
            int index = positional++;
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                if (parameter.index().contains(index)
                        || (parameter.arity().max() > 1 && parameter.index().min() <= index)) {
                    WordPlace place = new WordPlace(command, Role.VALUE, parameter, destination);
                    String label = parameter.paramLabel();
                    if (label.equals("DEST") || label.equals("QUEUE") || label.equals("TOPIC")) {
                        destination = destination == null ? word : destination;
                    }
                    return place;
                }
            }
            return new WordPlace(command, Role.TOO_MANY, null, destination);
        }
    }
}
