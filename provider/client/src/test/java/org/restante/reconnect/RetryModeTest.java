package org.restante.reconnect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Cases;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Request;
import org.restante.message.Address;

final class RetryModeTest {

    @Test
    void sweepIsAskedForAgainOnlyIfItCounts() {
        for (AdminRequest.Act act : AdminRequest.Act.values()) {
            Request sweep = new AdminRequest.Sweep(
                    act, new Place(Address.queue("a"), 0), null, Filter.ALL, AdminRequest.ALL, null, AdminRequest.ALL);
            assertEquals(act == AdminRequest.Act.COUNT ? RetryMode.PLAIN : RetryMode.NEVER, RetryMode.of(sweep));
        }
    }
}
