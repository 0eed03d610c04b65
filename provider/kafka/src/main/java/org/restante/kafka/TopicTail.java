package org.restante.kafka;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.restante.log.LogFailedException;
import org.restante.log.shared.Acceptance;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.Outcome;
import org.restante.log.shared.ReadingPoint;
import org.restante.thread.Round;

/**
 * Follows the topic from its first record on, and knows what the log holds and who owns it. One thread runs it and owns the consumer;
 * what it knows, any thread may ask.
 *
 * <p>A record that this process has appended is taken when the cluster acknowledges it, if all before it are known: then it need not be
 * read for that. It is read all the same, later and many at once, as records of others may lie between.
 *
 * <p>The trap: where records are gone before they were read, it goes on at the first one that is there, as of a trimmed log. Where the
 * topic is shorter than what was read, it has failed for good.
 */
final class TopicTail implements Runnable {

    private static final System.Logger LOG = System.getLogger(TopicTail.class.getName());
    private static final int FETCH_BYTES = 4 << 20;
    private static final int WAIT_MILLIS = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SECONDS_WITHOUT_PROGRESS = 20;
    private static final int MANY = 500;
    /** Between two polls while acknowledgements are ahead of what is read, unless a poll has brought many records. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Duration PROBE = Duration.ofSeconds(1);

    private final KafkaLogOptions options;
    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;
    private final TailListener listener;
    private final VoidRecords findings;
    private final LongSupplier nanos;
    private final OffsetIndex index;
    private final Silence silence;
    private final @Nullable TailCache cache;
    private final long readFrom;
    private final AtomicLong first = new AtomicLong();
    private final Object progress = new Object();
    private final Object taking = new Object(); // no client of Kafka is called in it: its callbacks wait for it
    private final AcknowledgedRecords acknowledged = new AcknowledgedRecords();
    private Acceptance acceptance;
    private long entryOffset;
    private long leftOffset = -1;
    private ReadingPoint entryPoint = ReadingPoint.NEW_LOG;
    private volatile long begin;
    private volatile long firstThere = -1;
    private volatile long end;
    private volatile long lastEntry = -1;
    private volatile long next;
    private volatile ReadingPoint point = ReadingPoint.NEW_LOG;
    private volatile @Nullable Claimant owner;
    private volatile boolean ahead;
    private volatile @Nullable Thread runner;
    private volatile @Nullable LogFailedException failure;
    private volatile boolean closed;
    private volatile @Nullable Class<?> lastProblem;

    /**
     * Reads from the first record that is there, or on from what was kept.
     *
     * @param begin the offset of the first record that is there
     * @param kept for a topic with this beginning; null for none
     * @param cache null for none
     */
    TopicTail(
            KafkaLogOptions options,
            KafkaClients clients,
            long begin,
            @Nullable KeptPoint kept,
            @Nullable TailCache cache,
            TailListener listener,
            VoidRecords findings,
            LongSupplier nanos)
            throws IOException {
        this.options = options;
        this.partition = clients.partition();
        this.begin = begin;
        this.cache = cache;
        this.listener = listener;
        this.findings = findings;
        this.nanos = nanos;
        this.index = new OffsetIndex(options.segmentSize());
        this.acceptance = begin == 0 ? Acceptance.from(ReadingPoint.NEW_LOG) : Acceptance.ofTrimmedLog();
        this.next = begin;
        if (kept != null) {
            this.acceptance = Acceptance.from(kept.point());
            this.next = kept.next();
            this.point = kept.point();
            this.end = kept.point().end();
            this.firstThere = kept.firstThere();
            this.first.set(kept.first());
            this.lastEntry = kept.lastEntry();
            this.owner = kept.owner();
            index.restore(kept.marks());
        }
        this.readFrom = next;
        this.silence = new Silence(nanos);
        this.consumer = clients.consumer("tail", FETCH_BYTES, WAIT_MILLIS);
        consumer.seek(partition, next);
    }

