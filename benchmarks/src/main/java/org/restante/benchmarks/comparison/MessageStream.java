package org.restante.benchmarks.comparison;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Producers and consumers at the same time, with a bounded number of messages that are sent and not yet received. Measures deliveries; then
 * the producers stop, the consumers receive the rest, and both sides are compared.
 */
final class MessageStream implements LoadProgram {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final StreamShape shape;
    private final String destination;
    private final Semaphore window;
    private final List<StreamConsumer> consumers = new ArrayList<>();
    private final List<StreamProducer> producers = new ArrayList<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param messages the bound, at least 1,500 so that 32 producers can each hold a group of permits */
    MessageStream(StreamShape shape, String destination, int messages) {
        this.shape = shape;
        this.destination = destination;
        this.window = new Semaphore(messages * shape.copies());
    }

    @Override
    public void run(Trial trial, Readings readings) throws Exception {
        open(trial);
        pause(trial.warmMillis());
        long start = System.nanoTime();
        long cpu = trial.cpu().nanos();
        long before = done();
        pause(trial.millis());
        long count = awaitMore(before) - before;
        double rate = count * 1e9 / (System.nanoTime() - start);
        readings.add(rate, trial.cpu().nanos() - cpu, count);
        if (count == 0) {
            readings.mistake("no message came for long");
        }
        finish(readings);
    }

    private void open(Trial trial) throws JMSException {
        for (int i = 0; i < shape.consumers(); i++) {
            Connection connection = trial.connections().createConnection();
            consumers.add(new StreamConsumer(connection, destination, shape, i, window, this::fail));
        }
        for (StreamConsumer consumer : consumers) {
            consumer.start(trial.listeners());
        }
        for (int i = 0; i < shape.producers(); i++) {
            Connection connection = trial.connections().createConnection();
            connection.start();
            producers.add(new StreamProducer(connection, destination, shape, i, window, this::fail));
        }
        producers.forEach(StreamProducer::start);
    }

    private void fail(Exception cause) {
        failure.compareAndSet(null, cause);
        failed.countDown();
    }

    private void pause(long millis) throws InterruptedException, ExecutionException {
        if (failed.await(millis, TimeUnit.MILLISECONDS)) {
            throw new ExecutionException(failure.get());
        }
    }

    private long done() {
        return consumers.stream().mapToLong(StreamConsumer::done).sum();
    }

    /** Prolongs the measured part until at least one message came, on a machine that is busy with other work. */
    private long awaitMore(long before) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        while (done() == before && System.nanoTime() - start < PATIENCE_NANOS) {
            pause(5);
        }
        return done();
    }

    private void finish(Readings readings) throws Exception {
        producers.forEach(StreamProducer::stop);
        StreamCheck sent = new StreamCheck(shape.producers());
        for (StreamProducer producer : producers) {
            sent.add(producer.ended());
        }
        receiveRest(producers.stream().mapToLong(StreamProducer::sent).sum() * shape.copies());
        for (StreamConsumer consumer : consumers) {
            consumer.close();
        }
        for (StreamProducer producer : producers) {
            producer.close();
        }
        StreamCheck received = new StreamCheck(shape.producers());
        for (StreamConsumer consumer : consumers) {
            if (shape.topic()) {
                consumer.check().compare(sent, readings);
            } else {
                received.add(consumer.check());
            }
        }
        if (!shape.topic()) {
            received.compare(sent, readings);
        }
    }

    /** Waits until all are received, or none came for long, and then a moment for messages that came twice. */
    private void receiveRest(long deliveries) throws InterruptedException, ExecutionException {
        long newest = -1;
        long changed = System.nanoTime();
        while (done() < deliveries && System.nanoTime() - changed < PATIENCE_NANOS) {
            pause(5);
            if (done() != newest) {
                newest = done();
                changed = System.nanoTime();
            }
        }
        pause(100);
    }
}
