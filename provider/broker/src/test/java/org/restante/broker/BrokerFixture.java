package org.restante.broker;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.restante.broker.persistence.Storage;
import org.restante.log.MemoryLog;

/**
 * A broker for each test, reached by requests and not by JMS, and one client of it. A test class overrides what differs. Owned by the
 * test's thread.
 */
public abstract class BrokerFixture {

    protected static final BrokerOptions OPTIONS = BrokerOptions.forHeap(256 << 20);

    /** The broker's time in milliseconds, on both clocks; only the test moves it. */
    protected final AtomicLong now = new AtomicLong(1_000_000);

    /** How far the wall clock has been set, in milliseconds. */
    protected final AtomicLong set = new AtomicLong();

    protected MemoryLog log = new MemoryLog(64 << 20);
    protected Broker broker;
    protected TestClient client;

    protected BrokerOptions options() {
        return OPTIONS;
    }

    protected InstantSource clock() {
        return () -> Instant.ofEpochMilli(now.get() + set.get());
    }

    private long nanos() {
        return (clock().millis() - set.get()) * 1_000_000;
    }

    /** Called on the broker's thread at each start. */
    protected Storage open() throws IOException {
        return new Storage(log, null, () -> {});
    }

    protected TestClient connect() {
        return new TestClient(broker);
    }

    @BeforeEach
    final void start() {
        start(options());
    }

    protected final void start(BrokerOptions options) {
        broker = Broker.start("test", this::open, options, clock(), this::nanos, new Random(1))
                .join();
        client = connect();
    }

    @AfterEach
    protected final void stop() {
        client.close();
        broker.close();
    }

    /** Starts another broker, with other options, on an empty log. */
    protected final void startAnew(BrokerOptions options) {
        stop();
        log = new MemoryLog(64 << 20);
        start(options);
    }

    /** Starts again on what the log kept. */
    protected final void restart() {
        stop();
        log = log.successor();
        start();
    }
}
