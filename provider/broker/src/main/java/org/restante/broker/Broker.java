package org.restante.broker;

import java.io.IOException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.persistence.Recovery;
import org.restante.broker.persistence.Storage;
import org.restante.broker.state.Decision;
import org.restante.broker.state.State;
import org.restante.link.Caller;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Reason;
import org.restante.log.StaleOwnerException;
import org.restante.store.Snapshot;
import org.restante.thread.Round;
import org.restante.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running broker: the thread that owns its state, and the links to it. Any thread may use it.
 *
 * <p>The trap: everything behind it runs on the broker thread, so {@link #close} must not be called from a link's callback.
 */
public final class Broker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final int BATCH = 256;
    private static final int SHARED_BATCH = 16;
    private static final long CLOSING_MILLIS = 10_000;

    private final String name;
    private final BrokerOptions options;
    private final InstantSource clock;
    private final ElapsedTime elapsed;
    private final RandomGenerator random;
    private final Start start;
    private final Thread thread;
    private final Inbox inbox;
    private final BrokerTurn turn;
    private final ExecutorService worker;
    private final CompletableFuture<Broker> started = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private @Nullable Engine engine;
    private volatile boolean stopping;
    private volatile boolean ended;

    private Broker(
            String name,
            Start start,
            BrokerOptions options,
            InstantSource clock,
            LongSupplier nanos,
            RandomGenerator random) {
        this.name = name;
        this.start = start;
        this.options = options;
        this.clock = clock;
        this.elapsed = new ElapsedTime(nanos);
        this.random = random;
        this.thread = Threads.daemon("restante-" + name, this::runBroker);
        this.inbox = new Inbox(options.inbox(), thread);
        this.turn = new BrokerTurn(inbox, elapsed);
        this.worker = Executors.newSingleThreadExecutor(Threads.daemons("restante-" + name + "-maintenance"));
    }

    /**
     * Starts a broker. The stage completes when the broker has recovered its state, or exceptionally with the IOException that
     * stopped the start.
     *
     * @param opener called on the broker's thread
     * @param clock the wall clock, for times that are stored
     * @param nanos a monotonic clock in nanoseconds, for waits
     */
    public static CompletableFuture<Broker> start(
            String name,
            Storage.Opener opener,
            BrokerOptions options,
            InstantSource clock,
            LongSupplier nanos,
            RandomGenerator random) {
        Start start = () -> {
            Storage storage = opener.open();
            return new Recovered(storage, () -> recover(storage, options));
        };
        Broker broker = new Broker(name, start, options, clock, nanos, random);
        broker.thread.start();
        return broker.started;
    }

    /**
     * Starts a broker on a state that was recovered elsewhere, from a log that is claimed. From this call on both belong to the
     * broker, which closes the storage when it ends, also if it cannot start.
     *
     * @param clock the wall clock, for times that are stored
     * @param nanos a monotonic clock in nanoseconds, for waits
     */
    public static CompletableFuture<Broker> takeOver(
            String name,
            Storage storage,
            Recovery recovery,
            BrokerOptions options,
            InstantSource clock,
            LongSupplier nanos,
            RandomGenerator random) {
        Recovered recovered = new Recovered(storage, () -> recovery);
        Broker broker = new Broker(name, () -> recovered, options, clock, nanos, random);
        broker.thread.start();
        return broker.started;
    }

    /** How the broker thread begins. */
    private interface Start {
        Recovered run() throws IOException;
    }

    /** A storage, and what recovers its state. */
    private record Recovered(Storage storage, RecoveryStep step) implements AutoCloseable {
        @Override
        public void close() {
            storage.close();
        }
    }

    private interface RecoveryStep {
        Recovery run() throws IOException;
    }

    /** Opens a link. Its first request is {@link org.restante.link.Request.Connect}. */
    public Link connect(Consumer<Event> events) {
        return connect(events, Caller.ANYBODY);
    }

    /**
     * Opens a link of a user.
     *
     * @param caller its user from the answer to its Connect on
     */
    public Link connect(Consumer<Event> events, Caller caller) {
        return new BrokerLink(this, events, caller, true);
    }

    /**
     * Opens a link for a server. No call on it blocks, so the server itself must bound the requests in progress. The close of the
     * link takes effect after the requests made before it.
     *
     * @param caller its user from the answer to its Connect on
     */
    public Link accept(Consumer<Event> events, Caller caller) {
        return new BrokerLink(this, events, caller, false);
    }

    private void runBroker() {
        turn.take();
        try (Recovered recovered = start.run()) {
            Storage storage = recovered.storage();
            Recovery recovery = recover(recovered);
            Engine made = begin(storage, recovery, options, clock, elapsed, random, inbox);
            Maintenance maintenance = new Maintenance(
                    made, storage.log(), storage.snapshots(), options, inbox, worker, CompletableFuture::join, elapsed);
            made.onDiskQuestion(maintenance::status);
            maintenance.addReplayed(storage.snapshots() == null ? 0 : recovery.replayedBytes());
            made.onLogFailure(failed::complete);
            endWhenLost(storage, made);
            engine = made;
            storage.startEnded().run();
            started.complete(this);
            run(made, maintenance);
            stop(made, maintenance);
        } catch (IOException | RuntimeException | Error e) { // also OutOfMemoryError: the caller of start waits
            if (!started.completeExceptionally(e)) {
                fail(e);
            }
        } finally {
            ended = true;
            worker.shutdown();
            inbox.runToEnd();
            turn.end();
        }
    }

    /** An Error, such as too little memory, leaves the start without an end. */
    private static Recovery recover(Recovered recovered) throws IOException {
        try {
            return recovered.step().run();
        } catch (IOException | RuntimeException e) {
            recovered.storage().startEnded().run();
            throw e;
        }
    }

    /** An owner that has nothing to append learns, too, that the log has another one. */
    @SuppressWarnings("FutureReturnValueIgnored") // the task is all
    private void endWhenLost(Storage storage, Engine running) {
        storage.log().lost().thenAccept(cause -> inbox.execute(() -> running.logFailed(cause)));
    }

    private void fail(Throwable cause) {
        try {
            LOG.error("The broker '{}' has stopped: {}", name, Reason.of(cause), cause);
        } finally { // also if no memory is left for the log
            if (engine != null) {
                engine.fail("the broker has stopped: " + Reason.of(cause));
            }
            failed.complete(cause);
        }
    }

    /** For a state with nothing in it yet. */
    public static Recovery recovery(Storage storage, BrokerOptions options) {
        State state = new State(options.history(), storage.log().segmentSize(), options.block());
        return new Recovery(state, storage.log(), options.withoutJournal());
    }

    /** First half of a start, here and in the simulation: claims the log, then builds the state from snapshot and log. */
    static Recovery recover(Storage storage, BrokerOptions options) throws IOException {
        Recovery recovery = recovery(storage, options);
        try (Snapshot snapshot =
                storage.snapshots() == null ? null : storage.snapshots().newest()) {
            recovery.check(snapshot);
            recovery.claim();
            recovery.recover(snapshot);
        }
        return recovery;
    }

    /** Second half of a start: makes the engine. */
    static Engine begin(
            Storage storage,
            Recovery recovery,
            BrokerOptions options,
            InstantSource clock,
            ElapsedTime elapsed,
            RandomGenerator random,
            Executor brokerThread) {
        Decision first = recovery.begin(clock.millis(), random);
        UUID secret = new UUID(random.nextLong(), random.nextLong());
        Engine made = new Engine(
                recovery.state(), storage.log(), recovery.epoch(), secret, options, clock, elapsed, brokerThread);
        made.begin(first);
        return made;
    }

    private void run(Engine running, Maintenance maintenance) {
        BooleanSupplier takes = () -> !running.isOverloaded();
        Runnable round = () -> {
            inbox.run(BATCH, takes);
            running.pump();
            maintenance.startIfDue();
        };
        Runnable shared = () -> {
            inbox.run(SHARED_BATCH, takes);
            running.pump();
        };
        turn.lend(shared, () -> stopping ? 0 : Math.min(running.delay(), maintenance.delay()));
        inbox.onRequests(turn::borrow);
        while (!stopping) {
            Round.run(round);
            if (!stopping) { // a task just run may have set it; nothing would wake an empty inbox
                turn.sleep(!running.isOverloaded());
            }
        }
    }

    private void stop(Engine stopped, Maintenance maintenance) {
        long deadline = elapsed.millis() + CLOSING_MILLIS;
        runAll(stopped);
        maintenance.close();
        while (stopped.failure() == null
                && (inbox.hasRequests() || stopped.ledger().pendingBytes() > 0 || maintenance.isBusy())
                && elapsed.millis() < deadline) {
            inbox.await(10, false);
            runAll(stopped);
        }
        stopped.fail("the broker '" + name + "' was closed");
        worker.shutdown();
        boolean ended = awaitWorker();
        if (!ended) {
            LOG.warn("The broker '{}' closes while its maintenance still runs", name);
        }
    }

    /** Runs all that waits in the inbox, as far as the log keeps up with it. */
    private void runAll(Engine stopped) {
        Round.run(() -> {
            inbox.run(Integer.MAX_VALUE, () -> !stopped.isOverloaded());
            stopped.pump();
        });
    }

    private boolean awaitWorker() {
        try {
            for (int i = 0; i < 1000; i++) {
                inbox.run(Integer.MAX_VALUE);
                if (worker.awaitTermination(10, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    Inbox inbox() {
        return inbox;
    }

    InstantSource clock() {
        return clock;
    }

    BrokerOptions options() {
        return options;
    }

    /** To be called on the broker thread only. */
    Engine engine() {
        if (engine == null) {
            throw new IllegalStateException("the broker '" + name + "' has not started");
        }
        return engine;
    }

    /** Whether the broker thread has ended; tasks put into the inbox from now on never run. */
    public boolean hasEnded() {
        return ended;
    }

    /** Whether this thread runs a round. */
    boolean isInRound() {
        return turn.isMine();
    }

    /**
     * Completes when this broker has failed, with the reason: {@link StaleOwnerException} if another owner has claimed the log. It
     * has ended for its clients then, and its state may have what the log does not have: close it, and recover anew. Actions
     * chained to it run in the broker's turn, and must not block.
     */
    public CompletionStage<Throwable> failed() {
        return failed.minimalCompletionStage();
    }

    /** How many messages have been set aside since the start because their log entries are damaged. */
    public CompletableFuture<Long> damaged() {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        inbox.execute(() -> answer.complete(engine().dispatcher().damaged()));
        return answer;
    }

    /**
     * How many messages wait that end with the broker's process, at most ten seconds after the call; none if it has stopped, as it
     * delivers nothing any more.
     */
    public long unkept() {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        inbox.execute(() -> answer.complete(
                engine().failure() == null ? engine().state().destinations().unkept() : 0));
        return ended
                ? 0
                : answer.completeOnTimeout(0L, CLOSING_MILLIS, TimeUnit.MILLISECONDS)
                        .join();
    }

    /**
     * Does all that is due by now: for who has advanced the clocks of this broker. Returns when it is done, at most ten seconds after
     * the call; at once in a callback of a link.
     */
    public void catchUp() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        inbox.execute(() -> {
            engine().expireNow();
            catchUp(done);
        });
        if (!isInRound() && !ended) {
            done.completeOnTimeout(false, CLOSING_MILLIS, TimeUnit.MILLISECONDS).join();
        }
    }

    private void catchUp(CompletableFuture<Boolean> done) {
        Engine running = engine();
        running.pump();
        if (running.delay() <= 0) {
            inbox.execute(() -> catchUp(done));
        } else {
            done.complete(true);
        }
    }

    /** Ends all links, waits until every decision is in the log, and releases the storage. Idempotent. */
    @Override
    public void close() {
        inbox.execute(() -> stopping = true);
        Threads.uninterruptibly(thread::join);
    }
}
