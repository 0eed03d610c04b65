package org.restante.selector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of a LIKE: code points, {@link #ONE} for any single code point, {@link #ANY} for any sequence. Immutable.
 *
 * <p>Matching never backtracks beyond the last {@code %}, so its steps are at most the length of the text times the length of the
 * pattern. They are counted, and {@link Selector#MAX_STEPS} ends them: the result is then false.
 */
final class LikePattern {

    private static final int ONE = -1;
    private static final int ANY = -2;

    private final int[] parts;

    private LikePattern(int[] parts) {
        this.parts = parts;
    }

    /**
     * Parses a pattern.
     *
     * @param escape the escape character, a code point; the character after it has no special meaning; -1 for none
     * @return null if the pattern ends with the escape character
     */
    static @Nullable LikePattern of(String text, int escape) {
        int[] points = text.codePoints().toArray();
        int[] parts = new int[points.length];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            if (point == escape) {
                i++;
                if (i == points.length) {
                    return null;
                }
                parts[count++] = points[i];
            } else if (point == '_') {
                parts[count++] = ONE;
            } else if (point != '%') {
                parts[count++] = point;
            } else if (count == 0 || parts[count - 1] != ANY) {
                parts[count++] = ANY;
            }
        }
        return new LikePattern(Arrays.copyOf(parts, count));
    }

    /** @param fields counts the steps */
    boolean matches(String text, MessageFields fields) {
        int at = 0;
        int part = 0;
        int retryAt = -1;
        int retryPart = -1;
        while (at < text.length()) {
            if (!fields.step()) {
                return false;
            }
            int wanted = part < parts.length ? parts[part] : Integer.MIN_VALUE;
            if (wanted == ANY) {
                retryPart = ++part;
                retryAt = at;
                if (part == parts.length) {
                    return true;
                }
                continue;
            }
            int point = text.codePointAt(at);
            if (wanted == ONE || wanted == point) {
                at += Character.charCount(point);
                part++;
            } else if (retryPart >= 0) {
                retryAt += Character.charCount(text.codePointAt(retryAt));
                at = retryAt;
                part = retryPart;
            } else {
                return false;
            }
        }
        while (part < parts.length && parts[part] == ANY) {
            part++;
        }
        return part == parts.length;
    }
}
