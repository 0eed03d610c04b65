package org.restante.conformance.histories;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.restante.conformance.ProviderFixture;

/** How far a scenario is, for its threads: what was sent, which outages there were, whether it ends, and what failed. */
final class Course {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final ProviderFixture fixture;
    private final boolean withOutages;
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger outages = new AtomicInteger();
    private volatile boolean stopped;

    Course(ProviderFixture fixture, boolean withOutages) {
        this.fixture = fixture;
        this.withOutages = withOutages;
    }

    /** Starts a thread for this; what it throws is a failure of the scenario. */
    Thread start(Actor actor) {
        Thread thread = new Thread(
                () -> {
                    try {
                        actor.act();
                    } catch (Exception | AssertionError e) {
                        failures.add(e);
                    }
                },
                "history-" + actor.name());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A new connection, started; during an outage it comes after the outage. */
    Connection connect(HistoryPlace place) {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(JMSException.class)
                .until(() -> opened(place), connection -> true);
    }

    private Connection opened(HistoryPlace place) throws Exception {
        Connection connection = fixture.connectionFactory().createConnection();
        try {
            place.identify(connection);
            connection.start();
            return connection;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    void hasSent() {
        sent.incrementAndGet();
    }

    int sent() {
        return sent.get();
    }

    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped || failed();
    }

    /** One more outage begins. */
    void struck() {
        begun.incrementAndGet();
    }

    /** One more outage is over. */
    void survived() {
        outages.incrementAndGet();
    }

    /** The outages that are over. */
    int outages() {
        return outages.get();
    }

    /** Whether no outage has begun besides the first so many. */
    boolean wasCalm(int since) {
        return begun.get() == since;
    }

    /** A call threw: because the provider is away, if there are outages; the next one goes over a new connection. */
    void tolerate(JMSException exception) throws JMSException {
        if (!withOutages) {
            throw exception;
        }
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    void throwFailures() {
        if (failed()) {
            AssertionError all =
                    new AssertionError("a producer or consumer failed: " + failures.get(0), failures.get(0));
            failures.stream().skip(1).forEach(all::addSuppressed);
            throw all;
        }
    }

    /** A thread of the scenario. */
    interface Actor {

        String name();

        void act() throws Exception;
    }
}
