package org.restante.link;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Suggests the known words near a mistyped one. A word is near if at most a third of its letters differ, one letter at the least: letters
 * added, left out, replaced or swapped with their neighbour; or if the mistyped word is its beginning.
 */
public final class NearestWord {

    private static final int SHARE = 3;
    private static final int MIN_BEGINNING = 2;

    private NearestWord() {}

    /**
     * The suggestion for an error message: {@code did you mean 'NAME'?}, or all known words if none is near.
     *
     * @param known the known words; few enough to list
     */
    public static String to(String word, Collection<String> known) {
        List<String> near = near(word, known);
        if (!near.isEmpty()) {
            return "did you mean '" + near.get(0) + "'?";
        }
        return known.isEmpty()
                ? "it takes none"
                : "valid: " + String.join(", ", known.stream().sorted().toList());
    }

    /** The known words nearest to this one, in alphabetical order; empty if none is near. */
    public static List<String> near(String word, Collection<String> known) {
        String typed = word.toLowerCase(Locale.ROOT);
        List<Candidate> near = known.stream()
                .distinct()
                .map(each -> new Candidate(each, distance(typed, each.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance() >= 0)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .toList();
        return near.stream()
                .filter(candidate -> candidate.distance() == near.get(0).distance())
                .map(Candidate::word)
                .toList();
    }

    private record Candidate(String word, int distance) {}

    /** The number of edits; -1 if the words are not near. */
    private static int distance(String typed, String known) {
        int most = Math.max(1, Math.max(typed.length(), known.length()) / SHARE);
        if (typed.length() >= MIN_BEGINNING && known.startsWith(typed)) {
            return known.length() == typed.length() ? 0 : 1;
        }
        if (Math.abs(typed.length() - known.length()) > most) {
            return -1;
        }
        int edits = edits(typed, known);
        return edits <= most && edits < known.length() ? edits : -1;
    }

    /** The optimal string alignment distance. */
    private static int edits(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : edits(a, b, i, j, rows);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int edits(String a, String b, int i, int j, int[][] rows) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
