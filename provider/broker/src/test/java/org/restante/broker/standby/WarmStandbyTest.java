package org.restante.broker.standby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;
import org.restante.broker.Broker;
import org.restante.broker.BrokerOptions;
import org.restante.broker.TestClient;
import org.restante.broker.persistence.Storage;
import org.restante.disk.FaultyDisk;
import org.restante.link.Request;
import org.restante.log.Log;
import org.restante.log.MemoryLog;
import org.restante.message.Envelope;
import org.restante.store.Snapshots;

@ExtendWith(QuietLog.class)
class WarmStandbyTest {

    private static final BrokerOptions OPTIONS = BrokerOptions.forHeap(256 << 20);

    private final MemoryLog shared = new MemoryLog(64 << 20);
    private final Broker owner = start();
    private final TestClient client = new TestClient(owner);

    private Broker start() {
        return Broker.start(
                        "owner",
                        () -> storage(shared),
                        OPTIONS,
                        InstantSource.system(),
                        System::nanoTime,
                        new Random(1))
                .join();
    }

    private static Storage storage(Log log) {
        return new Storage(log, null, () -> {});
    }

    @AfterEach
    void closeOwner() {
        owner.close();
    }

    private void send(int messages) {
        List<Envelope> batch = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            batch.add(client.message("queue:orders", "message " + i));
        }
        client.must(new Request.Commit(1, batch, List.of()));
    }

    /** A million must fit beside what else a process needs. */
    @Test
    void packsWhatWaitsWhileItFollows() throws IOException {
        WarmStandby standby = WarmStandby.open(storage(shared.successor()), OPTIONS);
        for (int i = 0; i < 20; i++) {
            send(1_000);
            standby.follow(0);
        }
        for (int i = 0; i < 500; i++) {
            standby.follow(0); // it has nothing else to do
        }
        assertEquals(20_000, standby.state().waiting());
        assertTrue(
                standby.state().packer().messages() > 18_000,
                () -> "packed are only " + standby.state().packer().messages());
    }

    @Test
    void takesSnapshotsSoThatAStartNeedNotReplayAll() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        BrokerOptions options = OPTIONS.withSnapshotBytes(100_000);
        WarmStandby standby =
                WarmStandby.open(new Storage(shared.successor(), Snapshots.open(disk), () -> {}), options);
        for (int i = 0; i < 5; i++) {
            send(1_000);
            standby.follow(0);
        }
        assertTrue(standby.snapshotsTaken() > 1, () -> standby.snapshotsTaken() + " snapshots");
        disk.kill();
        send(10);
        Snapshots kept = Snapshots.open(disk);
        assertTrue(kept.newestPosition() > shared.end() / 2);
        WarmStandby again = WarmStandby.open(new Storage(shared.successor(), kept, () -> {}), options);
        assertEquals(5_010, again.state().waiting());
    }

    @Test
    void followsOnWhenASnapshotFails() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        WarmStandby standby = WarmStandby.open(
                new Storage(shared.successor(), Snapshots.open(disk), () -> {}), OPTIONS.withSnapshotBytes(100_000));
        disk.failCreations("No space left on device");
        for (int i = 0; i < 5; i++) {
            send(1_000);
            standby.follow(0);
        }
        assertEquals(0, standby.snapshotsTaken());
        disk.failCreations(null);
        send(2_000);
        standby.follow(0);
        assertEquals(1, standby.snapshotsTaken());
        assertEquals(7_000, standby.state().waiting());
    }

    /** What was applied by then is not applied again. */
    @Test
    void goesOnFollowingWhenTheLogFailsBehindTheClaim() throws IOException {
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        Log flaky = flaky(shared.successor(), left);
        WarmStandby standby = WarmStandby.open(storage(flaky), OPTIONS);
        for (int i = 0; i < 10; i++) {
            send(10);
        }
        left.set(4);
        assertThrows(IOException.class, standby::claim);
        left.set(Integer.MAX_VALUE);
        standby.follow(0);
        assertEquals(100, standby.state().waiting());
        assertEquals(shared.end(), standby.position() + 63 + lastLength());
    }

    private long lastLength() {
        long[] length = {0};
        shared.replay(0, (position, entry) -> {
            length[0] = entry.length;
            return true;
        });
        return length[0];
    }

    /** A log whose replay fails after so many entries. */
    private static Log flaky(Log log, AtomicInteger left) {
        return (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("follow")) {
                        return log.follow((long) arguments[0]);
                    }
                    try {
                        if (!method.getName().equals("replay")) {
                            return method.invoke(log, arguments);
                        }
                        boolean[] failed = {false};
                        log.replay((long) arguments[0], (position, entry) -> {
                            failed[0] = left.getAndDecrement() <= 0;
                            return !failed[0] && ((org.restante.log.EntryVisitor) arguments[1]).visit(position, entry);
                        });
                        if (failed[0]) {
                            throw new IOException("the log cannot be reached");
                        }
                        return null;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
