package org.restante.outage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;

/**
 * Applications whose connections are delayed, cut in the middle of a frame, held and refused, again and again.
 *
 * <p>{@code -Doutage.harms=2000} does more harm, {@code -Doutage.seed=N} another.
 */
final class ProxyTest {

    private static final int HARMS = Integer.getInteger("outage.harms", 60);
    private static final long SEED = Long.getLong("outage.seed", 20_260_104);

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingComesTwice() throws Exception {
        Tally automatic = new Tally("queue by receive");
        Tally client = new Tally("queue by acknowledge");
        Tally listened = new Tally("queue by listener");
        Tally forwarded = new Tally("queue by transactions");
        Tally durable = new Tally("durable subscription");
        Tally transientOne = new Tally("subscription of one consumer");
        Tally answered = new Tally("questions");
        List<Tally> all = List.of(automatic, client, listened, forwarded, durable, transientOne, answered);
        try (RestanteServer server =
                        RestanteServer.start("vm:proxied?data=" + folder.resolve("data"), "tcp://127.0.0.1:0");
                Proxy proxy = new Proxy(server.addresses().get(0).port());
                Load load = new Load("tcp://127.0.0.1:" + proxy.port() + "?reconnect=true")) {
            load.receives("automatic", Session.AUTO_ACKNOWLEDGE, automatic);
            load.receives("automatic", Session.AUTO_ACKNOWLEDGE, automatic);
            load.receives("client", Session.CLIENT_ACKNOWLEDGE, client);
            load.listens("listened", listened);
            load.listens("listened", listened);
            load.forwards("in", "out");
            load.receives("out", Session.AUTO_ACKNOWLEDGE, forwarded);
            load.subscribes("news", "durable", durable);
            load.subscribes("news", null, transientOne);
            load.answers("questions");
            load.sends("automatic", "a", automatic);
            load.sends("automatic", "b", automatic);
            load.sends("client", "c", client);
            load.sends("listened", "l", listened);
            load.sends("in", "f", forwarded);
            load.sends("topic:news", "n", durable, transientOne);
            load.asks("questions", answered);

            proxy.harass(new SplittableRandom(SEED), HARMS);
            load.stopSending();
            await().atMost(Duration.ofSeconds(60)).until(() -> all.stream().allMatch(Tally::isComplete));
            load.stop();
            assertTrue(proxy.harms() > HARMS / 4, "hardly anything was cut");
            System.out.println(all + ", " + proxy.harms() + " halves of connections cut");
        } catch (Exception | AssertionError e) {
            throw new AssertionError("with -Doutage.seed=" + SEED + ": " + e.getMessage() + "; " + all, e);
        }
        all.forEach(Tally::assertExact);
    }
}
