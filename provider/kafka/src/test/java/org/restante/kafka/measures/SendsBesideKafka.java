package org.restante.kafka.measures;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.kafka.cluster.KafkaCluster;

/**
 * Durable sends a second of 1, 8 and 64 threads that each wait for the confirmation, beside Kafka's producer with {@code acks=all} that is
 * waited for likewise: in turns, on one cluster. Prints medians; {@code -Dsends.rounds=5} has more rounds.
 */
final class SendsBesideKafka {

    private static final int ROUNDS = Integer.getInteger("sends.rounds", 5);
    private static final int WARM_MILLIS = 1_500;
    private static final int MILLIS = 2_500;
    private static final int BYTES = 1_024;
    private static final String TOPIC = "bare";

    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private KafkaCluster cluster;

    /** Sends one message after another, each confirmed, until it is closed. */
    private interface Sender extends AutoCloseable {
        void send() throws Exception;

        @Override
        void close() throws JMSException;
    }

    /** Makes a sender for a thread. */
    private interface Senders {
        Sender make() throws Exception;
    }

    @Test
    void printsRates() throws Exception {
        cluster = KafkaCluster.shared();
        cluster.heal();
        NewTopic topic =
                new NewTopic(TOPIC, Optional.of(1), Optional.of((short) 3)).configs(Map.of("min.insync.replicas", "2"));
        KafkaCluster.get(cluster.admin().createTopics(List.of(topic)).all());
        cluster.awaitInSync(TOPIC);
        String uri = "kafka:sends?bootstrap=" + cluster.bootstrap() + "&listen=tcp://127.0.0.1:0";
        try (Restante broker = Restante.start(uri)) {
            for (int threads : new int[] {1, 8, 64}) {
                for (int round = 0; round < ROUNDS; round++) {
                    turn("Kafka, a producer for each", threads, this::ofItsOwn);
                    try (KafkaProducer<byte[], byte[]> shared = producer()) {
                        turn("Kafka, one producer", threads, () -> sender(shared, false));
                    }
                    turn("Restante", threads, () -> restante(uri));
                }
                print(threads);
            }
            assertNotNull(broker);
        }
    }

    private void turn(String name, int threads, Senders senders) throws Exception {
        rates.computeIfAbsent(name, each -> new ArrayList<>()).add(rate(threads, senders));
    }

    private static double rate(int threads, Senders senders) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch stop = new CountDownLatch(1);
        LongAdder done = new LongAdder();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                try (Sender sender = senders.make()) {
                    while (stop.getCount() > 0) {
                        sender.send();
                        done.increment();
                    }
                }
                return null;
            }));
        }
        stop.await(WARM_MILLIS, TimeUnit.MILLISECONDS);
        long before = done.sum();
        long begun = System.nanoTime();
        stop.await(MILLIS, TimeUnit.MILLISECONDS);
        double rate = (done.sum() - before) * 1e9 / (System.nanoTime() - begun);
        stop.countDown();
        for (Future<?> each : running) {
            each.get();
        }
        pool.shutdown();
        return rate;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", cluster.bootstrap());
        settings.put("acks", "all");
        settings.put("linger.ms", 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Sender ofItsOwn() {
        return sender(producer(), true);
    }

    private static Sender sender(KafkaProducer<byte[], byte[]> producer, boolean isOwn) {
        byte[] body = new byte[BYTES];
        return new Sender() {
            @Override
            public void send() throws Exception {
                producer.send(new ProducerRecord<>(TOPIC, 0, null, body)).get();
            }

            @Override
            public void close() {
                if (isOwn) {
                    producer.close();
                }
            }
        };
    }

    private static Sender restante(String uri) throws JMSException {
        Connection connection = new RestanteConnectionFactory(uri).createConnection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("benchmark"));
        byte[] body = new byte[BYTES];
        return new Sender() {
            @Override
            public void send() throws JMSException {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(body);
                producer.send(message);
            }

            @Override
            public void close() throws JMSException {
                connection.close();
            }
        };
    }

    private void print(int threads) throws IOException {
        rates.forEach((name, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%2d threads, %-27s median %6.0f messages/s of %d, from %.0f to %.0f%n",
                    threads,
                    name,
                    sorted.get(sorted.size() / 2),
                    sorted.size(),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1));
        });
        rates.clear();
    }
}
