package org.restante.kafka;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.restante.log.EntryVisitor;
import org.restante.log.LogTail;
import org.restante.log.NoSuchEntryException;

/** Follows the log with a consumer of its own. {@link LogTail} names the threads that may call. */
final class TailCursor implements LogTail {

    private static final System.Logger LOG = System.getLogger(TailCursor.class.getName());
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final KafkaLogOptions options;
    private final TopicTail tail;
    private final EntryScan scan;
    private final LongSupplier nanos;
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile long next;
    private volatile boolean closed;
    private int visited;

    /** @param scan started at or before this position, and closed by this cursor */
    TailCursor(KafkaLogOptions options, TopicTail tail, EntryScan scan, long from, LongSupplier nanos) {
        this.options = options;
        this.tail = tail;
        this.scan = scan;
        this.next = from;
        this.nanos = nanos;
    }

    @Override
    public int next(EntryVisitor visitor, long millis) throws IOException {
        visited = 0;
        inUse.lock();
        try {
            if (!closed) {
                visit(visitor, millis);
            }
        } catch (WakeupException e) {
            LOG.log(Level.TRACE, "closed while waiting");
        } catch (KafkaException e) {
            throw KafkaProblem.of(options, "topic " + options.topic() + " could not be followed", e);
        } finally {
            inUse.unlock();
        }
        return visited;
    }

    private void visit(EntryVisitor visitor, long millis) throws IOException {
        long begun = nanos.getAsLong();
        long wait = TimeUnit.MILLISECONDS.toNanos(millis);
        long upTo =
                millis == 0 ? Math.max(scan.end(), tail.next()) : 0; // without a wait, all that was confirmed before
        boolean goesOn = true;
        while (goesOn) {
            checkFirst();
            long left = wait - (nanos.getAsLong() - begun);
            boolean hasMore = pollOnce(visitor, millis == 0 ? POLL_NANOS : Math.max(0, Math.min(POLL_NANOS, left)));
            checkFirst();
            boolean isBehind = scan.next() < upTo;
            boolean waits = visited == 0 && nanos.getAsLong() - begun < wait;
            goesOn = !closed && hasMore && (isBehind || waits);
        }
    }

    private boolean pollOnce(EntryVisitor visitor, long wait) {
        try {
            return scan.poll(Duration.ofNanos(wait), Long.MAX_VALUE, (position, entry) -> {
                if (position < next) {
                    return true;
                }
                if (closed || tail.first() > next) {
                    return false;
                }
                next = position + 1;
                visited++;
                return visitor.visit(position, entry);
            });
        } catch (RetriableException e) {
            LockSupport.parkNanos(RETRY_NANOS); // the partition has no leader for the moment
            return true;
        }
    }

    private void checkFirst() throws NoSuchEntryException {
        long first = tail.first();
        if (first > next || scan.hasSkipped()) {
            throw new NoSuchEntryException("Log '" + options.name() + "' on Kafka begins at " + first
                    + " now; entries from " + next + " on were trimmed before they were followed");
        }
    }

    @Override
    public long position() {
        return next;
    }

    @Override
    public void close() {
        boolean isFirst;
        synchronized (this) {
            isFirst = !closed;
            closed = true;
        }
        if (isFirst) {
            scan.wake();
            inUse.lock();
            try {
                scan.close();
            } finally {
                inUse.unlock();
            }
        }
    }
}
