package org.restante.shell.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.restante.shell.terminal.ShellException;

/**
 * Splits text into commands and words, by a part of the rules of a Unix shell: single quotes keep everything, double quotes all but
 * {@code \"} and {@code \\}, a backslash the next character; a {@code #} at the start of a word begins a comment; a line break ends a
 * command. Unlike there, an opening brace or bracket at the start of a word, or behind {@code =}, keeps everything up to its closing
 * bracket, quotes included, because it begins JSON. Owned by the calling thread.
 */
final class Words {

    private final String text;
    private final List<List<Word>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<Word> words = new ArrayList<>();
    private boolean inWord;
    private boolean inBrackets;
    private boolean mismatched;
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
            throw ShellException.usage(
                    words.inBrackets
                            ? "a { or [ is not closed; close it, or put the text into single quotes"
                            : "a quote is not closed; close it, or write \\' or \\\" for a literal quote");
        }
        if (words.mismatched) {
            throw ShellException.usage(
                    "a ] or } closes another bracket than the one that is open; put the text into single quotes");
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

    /** Whether the text ends inside quotes or brackets, or behind a backslash, so that another line belongs to it. */
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
                boolean special = "'\"\\".indexOf(each) >= 0
                        || Character.isWhitespace(each)
                        || (each == '#' && i == 0)
                        || ("{[".indexOf(each) >= 0 && (i == 0 || word.charAt(i - 1) == '='));
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
                case '{', '[' -> json(next);
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

    /** A bracket where JSON may begin keeps everything up to its closing bracket; elsewhere it is an ordinary character. */
    private boolean json(char opening) {
        if (inWord && text.charAt(at - 2) != '=') {
            plain(opening);
            return true;
        }
        begin();
        int start = --at;
        Deque<Character> open = new ArrayDeque<>();
        boolean inString = false;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (inString) {
                at += next == '\\' && at < text.length() ? 1 : 0;
                inString = next != '"';
            } else if (next == '"') {
                inString = true;
            } else if (next == '{' || next == '[') {
                open.push(next == '{' ? '}' : ']');
            } else if (next == '}' || next == ']') {
                mismatched |= open.pop() != next;
            }
            if (open.isEmpty()) {
                break;
            }
        }
        word.append(text, start, at);
        inBrackets = !open.isEmpty();
        return open.isEmpty();
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
