package org.restante.outage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;

/** A network that lets nothing pass and says nothing: only silence tells. */
final class PartitionTest {

    @Test
    void clientNoticesByItsHeartbeatAndGoesOnWhenTheNetworkDoes() throws Exception {
        try (RestanteServer server = RestanteServer.start("vm:parted", "tcp://127.0.0.1:0");
                Proxy proxy = new Proxy(server.addresses().get(0).port());
                JMSContext near = new RestanteConnectionFactory("vm:parted").createContext();
                JMSContext far = new RestanteConnectionFactory(
                                "tcp://127.0.0.1:" + proxy.port() + "?reconnect=true&heartbeat=200&connectTimeout=2000")
                        .createContext()) {
            Queue queue = near.createQueue("parted");
            JMSConsumer consumer = far.createConsumer(queue);
            near.createProducer().send(queue, "before");
            assertEquals("before", consumer.receiveBody(String.class, 10_000));
            int before = proxy.carried();
            proxy.hold();
            near.createProducer().send(queue, "meanwhile");
            await().atMost(Duration.ofSeconds(30)).until(() -> proxy.carried() > before);
            proxy.release();
            String got = consumer.receiveBody(String.class, 30_000);
            assertNotNull(got, "nothing came after the network was whole again");
            assertEquals("meanwhile", got);
            assertNull(consumer.receiveBodyNoWait(String.class));
        }
    }
}
