package org.restante.junit.samples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import org.junit.jupiter.api.Test;
import org.restante.junit.Named;
import org.restante.junit.RestanteTest;
import org.restante.junit.TestBroker;

@SuppressWarnings("try") // the kitchen works by being open
@RestanteTest
class KitchenTest {

    @Test
    void billsAnOrder(
            ConnectionFactory factory,
            JMSContext context,
            @Named("orders") Queue orders,
            @Named("bills") Queue bills,
            TestBroker broker) {
        context.createProducer().send(orders, "tea");

        try (Kitchen kitchen = new Kitchen(factory)) {
            broker.assertThat(orders).wasSent(1).hasAcknowledged(1).isEmpty();
            broker.assertThat(bills).hasTexts("bill for tea");
        }
    }
}
