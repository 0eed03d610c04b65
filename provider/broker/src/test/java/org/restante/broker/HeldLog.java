package org.restante.broker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.restante.disk.Damage;
import org.restante.log.EntryVisitor;
import org.restante.log.Keep;
import org.restante.log.Log;

/** A log that can be held: the stages of entries that are appended meanwhile are completed when it is released. */
final class HeldLog implements Log {

    private final Log log;
    private final Deque<Runnable> later = new ArrayDeque<>();
    private boolean isHeld;
    private long bytes;
    private long most;

    HeldLog(Log log) {
        this.log = log;
    }

    synchronized void hold() {
        isHeld = true;
    }

    /** Completes what is held, from now on on a thread of its own. */
    void release() {
        Thread thread = new Thread(() -> {
            Runnable next = next();
            while (next != null) {
                next.run();
                next = next();
            }
        });
        thread.start();
    }

    private synchronized Runnable next() {
        isHeld = !later.isEmpty();
        return later.poll();
    }

    /** The bytes of entries whose stages are not complete. */
    synchronized long bytes() {
        return bytes;
    }

    /** The largest number of such bytes. */
    synchronized long most() {
        return most;
    }

    private synchronized void count(long more) {
        bytes += more;
        most = Math.max(most, bytes);
    }

    @Override
    public synchronized CompletionStage<Long> append(byte[] entry, Keep keep) {
        CompletionStage<Long> appended = log.append(entry, keep);
        if (!isHeld) {
            return appended;
        }
        count(entry.length);
        CompletableFuture<Long> stage = new CompletableFuture<>();
        later.add(() -> {
            count(-entry.length);
            stage.complete(appended.toCompletableFuture().join());
        });
        return stage;
    }

    @Override
    public long claim() throws IOException {
        return log.claim();
    }

    @Override
    public void replay(long from, EntryVisitor visitor) throws IOException {
        log.replay(from, visitor);
    }

    @Override
    public CompletionStage<byte[]> read(long position) {
        return log.read(position);
    }

    @Override
    public void trim(long before) {
        log.trim(before);
    }

    @Override
    public long first() {
        return log.first();
    }

    @Override
    public long end() {
        return log.end();
    }

    @Override
    public long segmentSize() {
        return log.segmentSize();
    }

    @Override
    public int maxEntry() {
        return log.maxEntry();
    }

    @Override
    public boolean hasRoom(long more) {
        return log.hasRoom(more);
    }

    @Override
    public long left() {
        return log.left();
    }

    @Override
    public org.restante.log.Usage usage() {
        return log.usage();
    }

    @Override
    public List<Damage> damage() {
        return log.damage();
    }

    @Override
    public void close() {
        log.close();
    }
}
