package org.restante.kafka.torture;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.restante.broker.BrokerOptions;
import org.restante.broker.persistence.Storage;
import org.restante.broker.standby.Node;
import org.restante.kafka.KafkaLog;
import org.restante.kafka.KafkaLogOptions;
import org.restante.link.Caller;
import org.restante.log.shared.Claimant;
import org.restante.server.Listen;
import org.restante.server.Server;
import org.restante.server.ServerOptions;
import org.restante.thread.Threads;

final class BrokerMain {
    static volatile KafkaLog log;

    public static void main(String[] a) throws Exception {
        String name = a[0].substring(0, a[0].indexOf('@'));
        String boot = a[0].substring(a[0].indexOf('@') + 1);
        SplittableRandom random = new SplittableRandom(System.nanoTime());
        Node node = Node.start(new Node.Settings(
                        name,
                        () -> {
                            KafkaLog made = KafkaLog.open(
                                    KafkaLogOptions.of(name, boot).withNode(a[1], a[1]),
                                    random.split(),
                                    System::nanoTime);
                            log = made;
                            return new Storage(made, null, () -> {});
                        },
                        BrokerOptions.forHeap(192 << 20),
                        InstantSource.system(),
                        System::nanoTime,
                        new SplittableRandom(1),
                        () -> {
                            Claimant c = log == null ? null : log.owner();
                            return c == null || c.address().equals(a[1]) ? null : c.address();
                        }))
                .join();
        Server server = Server.start(
                ServerOptions.at(List.of(Listen.parse(a[1]))), (peer, events) -> node.accept(events, Caller.ANYBODY));
        Threads.daemon("watch", () -> {
                    while (true) {
                        KafkaLog l = log;
                        if (node.role() == Node.Role.STANDBY && (l.epoch() == 0 || l.isSilent(Duration.ofSeconds(3)))) {
                            try {
                                node.takeOver().join();
                            } catch (RuntimeException e) {
                                System.err.println(e);
                            }
                        }
                        new CompletableFuture<Void>()
                                .completeOnTimeout(null, 100, TimeUnit.MILLISECONDS)
                                .join();
                    }
                })
                .start();
        System.out.println("listens " + server.addresses());
        while (System.in.read() >= 0) {
            System.out.println(node.role().name().toLowerCase(Locale.ROOT));
        }
        throw new IOException("ended");
    }
}
