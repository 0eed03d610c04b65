package org.restante.jms.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.restante.jms.session.Window.Grant;

class WindowTest {

    private static final long MICROSECOND = 1_000;
    private static final long SECOND = 1_000_000_000;

    private final Window window = new Window();

    private static Grant some(Grant grant) {
        assertNotNull(grant);
        return grant;
    }

    private void becomeFast() {
        for (int i = 0; i < 10; i++) {
            window.recordProcessing(MICROSECOND);
        }
    }

    @Test
    void grantsOneMessageToWhoeverWaits() {
        assertEquals(1, some(window.next(0, 0, true)).messages());
        assertNull(window.next(0, 0, true));
    }

    @Test
    void grantsNothingToWhoeverDoesNot() {
        assertNull(window.next(0, 0, false));
    }

    @Test
    void growsToItsLimitForAFastConsumer() {
        becomeFast();

        assertEquals(Window.MAX_MESSAGES, window.size());
        assertEquals(Window.MAX_MESSAGES, some(window.next(0, 0, false)).messages());
    }

    @Test
    void grantsOneMessageToWhoeverWaitsWhileTheBrokerAsksNotToPrefetch() {
        becomeFast();
        window.restrict();

        for (int i = 1; i < Window.RESTRICTED_MESSAGES; i++) {
            window.recordProcessing(MICROSECOND);
            assertNull(window.next(0, 0, false));
        }
        assertEquals(1, some(window.next(0, 0, true)).messages());
        becomeFast();
        assertEquals(Window.MAX_MESSAGES, window.size());
    }

    @Test
    void aConsumerOfOneMessageASecondHoldsNothingInAdvance() {
        window.recordProcessing(SECOND);

        assertEquals(0, window.size());
        assertNull(window.next(0, 0, false));
        assertEquals(1, some(window.next(0, 0, true)).messages());
    }

    @Test
    void shrinksAtOnceWhenAConsumerTurnsSlow() {
        becomeFast();

        window.recordProcessing(SECOND);

        assertTrue(window.size() <= 1, () -> "a window of " + window.size());
    }

    @Test
    void waitsUntilHalfOfTheWindowIsUsed() {
        becomeFast();
        some(window.next(0, 0, false));
        for (int i = 0; i < 255; i++) {
            window.recordDelivery(10);
        }

        assertNull(window.next(0, 0, false));
        window.recordDelivery(10);
        assertEquals(256, some(window.next(0, 0, false)).messages());
    }

    @Test
    void grantsNoMoreBytesThanTheBound() {
        window.recordProcessing(MICROSECOND);
        some(window.next(0, 0, true));

        window.recordDelivery((int) Window.MAX_BYTES + 100);

        assertEquals(0, some(window.next(0, 0, true)).bytes() - (Window.MAX_BYTES + 100));
    }

    @Test
    void grantsNoBytesWhileTheBufferHoldsThemAll() {
        becomeFast();
        some(window.next(0, 0, true));

        window.recordDelivery((int) Window.MAX_BYTES + 100);

        Grant grant = window.next(1, Window.MAX_BYTES + 100, false);
        assertTrue(grant == null || grant.bytes() == 0, () -> "granted " + grant);
    }

    @Test
    void countsARefusedGrantAsNotGiven() {
        Grant grant = some(window.next(0, 0, true));

        window.undo(grant);

        assertEquals(grant, window.next(0, 0, true));
    }

    @Test
    void startsAnewAfterTheCreditWasTakenBack() {
        some(window.next(0, 0, true));

        window.revoke();

        assertEquals(1, some(window.next(0, 0, true)).messages());
    }
}
