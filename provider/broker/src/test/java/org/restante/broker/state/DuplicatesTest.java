package org.restante.broker.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DuplicatesTest {

    private final Duplicates duplicates = new Duplicates();

    private void remember(int destination, long sequence, String id) {
        duplicates.remember(new Change.Remembered(destination, sequence, id), 3);
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        Change.Remembered last = null;
        List<Change.Remembered> slice = duplicates.after(null, 2);
        while (!slice.isEmpty()) {
            for (Change.Remembered remembered : slice) {
                last = remembered;
                ids.add(last.destination() + last.id());
            }
            slice = duplicates.after(last, 2);
        }
        return ids;
    }

    @Test
    void forgetsTheOldestOfADestination() {
        for (int i = 1; i <= 5; i++) {
            remember(1, i, "a" + i);
        }
        remember(2, 6, "a1");
        assertEquals(List.of("1a3", "1a4", "1a5", "2a1"), ids());
        assertFalse(duplicates.has(1, "a1"));
        assertTrue(duplicates.has(2, "a1"));
    }

    @Test
    void endsTheSameWhateverPartIsSaidAgain() {
        for (int i = 1; i <= 5; i++) {
            remember(1, i, "a" + i);
        }
        List<String> before = ids();
        for (int i = 2; i <= 5; i++) {
            remember(1, i, "a" + i);
            assertEquals(before, ids());
        }
    }

    @Test
    void countsAnIdentifierFromWhenItCameLast() {
        remember(1, 1, "a");
        remember(1, 2, "b");
        remember(1, 3, "a");
        remember(1, 1, "a");
        assertEquals(List.of("1b", "1a"), ids());
    }

    @Test
    void namesThoseSaidLastBeforeAPosition() {
        Change.Remembered early = new Change.Remembered(1, 1, "early");
        Change.Remembered late = new Change.Remembered(1, 2, "late");
        for (Change.Remembered one : List.of(early, late)) {
            duplicates.remember(one, 3);
        }
        duplicates.writtenAfter(late, 500);
        assertEquals(List.of(early), duplicates.before(500, null, 10));
        duplicates.writtenAfter(early, 600);
        assertEquals(List.of(), duplicates.before(500, null, 10));
        assertEquals(List.of(late), duplicates.before(501, null, 10));
    }

    @Test
    void forgetsWithItsDestination() {
        remember(1, 1, "a");
        duplicates.forget(1);
        assertEquals(List.of(), ids());
    }
}
