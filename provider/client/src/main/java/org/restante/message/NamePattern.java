package org.restante.message;

import java.util.List;

/**
 * A pattern for names of destinations. Dots separate the levels of a name; {@code *} matches one level, and {@code >}
 * at the end matches one or more. {@code news.*.sport} and {@code news.>} both match {@code news.de.sport}. Immutable.
 *
 * <p>The trap: only a whole level is a wildcard; {@code a*} is a plain name.
 */
public final class NamePattern {

    /** Matches one level. */
    public static final String ONE = "*";

    /** Matches one or more levels, at the end of a pattern. */
    public static final String REST = ">";

    private final String text;
    private final List<String> levels;

    private NamePattern(String text) {
        this.text = text;
        this.levels = levels(text);
    }

    public static NamePattern of(String text) {
        return new NamePattern(text);
    }

    /** Whether a name has a wildcard; fast for most plain names. */
    public static boolean isOpen(String name) {
        return (name.indexOf(ONE) >= 0 || name.endsWith(REST)) && of(name).hasWildcard();
    }

    /** The levels between the dots. */
    public List<String> levels() {
        return levels;
    }

    private static List<String> levels(String name) {
        return List.of(name.split("\\.", -1));
    }

    /** Whether the pattern has a wildcard. */
    public boolean hasWildcard() {
        return levels.contains(ONE) || levels.get(levels.size() - 1).equals(REST);
    }

    public boolean matches(String name) {
        if (!hasWildcard()) {
            return text.equals(name);
        }
        List<String> others = levels(name);
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals(REST) && i == levels.size() - 1) {
                return others.size() > i;
            }
            if (i >= others.size() || (!level.equals(ONE) && !level.equals(others.get(i)))) {
                return false;
            }
        }
        return others.size() == levels.size();
    }

    /**
     * The number of levels without wildcards. Of two patterns that match a name, the one with the larger number is more
     * specific.
     */
    public int given() {
        return (int) levels.stream()
                .filter(level -> !level.equals(ONE) && !level.equals(REST))
                .count();
    }

    @Override
    public String toString() {
        return text;
    }
}
