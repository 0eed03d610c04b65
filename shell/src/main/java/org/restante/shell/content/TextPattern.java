package org.restante.shell.content;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * A template whose placeholders are filled for each message: {@code ${n}} is its number, {@code ${uuid}}, {@code ${time}}, {@code
 * ${millis}}, {@code ${random:1-100}} a whole number, {@code ${pick:red,green}} one of several, {@code ${row.NAME}} a column of a CSV row.
 * Two dollars before the brace stand for a literal dollar, and the placeholder is not filled. Owned by the thread that runs commands.
 */
final class TextPattern {

    private static final java.util.regex.Pattern PLACE = java.util.regex.Pattern.compile("(\\$?)\\$\\{([^}]*)}");
    private static final java.util.regex.Pattern RANGE =
            java.util.regex.Pattern.compile("random(?::(-?\\d{1,18})-(-?\\d{1,18}))?");

    private final RandomGenerator random;
    private final InstantSource clock;
    private final List<Map<String, String>> rows;
    private long number;

    /** @param rows the rows of a CSV file, used in turn; empty without a file */
    TextPattern(RandomGenerator random, InstantSource clock, List<Map<String, String>> rows) {
        this.random = random;
        this.clock = clock;
        this.rows = new ArrayList<>(rows);
    }

    /** Advances to the next message. */
    void next() {
        number++;
    }

    String fill(String text) {
        Matcher matcher = PLACE.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1).isEmpty() ? value(found.group(2)) : found.group().substring(1)));
    }

    private String value(String name) {
        return switch (name) {
            case "n" -> Long.toString(number);
            case "uuid" ->
                new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE)
                        .toString();
            case "time" -> clock.instant().toString();
            case "millis" -> Long.toString(clock.millis());
            default -> other(name);
        };
    }

    private String other(String name) {
        Matcher range = RANGE.matcher(name);
        if (range.matches()) {
            return Long.toString(random(range.group(1), range.group(2)));
        }
        if (name.startsWith("pick:")) {
            String[] choices = name.substring("pick:".length()).split(",", -1);
            return choices[random.nextInt(choices.length)];
        }
        if (name.startsWith("row.") && !rows.isEmpty()) {
            String value = rows.get((int) ((number - 1) % rows.size())).get(name.substring("row.".length()));
            if (value != null) {
                return value;
            }
        }
        throw ShellException.usage("unknown placeholder ${" + VisibleText.line(name)
                + "}; valid ones: ${n}, ${uuid}, ${time}, ${millis}, ${random:1-100}, ${pick:red,green}"
                + (rows.isEmpty() ? ", and with --rows FILE ${row.NAME}" : " and " + columns()));
    }

    private String columns() {
        return String.join(
                ", ",
                rows.get(0).keySet().stream().map(each -> "${row." + each + "}").toList());
    }

    private long random(@Nullable String from, @Nullable String to) {
        long least = from == null ? 0 : Long.parseLong(from);
        long most = to == null ? Integer.MAX_VALUE : Long.parseLong(to);
        if (most < least) {
            throw ShellException.usage(
                    "${random:" + least + "-" + most + "} ends before it begins; write the smaller number first");
        }
        return random.nextLong(least, most + 1);
    }
}
