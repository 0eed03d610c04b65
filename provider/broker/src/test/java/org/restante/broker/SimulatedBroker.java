package org.restante.broker;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.persistence.Recovery;
import org.restante.broker.persistence.Storage;
import org.restante.broker.state.State;
import org.restante.disk.FaultyDisk;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.store.Snapshots;

/** A simulated broker, from one start to a crash: the real engine on a simulated log. */
final class SimulatedBroker {

    /** Starts a broker in a simulation. */
    interface Start {
        SimulatedBroker start(SimulationState simulation) throws IOException;
    }

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final SimulatedWorker worker = new SimulatedWorker();
    private final SimulatedLog log;
    private final Engine engine;
    private final Maintenance maintenance;
    private final LongSupplier latest;
    private final boolean trimmedWithoutSnapshot;

    /** A broker whose clocks are never set. */
    SimulatedBroker(
            SimulatedLog.Medium medium, FaultyDisk disk, BrokerOptions options, InstantSource clock, Random random)
            throws IOException {
        this(medium, disk, options, clock, () -> clock.millis() * 1_000_000, clock::millis, random);
    }

    SimulatedBroker(
            SimulatedLog.Medium medium, FaultyDisk disk, BrokerOptions options, SimulationState time, Random random)
            throws IOException {
        this(
                medium,
                disk,
                options,
                () -> Instant.ofEpochMilli(time.time),
                () -> time.elapsed * 1_000_000,
                () -> time.latest,
                random);
    }

    /** @param latest the latest time that the clock has shown */
    SimulatedBroker(
            SimulatedLog.Medium medium,
            FaultyDisk disk,
            BrokerOptions options,
            InstantSource clock,
            LongSupplier nanos,
            LongSupplier latest,
            Random random)
            throws IOException {
        this.latest = latest;
        log = new SimulatedLog(medium);
        Snapshots snapshots = Snapshots.open(disk);
        log.useFrom(snapshots.newestPosition());
        trimmedWithoutSnapshot = log.first() > Math.max(0, snapshots.coveredPosition());
        Storage storage = new Storage(log, snapshots, () -> {});
        Recovery recovery = Broker.recover(storage, options);
        ElapsedTime elapsed = new ElapsedTime(nanos);
        engine = Broker.begin(storage, recovery, options, clock, elapsed, random, tasks::add);
        maintenance = new Maintenance(engine, log, snapshots, options, tasks::add, worker, worker, elapsed);
        maintenance.addReplayed(recovery.replayedBytes());
    }

    /** One turn of the broker thread. */
    void turn() {
        runTasks();
        engine.pump();
        maintenance.startIfDue();
    }

    void runTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }

    /** Runs until no task, log operation or maintenance is in progress. */
    void settle(Random random) {
        do {
            turn();
            log.write(Integer.MAX_VALUE);
            log.sync();
            log.answerRead(random);
            worker.step();
        } while (!log.isIdle() || !tasks.isEmpty() || worker.isWorking());
    }

    /** The reply to a request that changes nothing and waits for nothing. */
    Reply ask(Request question) {
        LinkEnd link = engine.connect(event -> {});
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        engine.handle(link, question, answer);
        engine.disconnect(link);
        return answer.join();
    }

    /** Whether the log was trimmed beyond the snapshot because the disk was full; settled messages may then have no history. */
    boolean wasTrimmedWithoutSnapshot() {
        return trimmedWithoutSnapshot;
    }

    Engine engine() {
        return engine;
    }

    State state() {
        return engine.state();
    }

    SimulatedLog log() {
        return log;
    }

    SimulatedWorker worker() {
        return worker;
    }

    Maintenance maintenance() {
        return maintenance;
    }

    /** The latest time that the wall clock has shown; what was due then may have been done. */
    long now() {
        return latest.getAsLong();
    }
}
