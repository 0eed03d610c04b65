package org.restante.junit.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.restante.ManualClock;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;

@SuppressWarnings("try") // the broker serves by being open
class WithoutExtensionTest {

    @Test
    void aReminderComesAnHourLater() {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-05T08:00:00Z"));
        try (Restante broker = Restante.start("vm:reminders", clock);
                JMSContext context = new RestanteConnectionFactory("vm:reminders").createContext()) {
            Queue reminders = context.createQueue("reminders");
            context.createProducer()
                    .setDeliveryDelay(Duration.ofHours(1).toMillis())
                    .send(reminders, "call");

            clock.advance(Duration.ofHours(1));
            assertEquals("call", context.createConsumer(reminders).receiveBody(String.class));
        }
    }
}
