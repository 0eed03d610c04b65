package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecognizedTest {

    private final Random random = new Random(5);
    private final PasswordHash line = PasswordHash.of("tea", 100_000, random);
    private final Recognized recognized = new Recognized(random);

    @Test
    void recognizesWhoWasRightBefore() {
        assertFalse(recognized.has("anna", line, "tea"));
        recognized.remember("anna", line, "tea");
        assertTrue(recognized.has("anna", line, "tea"));
    }

    @Test
    void recognizesNoOtherPasswordAndNobodyElse() {
        recognized.remember("anna", line, "tea");
        assertFalse(recognized.has("anna", line, "coffee"));
        assertFalse(recognized.has("anna", line, ""));
        assertFalse(recognized.has("berta", line, "tea"));
    }

    @Test
    void forgetsWhoseLineHasChanged() {
        recognized.remember("anna", line, "tea");
        assertFalse(recognized.has("anna", PasswordHash.of("tea", 100_000, random), "tea"));
    }
}
