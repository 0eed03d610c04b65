package org.restante.link;

import java.util.Collection;
import java.util.Comparator;

/** Suggests the known word nearest to a mistyped one: the word with the fewest single-letter edits. */
public final class NearestWord {

    private NearestWord() {}

    /** The suggestion as a question for an error message: {@code did you mean 'NAME'?} */
    public static String to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(k -> edits(word, k)).thenComparing(Comparator.naturalOrder()))
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("it takes none");
    }

    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
