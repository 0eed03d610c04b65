package org.restante.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * The typed text for completion: the command at the cursor and the word there, by the rules of {@link Words}. Immutable.
 *
 * @param words the words of the command, up to the one at the cursor
 * @param wordCursor the position of the cursor in the word without quotes
 * @param rawWordLength the length of the word as typed, with quotes
 * @param typed the word as typed, up to the cursor
 * @param isComment whether the cursor is in a comment, which has no completion
 */
record TypedLine(
        String line, int cursor, List<String> words, int wordCursor, int rawWordLength, String typed, boolean isComment)
        implements CompletingParsedLine {

    static TypedLine of(String line, int cursor) {
        String before = line.substring(0, cursor);
        List<List<Words.Word>> commands = Words.typed(before);
        List<Words.Word> command = commands.isEmpty() ? List.of() : commands.get(commands.size() - 1);
        int over = command.isEmpty() ? 0 : command.get(command.size() - 1).end();
        List<String> words =
                new ArrayList<>(command.stream().map(Words.Word::text).toList());
        if (over == cursor && !words.isEmpty()) {
            Words.Word begun = command.get(command.size() - 1);
            Words.Word whole = whole(line, begun);
            words.set(words.size() - 1, whole.text());
            int length = whole.end() - whole.start();
            return new TypedLine(
                    line, cursor, words, begun.text().length(), length, before.substring(begun.start()), false);
        }
        String between = before.substring(over);
        boolean comment = between.lastIndexOf('#') > between.lastIndexOf('\n');
        if (endsCommand(between)) {
            words.clear();
        }
        words.add("");
        return new TypedLine(line, cursor, words, 0, 0, "", comment);
    }

    /** The whole word; its end may be behind the cursor. */
    private static Words.Word whole(String line, Words.Word begun) {
        return Words.typed(line).stream()
                .flatMap(List::stream)
                .filter(word -> word.start() == begun.start())
                .findFirst()
                .orElse(begun);
    }

    private static boolean endsCommand(String between) {
        return between.replaceAll("#[^\n]*", "").replace("\\\n", "").contains("\n");
    }

    @Override
    public String word() {
        return words.get(wordIndex());
    }

    @Override
    public int wordIndex() {
        return words.size() - 1;
    }

    @Override
    public int rawWordCursor() {
        return typed.length();
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        String text = candidate.toString();
        int quote = firstQuote();
        if (quote < 0 || !text.startsWith(typed.substring(0, quote))) {
            return Words.escaped(text);
        }
        String rest = Words.quoted(text.substring(quote), typed.charAt(quote));
        return typed.substring(0, quote) + (complete ? rest : rest.substring(0, rest.length() - 1));
    }

    /** The index of the first quote; -1 for none, or if a backslash comes before it. */
    private int firstQuote() {
        for (int i = 0; i < typed.length(); i++) {
            char each = typed.charAt(i);
            if (each == '\'' || each == '"') {
                return i;
            }
            if (each == '\\') {
                return -1;
            }
        }
        return -1;
    }
}
