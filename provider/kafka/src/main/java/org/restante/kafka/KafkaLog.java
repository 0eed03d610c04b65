package org.restante.kafka;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.log.EntryVisitor;
import org.restante.log.Keep;
import org.restante.log.LogException;
import org.restante.log.LogFailedException;
import org.restante.log.LogFullException;
import org.restante.log.LogTail;
import org.restante.log.StaleOwnerException;
import org.restante.log.Usage;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.SharedLog;
import org.restante.thread.Threads;

/**
 * The log as the only partition of an Apache Kafka topic, shared by the processes that open it. {@link org.restante.log.Log} names the threads that may
 * call.
 *
 * <p>An append completes when this process has read its entry back with no newer claim before it: then it is in the memory of a majority
 * of the replicas. {@link Keep} makes no difference. Entries above the largest record of the topic are cut into pieces. An append that
 * fails, or is not confirmed in time, ends the epoch; what has failed may be in the log all the same. After that, and after a newer
 * claim, {@link #claim} may be called again.
 *
 * <p>The trap: an owner that was frozen, or cut off, appends until it reads the newer claim; none of that is ever confirmed.
 */
public final class KafkaLog implements SharedLog {

    private static final System.Logger LOG = System.getLogger(KafkaLog.class.getName());
    private static final int FETCH_BYTES = 4 << 20;
    private static final int WAIT_MILLIS = 20;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SECONDS_WITHOUT_PROGRESS = 20;

    private final KafkaLogOptions options;
    private final KafkaClients clients;
    private final LogTopic topic;
    private final LongSupplier nanos;
    private final VoidRecords voids = new VoidRecords();
    private final Claims claims;
    private final TopicTail tail;
    private final Thread tailThread;
    private final OffsetReader reader;
    private volatile @Nullable String cutSince;
    private volatile boolean closed;

    private KafkaLog(
            KafkaLogOptions options,
            KafkaClients clients,
            LogTopic topic,
            LogTopic.Inspection found,
            @Nullable Path cache,
            RandomGenerator random,
            LongSupplier nanos)
            throws IOException {
        this.options = options;
        this.clients = clients;
        this.topic = topic;
        this.nanos = nanos;
        this.claims = new Claims(options, clients, random, nanos);
        KeptPoint kept = cache == null ? null : KeptPoint.read(cache);
        this.tail = new TopicTail(
                options,
                clients,
                found.begin(),
                kept == null ? null : kept.at(found),
                cache == null ? null : new TailCache(options, cache, found.id(), nanos),
                claims,
                voids,
                nanos);
        this.tailThread = Threads.daemon("restante-kafka-tail", tail);
        this.reader = new OffsetReader(options, clients, tail, nanos);
        tailThread.start();
    }

    /**
     * Opens the log, and reads it once to its end; makes its topic if there is none.
     *
     * @param random the source of the number of a new log, and of what tells claims apart
     * @param nanos a monotonic clock, in nanoseconds
     * @throws IOException if no cluster answers, or if it is another log than expected
     */
    public static KafkaLog open(KafkaLogOptions options, RandomGenerator random, LongSupplier nanos)
            throws IOException {
        return open(options, null, random, nanos);
    }

    /**
     * As the other one, with a cache: it reads on from where the handle before was.
     *
     * @param cache a file for what was read; null for none
     */
    public static KafkaLog open(
            KafkaLogOptions options, @Nullable Path cache, RandomGenerator random, LongSupplier nanos)
            throws IOException {
        KafkaClients clients = KafkaClients.open(options);
        KafkaLog opened = null;
        boolean isOpen = false;
        try {
            LogTopic topic = new LogTopic(options, clients);
            topic.makeIfMissing();
            LogTopic.Inspection found = topic.inspect();
            opened = new KafkaLog(options, clients, topic, found, cache, random, nanos);
            opened.catchUp(found);
            opened.claims.prepare(found.maxBatch());
            isOpen = true;
            return opened;
        } finally {
            if (!isOpen && opened != null) {
                opened.close();
            } else if (!isOpen) {
                clients.close();
            }
        }
    }

    private void catchUp(LogTopic.Inspection found) throws IOException {
        tail.await(found.end());
        tail.checkStore();
    }

    @Override
    public synchronized long claim() throws IOException {
        Appender own = claims.appender();
        if (closed || (own != null && own.failure() == null)) {
            throw new IllegalStateException(
                    "Log '" + options.name() + "' on Kafka " + (closed ? "is closed" : "is claimed already"));
        }
        tail.check();
        LogTopic.Inspection found = topic.inspect();
        catchUp(found);
        OffsetIndex.Mark first = tail.index().atOrBehind(tail.first());
        cutSince = first == null || found.begin() <= first.offset()
                ? null
                : "Topic " + options.topic() + " on Kafka at " + options.bootstrap() + " begins at offset "
                        + found.begin()
                        + ", its log at offset " + first.offset()
                        + ": records were removed by retention.ms, retention.bytes or DeleteRecords, not by this log";
        long epoch = claims.claim(tail, found.maxBatch()).epoch();
        if (first != null && tail.first() > 0) {
            delete(first.offset()); // what an older owner was about to
        }
        return epoch;
    }

