package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HandlesTest {

    @Test
    void configuredConnectionsFitIntoAHighLimit() {
        assertEquals(new Handles(10_000, 100), Handles.of(10_000, 1_048_576, 80));
        assertEquals(new Handles(10_000, 100), Handles.of(10_000, -1, -1));
    }

    @Test
    void lowLimitLeavesHandlesToTheLog() {
        assertEquals(new Handles(637, 70), Handles.of(10_000, 1_024, 221));
        assertEquals(new Handles(106, 11), Handles.of(10_000, 200, 39));
        assertEquals(new Handles(20, 11), Handles.of(20, 200, 39));
    }

    @Test
    void veryLowLimitIsShared() {
        assertEquals(new Handles(12, 1), Handles.of(10_000, 64, 38));
        assertEquals(new Handles(1, 0), Handles.of(10_000, 64, 64));
    }
}
