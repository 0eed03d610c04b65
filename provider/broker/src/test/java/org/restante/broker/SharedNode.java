package org.restante.broker;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.persistence.Recovery;
import org.restante.broker.persistence.Storage;
import org.restante.broker.standby.WarmStandby;
import org.restante.disk.FaultyDisk;
import org.restante.log.LogException;
import org.restante.log.shared.SharedMemoryLog;
import org.restante.store.Snapshots;

/** One process of a cluster in a simulation: a standby, or an owner with the real engine. */
final class SharedNode {

    final String name;
    private final SharedMemoryLog.Topic topic;
    private final BrokerOptions options;
    private final SharedSimulation simulation;
    private final Random random;
    private final InstantSource clock;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private FaultyDisk disk = new FaultyDisk();
    private SharedMemoryLog log;
    private Storage storage;
    private SimulatedWorker worker = new SimulatedWorker();
    private @Nullable WarmStandby standby;
    private @Nullable Engine engine;
    private @Nullable Maintenance maintenance;

    /** Whether the process stands still: it does nothing, and does not know. */
    boolean frozen;

    SharedNode(
            String name, SharedMemoryLog.Topic topic, BrokerOptions options, SharedSimulation simulation, Random random)
            throws IOException {
        this.name = name;
        this.topic = topic;
        this.options = options;
        this.simulation = simulation;
        this.random = random;
        this.clock = () -> Instant.ofEpochMilli(simulation.time());
        start();
    }

    private void start() throws IOException {
        log = new SharedMemoryLog(topic, name, simulation::beforeClaim);
        Snapshots snapshots = Snapshots.open(disk);
        storage = new Storage(log, snapshots, () -> {});
        standby = WarmStandby.open(storage, options);
    }

    /** The process is killed and started again, perhaps on an empty disk. What it has sent may still arrive. */
    void restart(boolean isDiskEmpty) throws IOException {
        end();
        if (isDiskEmpty) {
            disk = new FaultyDisk();
        }
        start();
    }

    private void end() {
        simulation.gone(this);
        log.send(random.nextInt(4), random);
        disk.losePowerAfter(0);
        worker.die();
        disk.kill();
        worker = new SimulatedWorker();
        tasks.clear();
        standby = null;
        engine = null;
        maintenance = null;
    }

    /** What its maintenance did as owner, or what it did as a standby. */
    List<SharedSimulation.Coverage> covered() {
        List<SharedSimulation.Coverage> covered = new ArrayList<>();
        if (standby != null && standby.snapshotsTaken() > 0) {
            covered.add(SharedSimulation.Coverage.STANDBY_SNAPSHOTS);
        }
        if (maintenance != null && maintenance.snapshotsTaken() > 0) {
            covered.add(SharedSimulation.Coverage.SNAPSHOTS);
        }
        if (maintenance != null && maintenance.segmentsCopied() > 0) {
            covered.add(SharedSimulation.Coverage.COPIED_FORWARD);
        }
        return covered;
    }

    boolean isOwner() {
        return engine != null;
    }

    Engine engine() {
        return Objects.requireNonNull(engine);
    }

    SharedMemoryLog log() {
        return log;
    }

    /** Claims and begins. Returns false if another node was first. */
    boolean takeOver() throws IOException {
        Recovery recovery;
        try {
            recovery = Objects.requireNonNull(standby).claim();
        } catch (LogException e) {
            return false;
        }
        simulation.goes(this);
        standby = null;
        ElapsedTime elapsed = new ElapsedTime(() -> simulation.time() * 1_000_000);
        Engine made = Broker.begin(storage, recovery, options, clock, elapsed, random, tasks::add);
        engine = made;
        log.lost().thenAccept(cause -> tasks.add(() -> made.logFailed(cause)));
        maintenance = new Maintenance(engine, log, storage.snapshots(), options, tasks::add, worker, worker, elapsed);
        maintenance.addReplayed(recovery.replayedBytes());
        return true;
    }

    /** One turn of its thread: of the broker, or of the standby. */
    void turn() throws IOException {
        if (standby != null) {
            standby.follow(0);
            return;
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        engine().pump();
        if (engine().failure() == null) {
            Objects.requireNonNull(maintenance).startIfDue();
        } else {
            end();
            start();
        }
    }

    void work() {
        if (engine != null && engine.failure() == null) {
            worker.step();
        }
    }

    /** What a standby has at this moment. */
    @Nullable
    List<String> picture() throws IOException {
        if (standby == null) {
            return null;
        }
        standby.follow(0);
        return Followed.picture(standby.state(), true);
    }

    /** What a start on an empty disk would recover from as much of the log as this node has read. */
    List<String> recovered() throws IOException {
        Recovery fresh = Broker.recovery(new Storage(log, null, () -> {}), options);
        fresh.check(null);
        fresh.recover(null);
        return Followed.picture(fresh.state(), true);
    }
}
