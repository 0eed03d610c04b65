package org.restante.shell.prompt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.shell.prompt.WordPlace.Role;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions of a word. Owned by the thread that reads lines. */
final class Choices {

    private static final String QUEUE = "queue:";
    private static final List<String> KEYWORDS = List.of(
            "AND",
            "OR",
            "NOT",
            "LIKE",
            "BETWEEN",
            "IN",
            "IS",
            "NULL",
            "JMSPriority",
            "JMSType",
            "JMSTimestamp",
            "JMSMessageID",
            "JMSCorrelationID",
            "JMSDeliveryMode");

    private final Grammar grammar;
    private final Live live;
    private final Supplier<List<String>> heldNumbers;
    private final Supplier<List<String>> contexts;

    /**
     * A completion.
     *
     * @param word the whole word
     * @param about a short description; null for none
     * @param whole whether a space follows
     */
    record Choice(String word, @Nullable String about, boolean whole) {}

    /**
     * Completions from the grammar and from the broker.
     *
     * @param heldNumbers the numbers of the held messages
     */
    Choices(Grammar grammar, Live live, Supplier<List<String>> heldNumbers, Supplier<List<String>> contexts) {
        this.grammar = grammar;
        this.live = live;
        this.heldNumbers = heldNumbers;
        this.contexts = contexts;
    }

    /**
     * The completions of the word at the cursor.
     *
     * @param before the words of the command before the cursor's word
     * @param word the word, up to the cursor
     */
    List<Choice> of(List<String> before, String word) {
        WordPlace place = grammar.next(before);
        if (before.isEmpty()) {
            return commands();
        }
        CommandSpec command = place.command();
        if (before.get(0).equals("help")) {
            List<Choice> words = new ArrayList<>(commands());
            words.addAll(whole(place.choices()));
            return words;
        }
        if (command == null) {
            return List.of();
        }
        if (place.argument() instanceof OptionSpec || !word.startsWith("-") || optionsEnded(before)) {
            return values(place, word);
        }
        int equals = word.indexOf('=');
        if (equals < 0) {
            return options(command);
        }
        OptionSpec option = command.findOption(word.substring(0, equals));
        return option == null
                ? List.of()
                : prefixed(
                        word.substring(0, equals + 1),
                        values(
                                new WordPlace(command, Role.VALUE, option, place.destination()),
                                word.substring(equals + 1)));
    }

    private boolean optionsEnded(List<String> before) {
        return grammar.places(before).stream()
                .anyMatch(place -> place.role() == Role.OPTION && place.argument() == null);
    }

    private static List<Choice> prefixed(String prefix, List<Choice> choices) {
        return choices.stream()
                .map(choice -> new Choice(prefix + choice.word(), choice.about(), choice.whole()))
                .toList();
    }

    private List<Choice> commands() {
        List<Choice> choices = new ArrayList<>();
        for (String name : grammar.names()) {
            CommandSpec spec = grammar.command(name);
            choices.add(new Choice(
                    name, spec == null ? null : about(spec.usageMessage().description()), true));
        }
        return choices;
    }

    private static @Nullable String about(String[] description) {
        return description.length == 0 ? null : VisibleText.cut(description[0].replaceAll("[.:;].*", ""), 60);
    }

    private static List<Choice> options(CommandSpec command) {
        List<Choice> choices = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                choices.add(new Choice(option.longestName(), about(option.description()), true));
            }
        }
        return choices;
    }

    private List<Choice> values(WordPlace place, String word) {
        List<String> few = place.choices();
        if (!few.isEmpty()) {
            return whole(few);
        }
        return switch (place.label()) {
            case "DEST" -> whole(destinations(word, true));
            case "QUEUE" -> whole(destinations(word, false));
            case "TOPIC" -> whole(live.destinations(false, true));
            case "SUBSCRIPTION" -> whole(live.subscriptions());
            case "CLIENT-ID" -> whole(live.clientIds());
            case "CONNECTION" -> whole(live.connections());
            case "SCHEDULE" -> whole(live.schedules());
            case "CONTEXT" -> whole(contexts.get());
            case "MESSAGE-ID" -> messages(place.destination());
            case "NAME=VALUE" -> names(place, word);
            case "SELECTOR" -> words(word, live.properties(place.destination()));
            case "TEMPLATE" -> format(word, live.properties(place.destination()));
            case "FILE", "DIR", "JARS" -> files("", word);
            default ->
                place.label().contains("@FILE") && word.startsWith("@") ? files("@", word.substring(1)) : List.of();
        };
    }

    private static List<Choice> whole(List<String> words) {
        return words.stream()
                .map(word -> new Choice(word, null, !word.endsWith("=")))
                .toList();
    }

    /** The names of destinations; a queue without its prefix, unless the user has typed the prefix. */
    private List<String> destinations(String word, boolean topics) {
        if (!word.startsWith(QUEUE)) {
            return live.destinations(true, topics);
        }
        return live.destinations(true, false).stream().map(name -> QUEUE + name).toList();
    }

    /** The names of properties in messages of the destination; nothing for properties of a factory, which are unknown. */
    private List<Choice> names(WordPlace place, String word) {
        boolean known = place.argument() instanceof OptionSpec option
                && option.longestName().equals("--property")
                && word.indexOf('=') < 0;
        return !known
                ? List.of()
                : live.properties(place.destination()).stream()
                        .map(name -> new Choice(name + "=", null, false))
                        .toList();
    }

    private List<Choice> messages(@Nullable String queue) {
        List<Choice> choices = new ArrayList<>(whole(heldNumbers.get()));
        choices.addAll(whole(live.messageIds(queue)));
        return choices;
    }

    /** Completes the last name in a selector. */
    private static List<Choice> words(String selector, List<String> properties) {
        int begin = selector.length();
        while (begin > 0 && Character.isJavaIdentifierPart(selector.charAt(begin - 1))) {
            begin--;
        }
        String before = selector.substring(0, begin);
        List<Choice> choices = new ArrayList<>();
        properties.forEach(name -> choices.add(new Choice(before + name, "property", false)));
        KEYWORDS.forEach(name -> choices.add(new Choice(before + name, null, false)));
        return choices;
    }

    /** Completes the last name in braces. */
    private static List<Choice> format(String form, List<String> properties) {
        int brace = form.lastIndexOf('{');
        String before = brace < 0 ? form + "{" : form.substring(0, brace + 1);
        return properties.stream()
                .map(name -> new Choice(before + "properties." + name + "}", "property", false))
                .toList();
    }

    private static List<Choice> files(String prefix, String word) {
        int slash = word.lastIndexOf('/');
        String directory = word.substring(0, slash + 1);
        List<Choice> choices = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of(directory.isEmpty() ? "." : directory))) {
            for (Path each : all) {
                boolean inner = Files.isDirectory(each);
                choices.add(new Choice(prefix + directory + each.getFileName() + (inner ? "/" : ""), null, !inner));
                if (choices.size() == Live.MAX_NAMES) {
                    break;
                }
            }
        } catch (IOException | InvalidPathException e) {
            return List.of(); // no such directory
        }
        return choices;
    }
}
