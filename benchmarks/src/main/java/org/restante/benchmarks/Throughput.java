package org.restante.benchmarks;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Messages per second through a queue, with sends and acknowledged receives at the same time.
 *
 * <p>At most 10,000 messages wait in the queue: producers that are faster than the consumers block.
 */
public final class Throughput {

    private static final int WINDOW = 10_000;

    private Throughput() {}

    /** A load: pairs of a producer and a consumer, and messages per transaction. */
    private record Load(String name, int pairs, int batch) {}

    /** Arguments: bytes, persistent, rounds, warm and millis (of each turn), dir, only (contenders, separated by commas). */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(
                given,
                "bytes=1024",
                "persistent=yes",
                "rounds=3",
                "warm=2000",
                "millis=3000",
                "dir=target/data",
                "only=");
        for (Load load : new Load[] {
            new Load("1 producer, 1 consumer", 1, 1),
            new Load("8 producers, 8 consumers", 8, 1),
            new Load("1 and 1, commits of 100", 1, 100),
            new Load("8 and 8, commits of 100", 8, 100)
        }) {
            Samples samples = new Samples();
            for (int round = 0; round < arguments.number("rounds"); round++) {
                turns(arguments, load, samples);
            }
            samples.print(load.name(), "msg/s");
        }
    }

    private static void turns(Arguments arguments, Load load, Samples samples) throws Exception {
        if (arguments.text("only").isEmpty()) {
            try (Contender.Running broker = RestanteContender.inMemory()) {
                samples.add("Restante in memory", rate(arguments, load, broker.connections()));
            }
        }
        for (Contender contender : DurableSends.contenders(arguments.text("only"))) {
            var directory = Directories.empty(arguments.path("dir"), "broker");
            try (Contender.Running broker = contender.start(directory)) {
                samples.add(contender.name() + ", durable", rate(arguments, load, broker.connections()));
            }
            Directories.delete(directory);
        }
    }

    @SuppressWarnings("try") // only the rate of the receivers is measured
    private static double rate(Arguments arguments, Load load, ConnectionFactory connections) throws Exception {
        Semaphore window = new Semaphore(WINDOW);
        int bytes = arguments.number("bytes");
        boolean persistent = arguments.text("persistent").equals("yes");
        try (WorkerGroup receivers = WorkerGroup.start(
                        load.pairs(), () -> releasing(new ReceivingTask(connections, load.batch()), window));
                WorkerGroup senders = WorkerGroup.start(
                        load.pairs(),
                        () -> acquiring(
                                new SendingTask(connections, bytes, load.batch(), persistent), load.batch(), window))) {
            return receivers.rate(arguments.number("warm"), arguments.number("millis"));
        }
    }

    private static WorkerGroup.Worker releasing(ReceivingTask receiver, Semaphore window) {
        return new WorkerGroup.Worker() {
            @Override
            public int step() throws JMSException {
                int received = receiver.step();
                window.release(received);
                return received;
            }

            @Override
            public void close() throws JMSException {
                receiver.close();
            }
        };
    }

    private static WorkerGroup.Worker acquiring(SendingTask sender, int batch, Semaphore window) {
        return new WorkerGroup.Worker() {
            @Override
            public int step() throws Exception {
                return window.tryAcquire(batch, 100, TimeUnit.MILLISECONDS) ? sender.step() : 0;
            }

            @Override
            public void close() throws JMSException {
                sender.close();
            }
        };
    }
}
