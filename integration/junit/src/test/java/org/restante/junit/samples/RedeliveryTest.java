package org.restante.junit.samples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.restante.ManualClock;
import org.restante.admin.Admin;
import org.restante.junit.Named;
import org.restante.junit.RestanteTest;
import org.restante.junit.TestBroker;
import org.restante.link.Setting;
import org.restante.link.Settings;

@SuppressWarnings("try") // the kitchen works by being open
@RestanteTest
class RedeliveryTest {

    @Test
    void triesThreeTimesAnHourApart(
            ConnectionFactory factory,
            JMSContext context,
            Admin admin,
            ManualClock clock,
            @Named("orders") Queue orders,
            @Named("DLQ.orders") Queue failed,
            TestBroker broker) {
        admin.configure(
                "queue:orders",
                Settings.NONE.with(Setting.MAX_DELIVERIES, "3").with(Setting.REDELIVERY_DELAY, "3600000"));
        context.createProducer().send(orders, "coffee");

        try (Kitchen kitchen = new Kitchen(factory)) {
            broker.assertThat(orders).hasDelayed(1);
            clock.advance(Duration.ofHours(1));
            broker.assertThat(orders).hasDelayed(1);
            clock.advance(Duration.ofHours(1));
            broker.assertThat(orders).hasDeadLettered(1);
            broker.assertThat(failed).hasTexts("coffee").hasMatching("JMS_RESTANTE_ORIGIN = 'queue:orders'", 1);
        }
    }
}