    @Override
    public void run() {
        runner = Thread.currentThread();
        try {
            while (!closed && failure == null) {
                Round.run(this::round);
                keepIfDue();
                synchronized (progress) {
                    progress.notifyAll();
                }
            }
        } catch (RuntimeException | Error e) {
            fail("reading has failed", e);
            throw e;
        } finally {
            keep();
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void keepIfDue() {
        if (cache != null && cache.isDue()) {
            keep();
        }
    }

    /** Writes what has been read into the cache, if there is one. */
    private void keep() {
        if (cache == null || failure != null) {
            return;
        }
        KeptPoint kept;
        synchronized (taking) {
            if (point.store() == 0 || !acceptance.isBetweenEntries()) {
                return;
            }
            long from = next == leftOffset + 1 ? leftOffset : next; // who starts again must see that the log is free
            kept = new KeptPoint(
                    cache.topic(), begin, from, point, firstThere, first.get(), lastEntry, owner, index.marks());
        }
        cache.write(kept);
    }

    private void round() {
        try {
            if (silence.isProbeDue()) {
                probe();
            }
            silence.roundBegins();
            ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
            take(found, consumer.position(partition));
            if (ahead && found.count() < MANY) {
                LockSupport.parkNanos(this, PACE_NANOS);
            }
        } catch (WakeupException e) {
            LOG.log(Level.TRACE, "woken");
        } catch (OffsetOutOfRangeException e) {
            beginAnew(e);
        } catch (AuthorizationException | AuthenticationException | RetriableException e) {
            warn(e);
            LockSupport.parkNanos(RETRY_NANOS);
        } catch (InterruptException e) {
            LOG.log(Level.DEBUG, "interrupted, which ends nothing", e); // its constructor has set the flag
            Thread.interrupted();
        } catch (KafkaException e) {
            fail("topic " + options.topic() + " could not be read at offset " + next, e);
        }
        listener.roundEnds();
    }

    /**
     * Goes on at the first record that is there. Who has read for long has missed nothing; but a process that was frozen, or cut off,
     * may find that what it has not read was trimmed meanwhile.
     */
    private void beginAnew(OffsetOutOfRangeException cause) {
        long there = beginning();
        long read = consumer.position(partition);
        String gone = "records from offset " + read + " on are gone: topic " + options.topic()
                + " has been cut, truncated, or deleted and made anew";
        if (cause instanceof LogTruncationException || there <= read) {
            fail(gone, cause);
            return;
        }
        if (there <= next) { // known from acknowledgements, and trimmed since
            consumer.seek(partition, next);
            return;
        }
        listener.failed(new LogFailedException(KafkaProblem.text(options, gone, cause), cause));
        synchronized (taking) {
            begin = there;
            next = there;
            firstThere = -1;
            acceptance = Acceptance.ofTrimmedLog();
            index.clear();
        }
        consumer.seek(partition, there);
    }

    private long beginning() {
        try {
            return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        } catch (RetriableException e) {
            warn(e);
            return 0;
        }
    }

    /** Asks where the topic ends, to know whether an owner could be heard. */
    private void probe() {
        try {
            consumer.endOffsets(List.of(partition), PROBE);
            silence.probed(true);
        } catch (RetriableException e) {
            silence.probed(false);
            warn(e);
        }
    }

    private void warn(KafkaException problem) {
        if (!problem.getClass().equals(lastProblem)) {
            lastProblem = problem.getClass();
            LOG.log(
                    Level.WARNING,
                    KafkaProblem.text(options, "topic " + options.topic() + " cannot be followed", problem));
        }
    }

    /** Takes what was read, up to where the consumer is now. */
    private void take(Iterable<ConsumerRecord<byte[], byte[]>> found, long position) {
        for (ConsumerRecord<byte[], byte[]> record : found) {
            synchronized (taking) {
                if (record.offset() >= next) {
                    take(record.offset(), EntryScan.value(record));
                }
            }
        }
        synchronized (taking) {
            next = Math.max(next, position);
            takeAcknowledged();
            ahead = next > position;
        }
    }

    /**
     * Takes a record that this process has appended, at the offset that the cluster has acknowledged: at once if all before it are
     * known. Any thread may call it, in the order of the offsets.
     */
    void acknowledged(long offset, byte[] value) {
        synchronized (taking) {
            if (failure != null) {
                return;
            }
            acknowledged.add(offset, value);
            takeAcknowledged();
            if (acknowledged.isEmpty()) {
                ahead = true;
                return;
            }
            ahead = false;
        }
        LockSupport.unpark(runner); // a record of somebody else is between
    }

    private void takeAcknowledged() {
        byte[] value = acknowledged.take(next);
        while (value != null) {
            take(next, value);
            value = acknowledged.take(next);
        }
    }

    private void take(long offset, byte[] value) {
        if (acceptance.isBetweenEntries()) {
            entryOffset = offset;
            entryPoint = acceptance.point();
        }
        Outcome outcome = acceptance.offer(value);
        ReadingPoint after = acceptance.point();
        if (outcome instanceof Outcome.Voided voided) {
            findings.voided(options.topic(), offset, value.length, after.end(), voided);
        } else {
            accept(outcome, after);
        }
        leftOffset = outcome instanceof Outcome.Left ? offset : leftOffset;
        point = after;
        next = offset + 1;
        listener.read(outcome, after);
    }

    private void accept(Outcome outcome, ReadingPoint after) {
        silence.broken(outcome);
        lastProblem = null;
        if (firstThere < 0) {
            firstThere = outcome instanceof Outcome.Entry entry ? entry.position() : after.end();
        }
        if (outcome instanceof Outcome.Entry entry) {
            index.add(entry.position(), entryOffset, entryPoint);
            lastEntry = entry.position();
            end = entry.end();
        } else if (outcome instanceof Outcome.Claimed claimed) {
            owner = claimed.claimant();
            end = after.end();
        } else if (outcome instanceof Outcome.Alive alive && alive.claimant() != null) {
            owner = alive.claimant();
        } else if (outcome instanceof Outcome.Trimmed trimmed) {
            trimmed(trimmed.to());
        }
    }

    /** Takes note of a trim, before its mark has come back or when it does. */
    void trimmed(long to) {
        synchronized (taking) {
            first.accumulateAndGet(to, Math::max);
            index.forgetBefore(to);
        }
    }

    private void fail(String what, Throwable cause) {
        LogFailedException failed = new LogFailedException(KafkaProblem.text(options, what, cause), cause);
        failure = failed;
        listener.failed(failed);
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    /**
     * Returns when all before this offset has been read.
     *
     * @throws IOException if reading has failed, or gets no further
     */
    void await(long offset) throws IOException {
        long seen = next;
        long since = nanos.getAsLong();
        synchronized (progress) {
            while (next < offset) {
                check();
                long now = nanos.getAsLong();
                since = next == seen ? since : now;
                seen = next;
                if (now - since > TimeUnit.SECONDS.toNanos(SECONDS_WITHOUT_PROGRESS)) {
                    throw new IOException("Log '" + options.name() + "' on Kafka at " + options.bootstrap()
                            + ": no record arrives from topic " + options.topic() + " at offset " + next + " of "
                            + offset);
                }
                try {
                    progress.wait(TimeUnit.SECONDS.toMillis(1));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("Interrupted while reading log '" + options.name() + "' on Kafka", e);
                }
            }
        }
        check();
    }

    /** @throws LogFailedException if reading has failed, or is closed */
    void check() throws LogFailedException {
        LogFailedException failed = failure;
        if (failed != null) {
            throw failed;
        }
        if (closed) {
            throw new LogFailedException("Log '" + options.name() + "' on Kafka is closed", null);
        }
    }

    /**
     * Once all is read: whether it is the expected log.
     *
     * @throws IOException if it is another one
     */
    void checkStore() throws IOException {
        long found = point.store();
        if (options.store() != 0 && found != options.store()) {
            throw new IOException(where() + " holds " + (found == 0 ? "no log" : "log " + Long.toHexString(found))
                    + ", but log " + Long.toHexString(options.store())
                    + " is expected: bootstrap leads to another cluster, or the topic was deleted and made anew");
        }
    }

    /** Once all is read: what has removed records that no trim of the log has; null if none are missing. */
    @Nullable
    String cut() {
        long there = firstThere;
        long trimmed = point.trimmed();
        if (begin > 0 && there < 0) {
            return where()
                    + " held a log, and all its records are gone: they were removed by retention.ms, retention.bytes"
                    + " or DeleteRecords, not by this log";
        }
        if (there > 0 && point.isCutOtherwise(there)) {
            return where() + " begins at position " + there + " of its log, which was trimmed only to " + trimmed
                    + ": records were removed by retention.ms, retention.bytes or DeleteRecords, not by this log. Set"
                    + " retention.ms=-1 and retention.bytes=-1, and restore what is missing";
        }
        return null;
    }

    private String where() {
        return "Topic " + options.topic() + " on Kafka at " + options.bootstrap();
    }

    /** Where a reader of the entries from a position on begins. */
    OffsetIndex.Mark mark(long position) {
        OffsetIndex.Mark found = index.before(position);
        return found == null ? new OffsetIndex.Mark(0, begin, ReadingPoint.NEW_LOG) : found;
    }

    OffsetIndex index() {
        return index;
    }

    /** No entry that is kept lies before this position. */
    long first() {
        return first.get();
    }

    /** The position behind the last entry. */
    long end() {
        return end;
    }

    /** The bytes of the entries at and behind a position that have been read. */
    long behind(long position) {
        return position > lastEntry ? 0 : end - position;
    }

    /** The offset of the first record that this process has read, or would have. */
    long readFrom() {
        return readFrom;
    }

    /** The offset of the next record. */
    long next() {
        return next;
    }

    /** What has been read. */
    ReadingPoint point() {
        return point;
    }

    /** Who claimed the log last; null if nobody since the first record that is there. */
    @Nullable
    Claimant owner() {
        return owner;
    }

    /** As of {@link Silence}, while the topic is read at all. */
    boolean isSilent(long atLeastNanos) {
        return failure == null && silence.lasts(atLeastNanos);
    }

    Silence silence() {
        return silence;
    }

    /** Ends a wait for records, so that the listener is asked. */
    void wake() {
        consumer.wakeup();
    }

    void close() {
        closed = true;
        consumer.wakeup();
    }
}
