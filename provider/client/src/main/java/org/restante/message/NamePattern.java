package org.restante.message;

import java.util.List;

/**
 * A destination's name that may stand for several: its levels are parted by dots, {@code *} stands for one level, and
 * {@code >} at the end for one or more. {@code news.*.sport} and {@code news.>} both match {@code news.de.sport}.
 *
 * <p>The trap: only a whole level is a wildcard; {@code a*} is a plain name.
 */
public final class NamePattern {

    /** Stands for one level. */
    public static final String ONE = "*";

    /** At the end, stands for one or more levels. */
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

    /** Whether a name may stand for others; quick for most that do not. */
    public static boolean isOpen(String name) {
        return (name.indexOf(ONE) >= 0 || name.endsWith(REST)) && of(name).hasWildcard();
    }

    /** What the dots part. */
    public List<String> levels() {
        return levels;
    }

    private static List<String> levels(String name) {
        return List.of(name.split("\\.", -1));
    }

    /** Whether it may stand for other names than itself. */
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

    /** How many levels are given, not left open: of two patterns that match a name, the one with more says more about it. */
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
