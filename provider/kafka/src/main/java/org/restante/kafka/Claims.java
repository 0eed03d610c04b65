package org.restante.kafka;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.restante.log.LogFailedException;
import org.restante.log.StaleOwnerException;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.Outcome;
import org.restante.log.shared.OwnerSequence;
import org.restante.log.shared.ReadingPoint;

/**
 * Claims the log: appends a claim with a random number, and owns the log when the tail reads that claim as the first of its epoch. Holds
 * the appender of the epoch. {@link #claim} belongs to the owner's thread, the listener's methods to the tail's.
 */
final class Claims implements TailListener {

    private static final System.Logger LOG = System.getLogger(Claims.class.getName());

    private final KafkaLogOptions options;
    private final KafkaClients clients;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private volatile @Nullable Attempt attempt;
    private volatile @Nullable Appender appender;
    private @Nullable Spare spare;

    /** A claim that is on its way to the topic and back. */
    private record Attempt(
            long nonce,
            long epoch,
            int maxRecord,
            Producer<byte[], byte[]> producer,
            TopicTail tail,
            CompletableFuture<Appender> result) {}

    /** A producer that has met the cluster, so that a claim in the midst of a failure need not wait for that. */
    private record Spare(int maxBatch, Producer<byte[], byte[]> producer) {}

    Claims(KafkaLogOptions options, KafkaClients clients, RandomGenerator random, LongSupplier nanos) {
        this.options = options;
        this.clients = clients;
        this.random = random;
        this.nanos = nanos;
    }

    /** The appender of the last epoch that this process has owned, which may have ended; null if it has owned none. */
    @Nullable
    Appender appender() {
        return appender;
    }

    /** Makes the producer of the next claim, if the cluster answers. */
    synchronized void prepare(int maxBatch) throws IOException {
        Producer<byte[], byte[]> made = clients.producer(maxBatch);
        spare = new Spare(maxBatch, made);
        try {
            made.partitionsFor(options.topic());
        } catch (KafkaException e) {
            LOG.log(Level.DEBUG, "the producer will look the topic up when it is needed", e);
        }
    }

    private synchronized Producer<byte[], byte[]> producer(int maxBatch) throws IOException {
        Spare made = spare;
        spare = null;
        if (made != null && made.maxBatch() == maxBatch) {
            return made.producer();
        }
        if (made != null) {
            made.producer().close(Duration.ZERO);
        }
        return clients.producer(maxBatch);
    }

    synchronized void close() {
        if (spare != null) {
            spare.producer().close(Duration.ZERO);
            spare = null;
        }
    }

    /**
     * Claims the epoch after what the tail has read.
     *
     * @param maxBatch the bytes of the largest batch that the topic takes
     * @throws StaleOwnerException if another process was first
     */
    Appender claim(TopicTail tail, int maxBatch) throws IOException {
        Producer<byte[], byte[]> producer = producer(maxBatch);
        ReadingPoint point = tail.point();
        Attempt made = new Attempt(
                random.nextLong(),
                point.epoch() + 1,
                KafkaClients.maxRecord(maxBatch),
                producer,
                tail,
                new CompletableFuture<>());
        attempt = made;
        try {
            Claimant claimant = new Claimant(options.node(), options.address(), made.nonce());
            long store = options.store() == 0 ? random.nextLong(1, Long.MAX_VALUE) : options.store();
            byte[] record = OwnerSequence.claim(point, store, claimant);
            producer.send(new ProducerRecord<>(options.topic(), 0, null, record), (place, failed) -> {
                if (failed != null) {
                    made.result().completeExceptionally(failed);
                }
            });
            return made.result().get(2 * options.appendTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            producer.close(Duration.ZERO);
            throw problem(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | RuntimeException e) {
            producer.close(Duration.ZERO);
            throw problem(e);
        } catch (InterruptedException e) {
            producer.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while claiming log '" + options.name() + "' on Kafka", e);
        } finally {
            attempt = null;
        }
    }

    private IOException problem(Throwable cause) {
        if (cause instanceof StaleOwnerException stale) {
            return stale;
        }
        return KafkaProblem.of(options, "the log could not be claimed", cause);
    }

    @Override
    public void read(Outcome outcome, ReadingPoint after) {
        Attempt made = attempt;
        if (made != null && outcome instanceof Outcome.Claimed claimed) {
            settle(made, claimed, after);
        }
        Appender own = appender;
        if (own != null) {
            own.read(outcome);
        }
    }

    private void settle(Attempt made, Outcome.Claimed claimed, ReadingPoint after) {
        if (claimed.claimant().nonce() == made.nonce()) {
            OwnerSequence sequence = new OwnerSequence(after, made.maxRecord());
            Appender begun = new Appender(options, made.producer(), sequence, claimed.claimant(), made.tail(), nanos);
            Appender ended = appender;
            appender = begun;
            if (!made.result().complete(begun)) {
                appender = ended; // too late: nobody waits for it
            }
        } else if (claimed.epoch() >= made.epoch()) {
            String where = claimed.claimant().address();
            made.result()
                    .completeExceptionally(new StaleOwnerException(
                            "Log '" + options.name() + "' on Kafka has been claimed by '"
                                    + claimed.claimant().node() + "'" + (where.isEmpty() ? "" : " at " + where)
                                    + ", epoch " + claimed.epoch(),
                            where.isEmpty() ? null : where));
        }
    }

    @Override
    public void roundEnds() {
        Appender own = appender;
        if (own != null) {
            own.tend();
        }
    }

    @Override
    public void failed(LogFailedException failure) {
        Attempt made = attempt;
        if (made != null) {
            made.result().completeExceptionally(failure);
        }
        Appender own = appender;
        if (own != null) {
            own.fail(failure);
        }
    }
}
