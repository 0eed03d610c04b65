package org.restante.broker.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.link.Settings;
import org.restante.message.Address;

final class PolicyTest {

    private final Policies policies = new Policies();

    private void set(String pattern, String setting, String value) {
        policies.set(Address.parse(pattern), Settings.of(Map.of(setting, value)));
    }

    private Policy of(String address) {
        return policies.of(Address.parse(address));
    }

    @Test
    void isStandardWhereNothingIsSet() {
        Policy policy = of("queue:orders");
        assertEquals(10, policy.maxDeliveries());
        assertEquals(Address.queue("DLQ.orders"), policy.deadLetterQueue());
        assertNull(policy.expiryQueue());
        assertEquals(Policy.WhenFull.BLOCK, policy.whenFull());
    }

    @Test
    void takesEachSettingFromThePatternThatSaysMost() {
        set("queue:orders.eu.>", "maxDeliveries", "3");
        policies.set(Address.parse("queue:>"), Settings.of(Map.of("maxDeliveries", "7", "redeliveryDelay", "50")));
        assertEquals(3, of("queue:orders.eu.berlin").maxDeliveries());
        assertEquals(50, of("queue:orders.eu.berlin").redeliveryDelay());
        assertEquals(7, of("queue:other").maxDeliveries());
    }

    @Test
    void keepsQueuesAndTopicsApart() {
        set("topic:>", "maxDeliveries", "7");
        assertEquals(10, of("queue:orders").maxDeliveries());
    }

    @Test
    void growsTheDelayOfRedeliveriesUpToItsBound() {
        policies.set(
                Address.parse("queue:a"),
                Settings.of(Map.of("redeliveryDelay", "100", "redeliveryBackoff", "2", "maxRedeliveryDelay", "350")));
        assertEquals(100, of("queue:a").delayAfter(1));
        assertEquals(200, of("queue:a").delayAfter(2));
        assertEquals(350, of("queue:a").delayAfter(3));
        assertEquals(350, of("queue:a").delayAfter(10_000));
    }
}
