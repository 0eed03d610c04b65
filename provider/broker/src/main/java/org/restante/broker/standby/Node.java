package org.restante.broker.standby;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.broker.Broker;
import org.restante.broker.BrokerOptions;
import org.restante.broker.persistence.Recovery;
import org.restante.broker.persistence.Storage;
import org.restante.link.Caller;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.NotHere;
import org.restante.link.Reason;
import org.restante.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several processes on a log: a standby, or the owner with its broker. It takes over when it is asked to, and steps down
 * when the log fails for it, which then follows the log again; where that fails, it tries again after a pause, at most five seconds long.
 * Any thread may use it.
 *
 * <p>The trap: {@link #takeOver} is safe at any time, but each call may take the log from an owner that is well. Whoever calls it
 * decides by what the log shows, such as no sign of life for some seconds.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long WAIT_MILLIS = 50;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long MAX_PAUSE_MILLIS = 5_000;

    private final Settings settings;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Broker>> takeOvers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Node> started = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final Thread thread;
    private volatile Role role = Role.RECOVERING;
    private volatile @Nullable Broker broker;
    private volatile long position;
    private boolean closing;

    /** What a node does at the moment. */
    public enum Role {
        /** It builds the state from snapshot and log. */
        RECOVERING,
        /** It follows the log. */
        STANDBY,
        /** It has the broker. */
        OWNER,
        /** It was closed, or has failed. */
        ENDED
    }

    /**
     * What a node needs.
     *
     * @param opener opens the storage, again each time that the node becomes a standby; called on the node's thread
     * @param clock the wall clock, for times that are stored
     * @param nanos a monotonic clock in nanoseconds, for waits
     * @param owner where clients reach the owner, as a URI without options; null if that is not known. Any thread may call
     */
    public record Settings(
            String name,
            Storage.Opener opener,
            BrokerOptions options,
            InstantSource clock,
            LongSupplier nanos,
            RandomGenerator random,
            Supplier<@Nullable String> owner) {}

    private Node(Settings settings) {
        this.settings = settings;
        this.thread = Threads.daemon("restante-" + settings.name() + "-standby", this::run);
    }

    /** Starts a standby. The stage completes when it has recovered the state and follows the log. */
    public static CompletableFuture<Node> start(Settings settings) {
        Node node = new Node(settings);
        node.thread.start();
        return node.started;
    }

    /**
     * Claims the log and begins with the broker. Completes with the broker when it serves clients; at once if it does already. If
     * another process was first, or the log fails, it completes with the {@link IOException}, and the node goes on following.
     */
    public CompletableFuture<Broker> takeOver() {
        CompletableFuture<Broker> taken = new CompletableFuture<>();
        takeOvers.add(taken);
        tasks.add(() -> {});
        if (role == Role.ENDED) {
            refuseTakeOvers();
        }
        return taken;
    }

    private void run() {
        try {
            long pause = FIRST_PAUSE_MILLIS;
            while (!closing) {
                pause = lives() ? FIRST_PAUSE_MILLIS : rest(pause);
            }
        } catch (IOException | RuntimeException | Error e) {
            failed.complete(e);
            if (!started.completeExceptionally(e)) { // else the caller of the start gets it
                LOG.error("The node '{}' has stopped: {}", settings.name(), Reason.of(e), e);
            }
        } finally {
            role = Role.ENDED;
            refuseTakeOvers();
        }
    }

    /** Lives once; false if it had to end, because the log cannot be reached or read, which may pass. */
    private boolean lives() throws IOException {
        try {
            live();
            return true;
        } catch (IOException e) {
            if (!started.isDone()) {
                throw e;
            }
            LOG.warn("'{}' cannot follow its log, and tries again: {}", settings.name(), Reason.of(e));
            role = Role.RECOVERING;
            return false;
        }
    }

    /** Waits, and returns how long to wait the next time. */
    private long rest(long millis) {
        try {
            long end = settings.nanos().getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
            for (long left = TimeUnit.MILLISECONDS.toNanos(millis);
                    left > 0 && !closing;
                    left = end - settings.nanos().getAsLong()) {
                Runnable task = tasks.poll(left, TimeUnit.NANOSECONDS);
                if (task != null) {
                    task.run();
                }
            }
        } catch (InterruptedException e) {
            closing = true; // nobody but this class has the thread
        }
        return Math.min(2 * millis, MAX_PAUSE_MILLIS);
    }

    private void refuseTakeOvers() {
        for (CompletableFuture<Broker> next = takeOvers.poll(); next != null; next = takeOvers.poll()) {
            next.completeExceptionally(new IOException("the node '" + settings.name() + "' is closed"));
        }
    }

    /** From the beginning as a standby to the end of its broker. */
    private void live() throws IOException {
        role = Role.RECOVERING;
        Storage storage = settings.opener().open();
        boolean isGiven = false;
        try {
            WarmStandby standby = WarmStandby.open(storage, settings.options());
            role = Role.STANDBY;
            started.complete(this);
            Recovery recovery = follow(standby);
            if (recovery != null) {
                isGiven = true; // the broker closes it
                own(storage, recovery);
            }
        } finally {
            if (!isGiven) {
                storage.close();
            }
        }
    }

    /** Follows until the log is claimed; null if the node is to close. */
    private @Nullable Recovery follow(WarmStandby standby) throws IOException {
        while (!closing) {
            position = standby.position();
            runTasks();
            CompletableFuture<Broker> asked = takeOvers.peek();
            if (asked == null) {
                standby.follow(WAIT_MILLIS);
            } else {
                try {
                    return standby.claim();
                } catch (
                        IOException
                                e) { // another was first, or the log cannot be reached: the state is as good as before
                    LOG.debug("'{}' cannot take over", settings.name(), e); // whoever asked hears of it
                    takeOvers.remove();
                    asked.completeExceptionally(e);
                }
            }
        }
        return null;
    }

    private void own(Storage storage, Recovery recovery) throws IOException {
        Broker made;
        try {
            made = Broker.takeOver(
                            settings.name(),
                            storage,
                            recovery,
                            settings.options(),
                            settings.clock(),
                            settings.nanos(),
                            settings.random())
                    .join();
        } catch (CompletionException e) {
            throw new IOException("the broker cannot begin: " + Reason.of(e), e);
        }
        broker = made;
        role = Role.OWNER;
        stepDownAfter(made.failed());
        LOG.info("'{}' owns the log, with epoch {}", settings.name(), recovery.epoch());
        try {
            while (!closing && broker != null) {
                for (CompletableFuture<Broker> next = takeOvers.poll(); next != null; next = takeOvers.poll()) {
                    next.complete(made);
                }
                awaitTask();
            }
        } finally {
            broker = null;
            role = closing ? Role.ENDED : Role.RECOVERING;
            made.close();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task is all
    private void stepDownAfter(CompletionStage<Throwable> failure) {
        failure.thenAccept(cause -> tasks.add(() -> broker = null));
    }

    private void runTasks() {
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
            next.run();
        }
    }

    private void awaitTask() {
        try {
            tasks.take().run();
        } catch (InterruptedException e) {
            closing = true; // nobody but this class has the thread
        }
    }

    /** Opens a link to the broker; to a standby, one that refuses each request with {@link NotHere}. */
    public Link connect(Consumer<Event> events, Caller caller) {
        Broker now = broker;
        return now == null ? notHere() : now.connect(events, caller);
    }

    /** As {@link #connect}, for a server: no call on the link blocks. */
    public Link accept(Consumer<Event> events, Caller caller) {
        Broker now = broker;
        return now == null ? notHere() : now.accept(events, caller);
    }

    private Link notHere() {
        return new NotHereLink(new NotHere(settings.owner().get()));
    }

    /** What it does at the moment. */
    public Role role() {
        return role;
    }

    /** Its broker; null while it is a standby. */
    public @Nullable Broker broker() {
        return broker;
    }

    /** As a standby, the lowest position in the log that the next entry may have. */
    public long position() {
        return position;
    }

    /** Completes if the node has ended because of this failure. */
    public CompletionStage<Throwable> failed() {
        return failed.minimalCompletionStage();
    }

    /** Ends the standby or the broker, and closes the storage. Idempotent. */
    @Override
    public void close() {
        tasks.add(() -> closing = true);
        Threads.uninterruptibly(thread::join);
    }
}
