package org.restante.benchmarks.comparison;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A server JVM of a peer, until a signal ends it. Arguments: name, directory, port, deepSelectors. */
final class CompetitorServer {

    private CompetitorServer() {}

    public static void main(String[] given) throws Exception {
        AutoCloseable broker = Competitors.named(given[0])
                .start(Path.of(given[1]), Integer.parseInt(given[2]), Boolean.parseBoolean(given[3]));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                broker.close();
                            } catch (Exception e) {
                                System.err.println("the broker did not stop: " + e);
                            }
                            ended.countDown();
                        },
                        "stop"));
        ended.await();
    }
}
