package org.restante.shell.administration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.Problem;
import org.restante.shell.output.Bound;
import org.restante.shell.output.Results;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Option;

/** The options for the order and the length of a list. Filled by picocli. */
final class ListOptions {

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description = "Sort by this column; with a - before it in descending order.")
    private @Nullable String sort;

    @Option(names = "--max", paramLabel = "N", description = "Show at most N lines.")
    private int max = Integer.MAX_VALUE;

    /** The order that the user chose, else the default. */
    String order(String otherwise) {
        return sort == null ? otherwise : sort;
    }

    /** A copy with another order, and with a limit unless the user gave one. */
    ListOptions by(String order, int most) {
        ListOptions other = new ListOptions();
        other.sort = order;
        other.max = max == Integer.MAX_VALUE ? most : max;
        return other;
    }

    /**
     * Shows the rows; if there are none, the reason.
     *
     * @param all the number of things before the command's own filters
     * @param kind the name of one of them
     */
    void show(
            ShellSession session,
            Admin admin,
            List<Map<String, @Nullable Object>> rows,
            long all,
            String kind,
            String... columns) {
        check(List.of(columns));
        String reason = rows.isEmpty() ? reason(admin, all, kind) : null;
        if (reason != null) {
            session.screen().note(reason);
        }
        if (reason == null || !session.output().isForPeople()) { // an empty table would add a note
            show(session, rows, columns);
        }
    }

    /** Why a listing is empty; null if there is nothing at all. */
    private static @Nullable String reason(Admin admin, long all, String kind) {
        if (all > 0) {
            return "none of " + Screen.count(all, kind) + " matches";
        }
        try {
            admin.info();
            return null;
        } catch (AdminException e) {
            return e.problem() == Problem.SECURITY // who may not administer the broker sees only a part of its listings
                    ? "there is nothing to list that you may browse; the broker's file of permissions says who may"
                            + " browse what"
                    : null;
        }
    }

    /** Shows the rows. */
    void show(ShellSession session, List<Map<String, @Nullable Object>> rows, String... columns) {
        show(session, rows, List.of(columns), columns);
    }

    /** Shows some columns of the rows, which may be sorted by any column. */
    void show(
            ShellSession session, List<Map<String, @Nullable Object>> rows, List<String> sortable, String... columns) {
        check(sortable); // before the results are opened: closing them without a row adds a note
        try (Results results = session.results(columns)) {
            sorted(rows).stream().limit(max).forEach(results::add);
        }
    }

    /** @throws ShellException if an option has no meaning for a listing with these columns */
    private void check(List<String> columns) {
        Bound.check(max);
        String column = sort == null || !sort.startsWith("-") ? sort : sort.substring(1);
        if (column != null && !columns.contains(column)) {
            throw ShellException.usage("unknown column '" + column + "'; valid columns: " + String.join(", ", columns));
        }
    }

    private List<Map<String, @Nullable Object>> sorted(List<Map<String, @Nullable Object>> rows) {
        if (sort == null) {
            return rows;
        }
        boolean down = sort.startsWith("-");
        String column = down ? sort.substring(1) : sort;
        Comparator<Map<String, @Nullable Object>> order = (one, other) -> compare(one.get(column), other.get(column));
        List<Map<String, @Nullable Object>> sorted = new ArrayList<>(rows);
        sorted.sort(down ? order.reversed() : order);
        return sorted;
    }

    /** Compares two values; null is the lowest. */
    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (one instanceof Number number && other instanceof Number another) {
            return Double.compare(number.doubleValue(), another.doubleValue());
        }
        return one.toString()
                .toLowerCase(Locale.ROOT)
                .compareTo(other.toString().toLowerCase(Locale.ROOT));
    }

    /** As {@link #glob}, for names of topics with or without {@code topic:}. */
    static Pattern topics(@Nullable String pattern) {
        return glob(pattern == null ? null : pattern.replaceFirst("^topic:", ""));
    }

    /** A pattern in which * matches any text; null matches every name. */
    static Pattern glob(@Nullable String pattern) {
        return Pattern.compile(
                pattern == null
                        ? ".*"
                        : List.of(pattern.split("\\*", -1)).stream()
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")));
    }
}
