package org.restante.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.restante.log.DamagedEntryException;
import org.restante.log.LogFailedException;
import org.restante.log.LogFullException;
import org.restante.log.NoSuchEntryException;
import org.restante.thread.Threads;

/**
 * Reads single entries by their position, on one thread and with a consumer of its own. Owned by that thread, except {@link #read} and
 * {@link #close}, which any thread may call.
 *
 * <p>Bounded: at most {@value #MAX_WAITING} reads wait, further ones are refused; entries read last, and those beside them, are cached, at
 * most {@value #MAX_CACHED_BYTES} bytes of them and what one fetch brings. A read that Kafka does not answer fails after {@value
 * #SECONDS_OF_A_READ} s.
 */
final class OffsetReader {

    private static final int MAX_WAITING = 1 << 16;
    private static final int MAX_CACHED_BYTES = 4 << 20;
    private static final int FETCH_BYTES = 256 << 10;
    private static final int SECONDS_OF_A_READ = 10;
    /** A fetch at the end of the log holds up the next one, at another place, for this long. */
    private static final int WAIT_MILLIS = 5;
    /** A read at most so far ahead goes on from where the last one ended. */
    private static final long AHEAD = 1 << 20;

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaLogOptions options;
    private final KafkaClients clients;
    private final TopicTail tail;
    private final LongSupplier nanos;
    private final ThreadPoolExecutor thread;
    private final Map<Long, byte[]> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;
    private @Nullable EntryScan scan;
    private long scanned;

    OffsetReader(KafkaLogOptions options, KafkaClients clients, TopicTail tail, LongSupplier nanos) {
        this.options = options;
        this.clients = clients;
        this.tail = tail;
        this.nanos = nanos;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                Threads.daemons("restante-kafka-reader"));
    }

    CompletionStage<byte[]> read(long position) {
        CompletableFuture<byte[]> stage = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    stage.complete(readNow(position));
                } catch (IOException e) {
                    stage.completeExceptionally(e);
                } catch (RuntimeException | Error e) {
                    endScan();
                    stage.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            stage.completeExceptionally(
                    thread.isShutdown()
                            ? new LogFailedException("Log '" + options.name() + "' on Kafka is closed", null)
                            : new LogFullException(
                                    MAX_WAITING + " reads of log '" + options.name() + "' on Kafka wait already"));
        }
        return stage;
    }

    private byte[] readNow(long position) throws IOException {
        if (position < tail.first() || position >= tail.end()) {
            throw none(position);
        }
        byte[] cached = cache.get(position);
        if (cached != null) {
            return cached;
        }
        try {
            byte[] found = scanFor(position);
            evict();
            return found;
        } catch (KafkaException e) {
            endScan();
            throw new LogFailedException(
                    KafkaProblem.text(options, "the entry at position " + position + " could not be read", e), e);
        }
    }

    private byte[] scanFor(long position) throws IOException {
        EntryScan from = scan;
        if (from == null) {
            from = new EntryScan(clients.consumer("reader", FETCH_BYTES, WAIT_MILLIS), clients.partition());
            scan = from;
            start(from, position);
        } else if (position < scanned || position - scanned > AHEAD) {
            start(from, position);
        }
        long begun = nanos.getAsLong();
        while (nanos.getAsLong() - begun < TimeUnit.SECONDS.toNanos(SECONDS_OF_A_READ)) {
            from.poll(POLL, Long.MAX_VALUE, this::keep);
            byte[] found = cache.get(position);
            if (found != null) {
                return found;
            }
            if (scanned > position) {
                throw missing(position);
            }
        }
        endScan();
        throw new LogFailedException(
                "Log '" + options.name() + "' on Kafka at " + options.bootstrap() + ": the entry at position "
                        + position + " could not be read in " + SECONDS_OF_A_READ + " s",
                null);
    }

    private void start(EntryScan from, long position) throws IOException {
        OffsetIndex.Mark mark = tail.index().before(position);
        if (mark == null) {
            throw none(position);
        }
        from.start(mark);
        scanned = Math.min(mark.position(), position);
    }

    private boolean keep(long position, byte[] entry) {
        byte[] before = cache.put(position, entry);
        cachedBytes += entry.length - (before == null ? 0 : before.length);
        scanned = position + Math.max(1, entry.length);
        return true;
    }

    private void evict() {
        Iterator<byte[]> oldest = cache.values().iterator();
        while (cachedBytes > MAX_CACHED_BYTES && cache.size() > 1) {
            cachedBytes -= oldest.next().length;
            oldest.remove();
        }
    }

    /** No entry has begun there, or one that was trimmed has, or one that somebody else removed. */
    private IOException missing(long position) {
        OffsetIndex.Mark mark = tail.index().before(position);
        boolean isRemoved = position >= tail.first() && mark != null && mark.position() == position;
        return isRemoved
                ? new DamagedEntryException("The entry at position " + position + " of log '" + options.name()
                        + "' has been removed from topic " + options.topic() + " by something other than a trim")
                : none(position);
    }

    private NoSuchEntryException none(long position) {
        return new NoSuchEntryException("Log '" + options.name() + "' on Kafka has no entry at position " + position
                + "; it reaches from " + tail.first() + " to " + tail.end());
    }

    private void endScan() {
        EntryScan ended = scan;
        scan = null;
        if (ended != null) {
            ended.close();
        }
    }

    void close() {
        try {
            thread.execute(this::endScan);
        } catch (RejectedExecutionException e) {
            thread.shutdownNow(); // closed before, or full: what waits fails with its consumer
        }
        thread.shutdown();
    }
}
