package org.restante.reconnect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Request;
import org.restante.message.Address;

/** The other kinds are in ClosedCasesTest of the broker. */
final class RetryModeTest {

    @Test
    void sweepIsAskedForAgainOnlyIfItCounts() {
        for (AdminRequest.Act act : AdminRequest.Act.values()) {
            Request sweep = new AdminRequest.Sweep(
                    act, Place.of(Address.queue("a")), null, Filter.ANY, AdminRequest.ALL, null, AdminRequest.ALL);
            assertEquals(act == AdminRequest.Act.COUNT ? RetryMode.PLAIN : RetryMode.NEVER, RetryMode.of(sweep));
        }
    }
}
