package org.restante.outage;

import static org.awaitility.Awaitility.await;

import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed with SIGKILL under load, again and again; its clients come back and finish.
 *
 * <p>{@code -Doutage.kills=100} kills more often, {@code -Doutage.seed=N} at other moments.
 */
final class ServerKillTest {

    private static final int KILLS = Integer.getInteger("outage.kills", 5);
    private static final long SEED = Long.getLong("outage.seed", 20_260_105);

    @TempDir
    private Path folder;

    private Child server(int port) throws Exception {
        return new Child(
                folder,
                "server",
                ServerMain.class,
                "vm:killed?data=" + folder.resolve("data") + "&segmentBytes=1048576&snapshotBytes=1048576",
                "tcp://127.0.0.1:" + port);
    }

    @Test
    void clientsComeBackAndNothingIsLost() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Tally automatic = new Tally("queue by receive");
        Tally client = new Tally("queue by acknowledge");
        Tally listened = new Tally("queue by listener");
        Tally forwarded = new Tally("queue by transactions");
        Tally durable = new Tally("durable subscription");
        List<Tally> all = List.of(automatic, client, listened, forwarded, durable);
        Child server = server(0);
        int port = Integer.parseInt(server.ready());
        try (Load load = new Load("tcp://127.0.0.1:" + port + "?reconnect=true")) {
            load.receives("automatic", Session.AUTO_ACKNOWLEDGE, automatic);
            load.receives("client", Session.CLIENT_ACKNOWLEDGE, client);
            load.listens("listened", listened);
            load.forwards("in", "out");
            load.receives("out", Session.AUTO_ACKNOWLEDGE, forwarded);
            load.subscribes("news", "durable", durable);
            load.sends("automatic", "a", automatic);
            load.sends("client", "c", client);
            load.sends("listened", "l", listened);
            load.sends("in", "f", forwarded);
            load.sends("topic:news", "n", durable);
            for (int i = 0; i < KILLS; i++) {
                Proxy.pause(random.nextInt(200, 1500));
                server.kill();
                server = server(port);
                server.ready();
            }
            Proxy.pause(500);
            load.stopSending();
            await().atMost(Duration.ofSeconds(60)).until(() -> all.stream().allMatch(Tally::isComplete));
            load.stop();
            System.out.println(all + ", " + KILLS + " kills, " + load.rolledBack() + " transactions rolled back");
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "with -Doutage.seed=" + SEED + ": " + e.getMessage() + "; " + all + server.errors(), e);
        } finally {
            server.close();
        }
        all.forEach(Tally::assertNothingLost);
        forwarded.assertExact();
        automatic.assertExact();
    }
}
