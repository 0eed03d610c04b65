package org.restante.shell.prompt;

import java.util.List;
import org.restante.shell.prompt.WordPlace.Role;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Hint: the arguments that may follow in a command, with the labels of its help. Immutable. */
final class Hint {

    private static final int MAX_WORDS = 4;

    private final Grammar grammar;

    Hint(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The hint for a cursor at the end of the text; empty for none. */
    String behind(String text) {
        List<List<Words.Word>> commands = Words.typed(text);
        if (commands.isEmpty() || Words.isOpen(text)) {
            return "";
        }
        List<Words.Word> last = commands.get(commands.size() - 1);
        boolean between = last.get(last.size() - 1).end() < text.length();
        if (!between
                || text.endsWith("\n")
                || text.indexOf('#', last.get(last.size() - 1).end()) >= 0) {
            return "";
        }
        List<String> words = last.stream().map(Words.Word::text).toList();
        WordPlace next = grammar.next(words);
        CommandSpec command = next.command();
        if (command == null) {
            return "";
        }
        if (next.role() == Role.VALUE && next.argument() instanceof picocli.CommandLine.Model.OptionSpec option) {
            return option.paramLabel();
        }
        return parameters(command, words);
    }

    private String parameters(CommandSpec command, List<String> words) {
        long given = grammar.places(words).stream()
                .filter(place -> place.argument() instanceof PositionalParamSpec)
                .count();
        StringBuilder hint = new StringBuilder();
        int shown = 0;
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            boolean many = parameter.arity().max() > 1;
            if (parameter.index().min() >= given || many) {
                boolean needed =
                        parameter.arity().min() > 0 && parameter.index().min() >= given;
                hint.append(shown++ == 0 ? "" : " ")
                        .append(needed ? parameter.paramLabel() : "[" + parameter.paramLabel() + "]")
                        .append(many ? "..." : "");
            }
        }
        return shown > MAX_WORDS ? "" : hint + (shown == 0 ? "" : " ") + "[--options]";
    }
}
