package org.restante.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class NotHereTest {

    @Test
    void isReadFromItsReason() {
        for (NotHere place : new NotHere[] {new NotHere("tcp://h:7270"), new NotHere(null)}) {
            assertEquals(place, NotHere.of(place.reason()));
            assertEquals(place, NotHere.of(place.reason("the log has failed: here; there")));
            assertEquals(place, NotHere.of(place.refusal().reason()));
            assertEquals(Problem.CLOSED, place.refusal().problem());
        }
        assertEquals("not here: the broker is at tcp://h:7270", new NotHere("tcp://h:7270").reason());
        assertNull(NotHere.of("the broker is closed"));
        assertNull(NotHere.of(null));
    }
}
