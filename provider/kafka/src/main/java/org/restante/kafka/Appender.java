package org.restante.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.restante.log.LogException;
import org.restante.log.LogFailedException;
import org.restante.log.LogFullException;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.Confirmations;
import org.restante.log.shared.Outcome;
import org.restante.log.shared.OwnerSequence;
import org.restante.log.shared.OwnerSequence.Numbered;
import org.restante.thread.Round;
import org.restante.thread.Threads;

/**
 * The appends of one epoch. The owner's thread appends; the tail gives it what it takes, and completes and fails the stages.
 *
 * <p>The first append that fails, or is not confirmed in time, ends the epoch: the producer is closed and nothing is appended any more.
 * What has failed may be in the topic all the same, then or later.
 */
final class Appender {

    private static final long ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** How often a busy owner names itself, for readers that have not seen its claim. */
    private static final long NAMED_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** After the producer's own bound, so that its reason comes first. */
    private static final long EXTRA_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** For the last record of an owner that ends in order; without it the next one waits for silence. */
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final KafkaLogOptions options;
    private final Producer<byte[], byte[]> producer;
    private final OwnerSequence sequence;
    private final Claimant claimant;
    private final Confirmations confirmations;
    private final TopicTail tail;
    private final LongSupplier nanos;
    private final long confirmNanos;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failing = new AtomicReference<>();
    private final Object sending = new Object();
    private volatile long sentAt;
    private volatile long confirmedAt;
    private long aliveAt;
    private @Nullable CompletionStage<Long> last;
    private boolean closed;

    Appender(
            KafkaLogOptions options,
            Producer<byte[], byte[]> producer,
            OwnerSequence sequence,
            Claimant claimant,
            TopicTail tail,
            LongSupplier nanos) {
        this.options = options;
        this.producer = producer;
        this.sequence = sequence;
        this.claimant = claimant;
        this.confirmations = new Confirmations(sequence.epoch());
        this.tail = tail;
        this.nanos = nanos;
        this.confirmNanos = options.appendTimeout().toNanos() + EXTRA_NANOS;
        this.sentAt = nanos.getAsLong();
        this.confirmedAt = sentAt;
        this.aliveAt = sentAt;
    }

    long epoch() {
        return sequence.epoch();
    }

    /** Why nothing is appended any more; null while something is. */
    @Nullable
    LogException failure() {
        return confirmations.failure();
    }

    /** Completes when nothing is appended any more, with the reason. */
    CompletionStage<LogException> lost() {
        return confirmations.failed();
    }

    CompletionStage<Long> append(byte[] entry) {
        long size = entry.length;
        if (waiting.get() + size > options.queueLimit() && waiting.get() > 0) {
            return CompletableFuture.failedFuture(new LogFullException(
                    waiting.get() + " bytes of entries wait for Kafka; at most " + options.queueLimit() + " may wait"));
        }
        waiting.addAndGet(size);
        synchronized (sending) {
            CompletionStage<Long> stage = send(sequence.entry(entry));
            stage.whenComplete((position, failed) -> waiting.addAndGet(-size));
            return stage;
        }
    }

    /** Appends the mark of a trim. */
    CompletionStage<Long> trimmed(long to) {
        synchronized (sending) {
            return send(sequence.trimmed(to));
        }
    }

    private CompletionStage<Long> send(Numbered numbered) {
        if (confirmations.pending() == 0) {
            confirmedAt = nanos.getAsLong();
        }
        CompletionStage<Long> stage = confirmations.expect(numbered.number(), numbered.position());
        last = stage;
        send(numbered.records());
        return stage;
    }

    private void send(List<byte[]> records) {
        sentAt = nanos.getAsLong();
        for (byte[] record : records) {
            if (failing.get() != null || confirmations.failure() != null) {
                return;
            }
            try {
                producer.send(new ProducerRecord<>(options.topic(), 0, null, record), (place, failed) -> {
                    if (failed != null) {
                        failed(failed);
                    } else if (place.hasOffset()) {
                        Round.run(() -> tail.acknowledged(place.offset(), record));
                    }
                });
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /** Takes note of a failure; the tail thread acts on it. */
    private void failed(Throwable cause) {
        if (failing.compareAndSet(null, cause)) {
            tail.wake();
        }
    }

    /** Holding the tail: a record has been taken. */
    void read(Outcome outcome) {
        int before = confirmations.pending();
        confirmations.read(outcome);
        if (confirmations.pending() != before) {
            confirmedAt = nanos.getAsLong();
        }
    }

    /** On the tail thread, again and again: ends what has failed, and gives signs of life. */
    void tend() {
        Throwable cause = failing.get();
        if (cause != null) {
            confirmations.fail(new LogFailedException(
                    KafkaProblem.text(options, "an append has failed, which ends epoch " + epoch(), cause), cause));
        }
        long now = nanos.getAsLong();
        if (confirmations.pending() > 0 && now - confirmedAt > confirmNanos) {
            confirmations.fail(new LogFailedException(
                    "Log '" + options.name() + "' on Kafka at " + options.bootstrap()
                            + ": what was appended does not come back" + " from topic " + options.topic()
                            + ", which ends epoch " + epoch(),
                    null));
        }
        if (confirmations.failure() != null) {
            closeProducer(Duration.ZERO);
        } else if (now - sentAt > ALIVE_NANOS || now - aliveAt > NAMED_NANOS) {
            aliveAt = now;
            synchronized (sending) {
                send(List.of(sequence.alive(claimant)));
            }
        }
    }

    /** On the tail thread: nothing is read any more. */
    void fail(LogException cause) {
        confirmations.fail(cause);
        closeProducer(Duration.ZERO);
    }

    /** Waits for what has been appended, within a bound; fails what is left, says that the owner leaves, and appends nothing more. */
    void close(LogException reason) {
        CompletionStage<Long> waited;
        synchronized (sending) {
            waited = last;
        }
        if (waited != null) {
            awaitEnd(waited);
        }
        boolean isLeaving = failing.get() == null && confirmations.failure() == null;
        if (isLeaving) {
            synchronized (sending) {
                send(List.of(sequence.left(claimant)));
            }
        }
        confirmations.fail(reason);
        closeProducer(isLeaving ? LEAVING : Duration.ZERO);
    }

    private void awaitEnd(CompletionStage<Long> stage) {
        CountDownLatch ended = new CountDownLatch(1);
        stage.whenComplete((position, failed) -> ended.countDown());
        Threads.uninterruptibly(() -> ended.await(2 * confirmNanos, TimeUnit.NANOSECONDS));
    }

    private void closeProducer(Duration timeout) {
        synchronized (sending) {
            if (closed) {
                return;
            }
            closed = true;
        }
        producer.close(timeout);
    }

    /** The bytes of entries that wait for their confirmation. */
    long waiting() {
        return waiting.get();
    }
}
