package org.restante.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import org.restante.shell.terminal.ShellException;

/**
 * Splits what is typed into commands and their words, by the rules of a Unix shell, as far as they are needed here: single quotes
 * keep everything, double quotes all but {@code \"} and {@code \\}, a backslash the next character; a {@code #} at the start of a
 * word begins a comment; a line break ends a command.
 */
final class Words {

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private boolean inWord;
    private int at;

    private Words(String text) {
        this.text = text;
    }

    /** @throws ShellException if a quote is not closed */
    static List<List<String>> commands(String text) {
        Words words = new Words(text);
        if (!words.split()) {
            throw ShellException.usage(
                    "a quote is not closed; close it, or write \\' or \\\" for the character itself");
        }
        return words.commands;
    }

    /** Whether the text ends inside quotes, or behind a backslash, so that another line belongs to it. */
    static boolean isOpen(String text) {
        return !new Words(text).split();
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
            endCommand();
        } else if (Character.isWhitespace(next)) {
            endWord();
        } else if (next == '#' && !inWord) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else {
            inWord = true;
            word.append(next);
        }
    }

    private boolean single() {
        int end = text.indexOf('\'', at);
        inWord = true;
        if (end < 0) {
            return false;
        }
        word.append(text, at, end);
        at = end + 1;
        return true;
    }

    private boolean quoted() {
        inWord = true;
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
            inWord = true;
            word.append(next);
        }
        return true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
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
