package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.sjms2.Sjms2Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route of Camel's sjms2 component that fails on the first delivery of a message. */
class CamelRouteTest extends MovedApplication {

    private final BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();

    @Test
    void messageIsGoneWithoutOptions() throws Exception {
        String queue = newName();
        send(queue, "order");
        try (DefaultCamelContext camel = failingOnce(queue, "")) {
            camel.start();
            assertEquals(1, attempts.poll(20, TimeUnit.SECONDS));
            Awaitility.await().until(() -> waiting(queue).isEmpty());
        }
        assertNull(attempts.poll());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?transacted=true", "?acknowledgementMode=CLIENT_ACKNOWLEDGE"})
    void messageComesAgainWithTheOption(String option) throws Exception {
        String queue = newName();
        send(queue, "order");
        try (DefaultCamelContext camel = failingOnce(queue, option)) {
            camel.start();
            assertEquals(1, attempts.poll(20, TimeUnit.SECONDS));
            assertEquals(2, attempts.poll(20, TimeUnit.SECONDS));
        }
    }

    private DefaultCamelContext failingOnce(String queue, String option) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        Sjms2Component component = new Sjms2Component();
        component.setConnectionFactory(factory);
        camel.addComponent("sjms2", component);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sjms2:queue:" + queue + option).process(CamelRouteTest.this::failOnce);
            }
        });
        return camel;
    }

    private void failOnce(Exchange exchange) {
        int attempt = exchange.getMessage().getHeader("JMSXDeliveryCount", Integer.class);
        attempts.add(attempt);
        if (attempt == 1) {
            throw new IllegalArgumentException("a failure of the route");
        }
    }
}
