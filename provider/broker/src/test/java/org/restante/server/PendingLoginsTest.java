package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who opens very many connections without a login keeps only itself out. */
final class PendingLoginsTest {

    private final PendingLogins<String> pending = new PendingLogins<>(4);

    private void fill() {
        for (int i = 1; i <= 4; i++) {
            assertNull(pending.add("10.0.0.1", "silent " + i));
        }
    }

    @Test
    void oneAddressFillsItAndIsRefusedThen() {
        fill();
        assertFalse(pending.hasRoomFor("10.0.0.1"));
        pending.remove("silent 2");
        assertTrue(pending.hasRoomFor("10.0.0.1"));
    }

    @Test
    void anotherAddressTakesThePlaceOfTheOldestOfTheOneWithTheMost() {
        fill();
        assertTrue(pending.hasRoomFor("10.0.0.2"));
        assertEquals("silent 1", pending.add("10.0.0.2", "a login"));
        assertEquals("silent 2", pending.add("10.0.0.3", "another"));
        assertEquals(4, pending.size());
        assertFalse(pending.hasRoomFor("10.0.0.1"));
        pending.remove("a login");
        pending.remove("a login");
        assertEquals(3, pending.size());
    }

    @Test
    void noAddressPushesOutOneThatHasNoMoreThanItself() {
        for (String address : new String[] {"a", "b", "c", "d"}) {
            assertNull(pending.add(address, "of " + address));
        }
        assertTrue(pending.hasRoomFor("e"));
        assertFalse(pending.hasRoomFor("a"));
    }
}
