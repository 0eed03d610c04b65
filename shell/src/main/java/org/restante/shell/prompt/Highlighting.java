package org.restante.shell.prompt;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.restante.selector.InvalidSelectorException;
import org.restante.selector.Selector;
import org.restante.shell.output.Json;

/** Syntax highlighting of a command line: known words, texts, and errors. Immutable. */
final class Highlighting {

    static final AttributedStyle COMMAND =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN).bold();
    static final AttributedStyle OPTION = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    static final AttributedStyle TEXT = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    static final AttributedStyle KEY = AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE);
    static final AttributedStyle KEYWORD = AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);
    static final AttributedStyle WRONG =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).underline();

    private static final Pattern JSON =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(\\s*:)?|-?\\b\\d[\\d.eE+-]*|\\b(?:true|false|null)\\b");
    private static final Pattern SELECTOR = Pattern.compile("'(?:[^']|'')*'|\\b[A-Za-z_$][\\w$.]*|\\d[\\d.]*");
    private static final Set<String> KEYWORDS =
            Set.of("AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "ESCAPE", "TRUE", "FALSE");

    private final Grammar grammar;

    Highlighting(Grammar grammar) {
        this.grammar = grammar;
    }

    AttributedString of(String text) {
        AttributedStyle[] styles = new AttributedStyle[text.length()];
        for (List<Words.Word> command : Words.typed(text)) {
            List<WordPlace> places =
                    grammar.places(command.stream().map(Words.Word::text).toList());
            for (int i = 0; i < command.size(); i++) {
                highlight(text, command.get(i), places.get(i), styles);
            }
        }
        AttributedStringBuilder highlighted = new AttributedStringBuilder();
        for (int i = 0; i < styles.length; i++) {
            highlighted.append(String.valueOf(text.charAt(i)), styles[i] == null ? AttributedStyle.DEFAULT : styles[i]);
        }
        return highlighted.toAttributedString();
    }

    private void highlight(String text, Words.Word word, WordPlace place, AttributedStyle[] styles) {
        switch (place.role()) {
            case NAME -> fill(styles, word.start(), word.end(), COMMAND);
            case UNKNOWN_NAME -> {
                if (!mayBecomeKnown(text, word)) {
                    fill(styles, word.start(), word.end(), WRONG);
                }
            }
            case OPTION -> option(text, word, place, styles);
            case UNKNOWN_OPTION -> {
                if (isOver(text, word)) {
                    fill(styles, word.start(), word.end(), WRONG);
                }
            }
            case TOO_MANY -> fill(styles, word.start(), word.end(), WRONG);
            case VALUE -> value(text, word, place, styles);
        }
    }

    private boolean mayBecomeKnown(String text, Words.Word word) {
        return !isOver(text, word) && grammar.names().stream().anyMatch(name -> name.startsWith(word.text()));
    }

    /** Whether the word is complete, because something follows it. */
    private static boolean isOver(String text, Words.Word word) {
        return word.end() < text.length();
    }

    /** Highlights an option; a value behind {@code =} is highlighted like one in a separate word. */
    private void option(String text, Words.Word word, WordPlace place, AttributedStyle[] styles) {
        int equals = text.substring(word.start(), word.end()).indexOf('=');
        if (equals < 0 || place.argument() == null) {
            fill(styles, word.start(), word.end(), OPTION);
            return;
        }
        int start = word.start() + equals + 1;
        fill(styles, word.start(), start, OPTION);
        Words.Word value = new Words.Word(word.text().substring(word.text().indexOf('=') + 1), start, word.end());
        value(
                text,
                value,
                new WordPlace(place.command(), WordPlace.Role.VALUE, place.argument(), place.destination()),
                styles);
    }

    private void value(String text, Words.Word word, WordPlace place, AttributedStyle[] styles) {
        String typed = text.substring(word.start(), word.end());
        boolean quoted = typed.startsWith("'") || typed.startsWith("\"");
        if (quoted) {
            fill(styles, word.start(), word.end(), TEXT);
        }
        boolean over = isOver(text, word)
                || (quoted && typed.length() > 1 && typed.charAt(typed.length() - 1) == typed.charAt(0));
        if (place.label().equals("SELECTOR")) {
            matches(SELECTOR, typed, word.start(), styles, Highlighting::selectorStyle);
            if (over && !isSelector(word.text())) {
                fill(styles, word.start(), word.end(), WRONG);
            }
        } else if (isJson(word.text())) {
            matches(JSON, typed, word.start(), styles, found -> found.group(1) != null ? KEY : TEXT);
            if (over && !isWellFormed(word.text())) {
                fill(styles, word.start(), word.end(), WRONG);
            }
        } else if (over && !isPossible(place, word.text())) {
            fill(styles, word.start(), word.end(), WRONG);
        }
    }

    private boolean isPossible(WordPlace place, String word) {
        if (place.command() != null && place.command().name().equals("help")) {
            return word.startsWith("-")
                    || grammar.names().contains(word)
                    || place.choices().contains(word);
        }
        if (!place.choices().isEmpty()) {
            return place.choices().stream()
                    .anyMatch(choice -> choice.endsWith("=") ? word.startsWith(choice) : choice.equalsIgnoreCase(word));
        }
        return place.argument() == null || Fit.fits(place.argument(), word);
    }

    private static AttributedStyle selectorStyle(Matcher found) {
        String word = found.group();
        if (word.startsWith("'")) {
            return TEXT;
        }
        return KEYWORDS.contains(word.toUpperCase(Locale.ROOT)) ? KEYWORD : AttributedStyle.DEFAULT;
    }

    /** The style of a match. */
    private interface Style {
        AttributedStyle of(Matcher found);
    }

    private static void matches(Pattern pattern, String typed, int at, AttributedStyle[] styles, Style style) {
        Matcher matcher = pattern.matcher(typed);
        while (matcher.find()) {
            fill(styles, at + matcher.start(), at + matcher.end(), style.of(matcher));
        }
    }

    private static boolean isJson(String text) {
        String body = text.strip();
        return body.startsWith("{\"") || body.startsWith("[") || body.equals("{}") || body.startsWith("{ ");
    }

    private static boolean isWellFormed(String text) {
        try {
            Json.read(text);
            return true;
        } catch (IOException e) {
            return text.contains("${"); // a template is valid only after it is filled
        }
    }

    /** Checks a selector with Restante's parser. It affects only the colour, because another provider may accept more. */
    static boolean isSelector(String selector) {
        try {
            Selector.parse(selector);
            return true;
        } catch (InvalidSelectorException e) {
            return selector.isBlank();
        }
    }

    private static void fill(AttributedStyle[] styles, int from, int to, AttributedStyle style) {
        for (int i = from; i < Math.min(to, styles.length); i++) {
            styles[i] = style;
        }
    }
}
