package org.restante.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandlesTest {

    @Test
    void configuredConnectionsFitIntoAHighLimit() {
        assertEquals(new Handles(10_000, 100, 1_048_208, 256), Handles.of(10_000, 1_048_576, 80));
        assertEquals(new Handles(10_000, 100, Integer.MAX_VALUE, 256), Handles.of(10_000, -1, -1));
    }

    @Test
    void lowLimitLeavesHandlesToTheLog() {
        assertEquals(new Handles(637, 70, 707, 64), Handles.of(10_000, 1_024, 221));
        assertEquals(new Handles(106, 11, 117, 12), Handles.of(10_000, 200, 39));
        assertEquals(new Handles(20, 11, 117, 12), Handles.of(20, 200, 39));
    }

    @Test
    void veryLowLimitIsShared() {
        assertEquals(new Handles(12, 1, 13, 4), Handles.of(10_000, 64, 38));
        assertEquals(new Handles(1, 0, 1, 1), Handles.of(10_000, 64, 64));
    }

    @ParameterizedTest
    @CsvSource({"64, 38", "100, 45", "200, 39", "1024, 221", "65536, 300"})
    void connectionsOfAllKindsLeaveAShareToTheLog(int limit, int open) {
        Handles handles = Handles.of(1 << 20, limit, open);
        int taken = open + handles.all() + handles.http();
        assertTrue(limit - taken >= Math.min(32, (limit - open) * 3 / 8), handles + " leave " + (limit - taken));
        assertTrue(handles.connections() + handles.refused() <= handles.all());
    }

    @Test
    void connectionsOfAllServersAreOneCount() {
        Handles handles = new Handles(3, 1, 4, 1);
        assertTrue(handles.hasRoom(2));
        assertFalse(handles.hasRoom(3));
        assertTrue(handles.hasRoomToRefuse(3));
        assertFalse(handles.hasRoomToRefuse(4));
        int many = Integer.MAX_VALUE / 2;
        Handles.count(many); // of another server
        try {
            assertFalse(handles.hasRoom(0));
            assertFalse(handles.hasRoomToRefuse(0));
        } finally {
            Handles.count(-many);
        }
    }
}
