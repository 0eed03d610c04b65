package org.restante.junit.samples;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.restante.ManualClock;
import org.restante.junit.Named;
import org.restante.junit.RestanteTest;
import org.restante.junit.TestBroker;

@RestanteTest(startsAt = "2026-01-05T08:00:00Z", options = "maxMessage=65536")
class TimeToLiveTest {

    @Test
    void anOfferExpiresAfterADay(
            JMSContext context, ManualClock clock, @Named("offers") Queue offers, TestBroker broker) {
        context.createProducer().setTimeToLive(Duration.ofDays(1).toMillis()).send(offers, "buns");

        clock.advance(Duration.ofHours(23));
        broker.assertThat(offers).hasTexts("buns");
        clock.advance(Duration.ofHours(1));
        broker.assertThat(offers).hasExpired(1).isEmpty();
    }
}
