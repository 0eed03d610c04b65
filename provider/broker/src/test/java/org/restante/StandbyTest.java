package org.restante;

import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.link.LinkUri;

final class StandbyTest {

    @Test
    void goesOnTryingAfterAnError() {
        AtomicInteger tries = new AtomicInteger();
        BrokerConfiguration configuration = BrokerConfiguration.of(LinkUri.parse("vm:standby?data=/nowhere"));
        try (Standby standby = Standby.start(configuration, asked -> {
            if (tries.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("io/netty/channel/Channel");
            }
        })) {
            Awaitility.await(standby.getClass().getSimpleName()).until(() -> tries.get() == 2);
        }
    }
}
