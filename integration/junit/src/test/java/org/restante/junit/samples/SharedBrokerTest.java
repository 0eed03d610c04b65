package org.restante.junit.samples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.restante.admin.Admin;
import org.restante.junit.Named;
import org.restante.junit.RestanteExtension;
import org.restante.junit.TestBroker;

class SharedBrokerTest {

    @RegisterExtension
    static final RestanteExtension BROKERS =
            RestanteExtension.perClass().startingAt(Instant.parse("2026-01-05T08:00:00Z"));

    private static Kitchen kitchen;

    @BeforeAll
    static void open(ConnectionFactory factory) {
        kitchen = new Kitchen(factory);
    }

    @AfterAll
    static void close() {
        kitchen.close();
    }

    @AfterEach
    void empty(Admin admin) {
        admin.clear(true);
    }

    @Test
    void eachSubscriptionHasTheNews(JMSContext context, @Named("news") Topic news, TestBroker broker) {
        context.createSharedDurableConsumer(news, "archive").close();
        context.createSharedDurableConsumer(news, "ticker").close();
        context.createProducer().send(news, "open");

        broker.assertThat(news).wasSent(2);
        broker.assertThat(news).subscription("archive").hasTexts("open");
    }

    @Test
    void preparesAnOrder(JMSContext context, TestBroker broker) {
        context.createProducer().send(broker.queue("orders"), "tea");

        broker.assertThat(broker.queue("orders")).hasAcknowledged(1);
    }
}
