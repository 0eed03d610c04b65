package org.restante.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import org.restante.shell.terminal.ShellException;

/**
 * Splits text into commands and words, by a part of the rules of a Unix shell: single quotes keep everything, double quotes all but
 * {@code \"} and {@code \\}, a backslash the next character; a {@code #} at the start of a word begins a comment; a line break ends a
 * command. Owned by the calling thread.
 */
final class Words {

    private final String text;
    private final List<List<Word>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<Word> words = new ArrayList<>();
    private boolean inWord;
    private int begun;
    private int at;

    /**
     * A word without its quotes, and its position in the text.
     *
     * @param end the index behind its last character
     */
    record Word(String text, int start, int end) {}

    private Words(String text) {
        this.text = text;
    }

    /** @throws ShellException if a quote is not closed */
    static List<List<String>> commands(String text) {
        Words words = new Words(text);
        if (!words.split()) {
            throw ShellException.usage("a quote is not closed; close it, or write \\' or \\\" for a literal quote");
        }
        return words.commands.stream()
                .map(command -> command.stream().map(Word::text).toList())
                .toList();
    }

    /** Splits incomplete text into words with positions; an open quote ends with the text. */
    static List<List<Word>> typed(String text) {
        Words words = new Words(text);
        if (!words.split()) {
            words.at = text.length();
            words.endCommand();
        }
        return words.commands;
    }

    /** Whether the text ends inside quotes, or behind a backslash, so that another line belongs to it. */
    static boolean isOpen(String text) {
        return !new Words(text).split();
    }

    /** The word as the user would type it without quotes. */
    static String escaped(String word) {
        StringBuilder typed = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char each = word.charAt(i);
            if (each == '\n') {
                typed.append("'\n'"); // behind a backslash it would not be part of the word
            } else {
                boolean special = "'\"\\".indexOf(each) >= 0 || Character.isWhitespace(each) || (each == '#' && i == 0);
                typed.append(special ? "\\" : "").append(each);
            }
        }
        return typed.toString();
    }

    /**
     * The word as the user would type it in quotes.
     *
     * @param quote single or double
     */
    static String quoted(String word, char quote) {
        String inside = quote == '\''
                ? word.replace("'", "'\\''")
                : word.replace("\\", "\\\\").replace("\"", "\\\"");
        return quote + inside + quote;
    }

    private boolean split() {
        while (at < text.length()) {
            char next = text.charAt(at++);
            boolean closed = switch (next) {
                case '\'' -> single();
                case '"' -> quoted();
                case '\\' -> escaped();
                default -> {
                    plain(next);
                    yield true;
                }
            };
            if (!closed) {
                return false;
            }
        }
        endCommand();
        return true;
    }

    private void plain(char next) {
        if (next == '\n') {
            at--;
            endCommand();
            at++;
        } else if (Character.isWhitespace(next)) {
            at--;
            endWord();
            at++;
        } else if (next == '#' && !inWord) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else {
            begin();
            word.append(next);
        }
    }

    /** Begins a word at the character just read. */
    private void begin() {
        if (!inWord) {
            inWord = true;
            begun = at - 1;
        }
    }

    private boolean single() {
        int end = text.indexOf('\'', at);
        begin();
        if (end < 0) {
            word.append(text, at, text.length());
            return false;
        }
        word.append(text, at, end);
        at = end + 1;
        return true;
    }

    private boolean quoted() {
        begin();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') {
                return true;
            }
            boolean escapes = next == '\\' && at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0;
            word.append(escapes ? text.charAt(at++) : next);
        }
        return false;
    }

    private boolean escaped() {
        if (at == text.length()) {
            return false;
        }
        char next = text.charAt(at++);
        if (next != '\n') {
            boolean first = !inWord;
            begin();
            begun -= first ? 1 : 0; // at the backslash
            word.append(next);
        }
        return true;
    }

    private void endWord() {
        if (inWord) {
            words.add(new Word(word.toString(), begun, at));
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }
}
