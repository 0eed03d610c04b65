package org.restante.broker;

import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.disk.FaultyDisk;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;
import org.restante.link.Request;

/** Lets tests of other packages ask a new broker one thing. */
public final class HandledRequest {

    private HandledRequest() {}

    /** The answer, as far as there is one; asked over a link whose conversation has a name. */
    public static @Nullable Reply ask(Request request) throws IOException {
        Random random = new Random(1);
        BrokerOptions options = new BrokerOptions(3000, 100_000, 1 << 30, 1 << 20, 100, 64, 1 << 20, 2000, 4);
        SimulatedBroker broker = new SimulatedBroker(
                new SimulatedLog.Medium(), new FaultyDisk(), options, () -> Instant.ofEpochMilli(1_000_000), random);
        broker.engine().onDiskQuestion(() -> new DiskStatus(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false));
        LinkEnd link = broker.engine().connect(event -> {});
        broker.engine().handle(link, new Request.Connect(null, null, new UUID(1, 2)), new CompletableFuture<>());
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        broker.engine().handle(link, request, answer);
        broker.settle(random);
        return answer.getNow(null);
    }
}
