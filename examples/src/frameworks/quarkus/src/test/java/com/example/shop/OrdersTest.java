package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrdersTest {

    @Inject
    Orders orders;

    @Test
    void receivesWhatWasSent() {
        orders.send("milk");
        assertEquals("milk", orders.receive());
    }
}