    @Override
    public CompletionStage<Long> append(byte[] entry, Keep keep) {
        Appender own = claims.appender();
        if (closed) {
            return CompletableFuture.failedFuture(closedLog());
        }
        if (own == null) {
            return CompletableFuture.failedFuture(
                    new StaleOwnerException("Log '" + options.name() + "' on Kafka is not claimed"));
        }
        if (entry.length > maxEntry()) {
            return CompletableFuture.failedFuture(new LogFullException(
                    "An entry of " + entry.length + " bytes exceeds the bound of " + maxEntry() + " bytes"));
        }
        return own.append(entry);
    }

    private LogFailedException closedLog() {
        return new LogFailedException("Log '" + options.name() + "' on Kafka is closed", null);
    }

    @Override
    public CompletionStage<LogException> lost() {
        Appender own = claims.appender();
        return own == null ? new CompletableFuture<>() : own.lost();
    }

    @Override
    public void replay(long from, EntryVisitor visitor) throws IOException {
        try (EntryScan scan = scan("replay", from)) {
            long upTo = endOf(scan);
            long seen = scan.next();
            long since = nanos.getAsLong();
            boolean goesOn = true;
            while (goesOn && scan.next() < upTo) {
                goesOn = scan.poll(
                        POLL,
                        upTo,
                        (position, entry) -> position < from || position < first() || visitor.visit(position, entry));
                if (scan.next() != seen) {
                    seen = scan.next();
                    since = nanos.getAsLong();
                }
                checkProgress(since, seen);
            }
        } catch (KafkaException e) {
            throw KafkaProblem.of(options, "topic " + options.topic() + " could not be read", e);
        }
    }

    /**
     * The offset behind all that was confirmed. A node of Kafka that stood still, and has not heard yet that another one leads the
     * partition, names an end from before; what the tail has read is there.
     */
    private long endOf(EntryScan scan) {
        return Math.max(scan.end(), tail.next());
    }

    private EntryScan scan(String role, long from) throws IOException {
        EntryScan scan = new EntryScan(clients.consumer(role, FETCH_BYTES, WAIT_MILLIS), clients.partition());
        scan.start(tail.mark(Math.max(from, first())));
        return scan;
    }

    @Override
    public LogTail follow(long from) throws IOException {
        return new TailCursor(options, tail, scan("follower", from), Math.max(from, first()), nanos);
    }

    @Override
    public @Nullable String cut() {
        String since = cutSince;
        return since == null ? tail.cut() : since;
    }

    private void checkProgress(long since, long offset) throws IOException {
        if (nanos.getAsLong() - since > TimeUnit.SECONDS.toNanos(SECONDS_WITHOUT_PROGRESS)) {
            throw new IOException("Log '" + options.name() + "' on Kafka at " + options.bootstrap()
                    + ": no record arrives from topic " + options.topic() + " at offset " + offset);
        }
    }

    @Override
    public CompletionStage<byte[]> read(long position) {
        return reader.read(position);
    }

    @Override
    public void trim(long before) {
        Appender own = claims.appender();
        OffsetIndex.Mark cut = tail.index().beginOfSegment(Math.min(before, end()));
        if (own == null || cut == null || cut.position() <= first()) {
            return;
        }
        tail.trimmed(cut.position());
        own.trimmed(cut.position()).whenComplete((position, failed) -> {
            if (failed == null) {
                delete(cut.offset());
            }
        });
    }

    private void delete(long offset) {
        clients.admin()
                .deleteRecords(Map.of(clients.partition(), RecordsToDelete.beforeOffset(offset)))
                .all()
                .whenComplete((done, failed) -> {
                    if (failed != null && !closed) {
                        LOG.log(
                                Level.WARNING,
                                KafkaProblem.text(
                                        options,
                                        "what was trimmed could not be deleted, the next trim tries again",
                                        failed));
                    }
                });
    }

    @Override
    public long first() {
        return tail.first();
    }

    @Override
    public long end() {
        return tail.end();
    }

    @Override
    public long segmentSize() {
        return options.segmentSize();
    }

    @Override
    public int maxEntry() {
        return options.maxEntry();
    }

    /** Kafka does not say how much room its disks have. */
    @Override
    public boolean hasRoom(long bytes) {
        return bytes <= maxEntry();
    }

    @Override
    public long left() {
        return Long.MAX_VALUE;
    }

    @Override
    public Usage usage() {
        return new Usage(end() - first(), -1, 0);
    }

    @Override
    public List<Damage> damage() {
        return voids.all();
    }

    @Override
    public long store() {
        return tail.point().store();
    }

    @Override
    public @Nullable Claimant owner() {
        return tail.owner();
    }

    @Override
    public long epoch() {
        return tail.point().epoch();
    }

    @Override
    public long behind(long position) {
        return tail.behind(position);
    }

    @Override
    public Duration silence() {
        return Duration.ofNanos(tail.silence().nanos());
    }

    @Override
    public boolean isFree() {
        return epoch() == 0 || tail.silence().isFree();
    }

    /** An idle owner appends a sign of life each 500 ms, so 3 s of silence are a reason to claim the log. */
    @Override
    public boolean isSilent(Duration atLeast) {
        return tail.isSilent(atLeast.toNanos());
    }

    /** The offset of the first record that this handle has read; larger than that of the first one in the topic if the cache was used. */
    long readFrom() {
        return tail.readFrom();
    }

    /** Whether the topic cannot be read at the moment. */
    boolean isBlind() {
        return tail.silence().isBlind();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Appender own = claims.appender();
        if (own != null) {
            own.close(closedLog());
        }
        claims.close();
        tail.close();
        reader.close();
        Threads.uninterruptibly(tailThread::join);
        clients.close();
    }
}
