package org.restante.conformance.histories;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;
import org.restante.conformance.histories.HistoryEvent.Outage;
import org.restante.conformance.histories.HistoryPlace.Kind;

/**
 * A run with producers and consumers at random: a few queues and topics with their subscriptions, one to three consumers for each, and
 * outages of the provider meanwhile. The seed decides what each of them does; how their threads interleave is left to the machine.
 */
final class Scenario {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LEISURE = Duration.ofMillis(1_500);

    private final ProviderFixture fixture;
    private final SplittableRandom random;
    private final Supplier<String> names;
    private final int outages;
    private final Disaster disaster;
    private final RecordedHistory history = new RecordedHistory();
    private final Course course;
    private final List<HistoryPlace> places = new ArrayList<>();
    private final List<HistorySender> senders = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();

    /** A scenario with so many outages of this kind; {@code names} gives unused names of destinations. */
    Scenario(ProviderFixture fixture, Supplier<String> names, long seed, int outages, Disaster disaster) {
        this.fixture = fixture;
        this.random = new SplittableRandom(seed);
        this.names = names;
        this.course = new Course(fixture, outages > 0);
        this.outages = outages;
        this.disaster = disaster;
    }

    /** Runs, receives what is left, and returns the whole history. */
    List<HistoryEvent> run() throws Exception {
        populate();
        List<Thread> sending = senders.stream().map(course::start).toList();
        List<Thread> receiving = receivers.stream().map(course::start).toList();
        for (int i = 1; i <= outages; i++) {
            int due = HistorySender.MESSAGES * senders.size() * i / (outages + 1);
            Awaitility.await().atMost(LIMIT).until(() -> course.sent() >= due || course.failed());
            course.struck();
            disaster.strike(fixture);
            history.add(new Outage(disaster.name()));
            course.survived();
        }
        join(sending);
        atLeisure();
        course.stop();
        join(receiving);
        course.throwFailures();
        join(places.stream()
                .filter(HistoryPlace::lasting)
                .map(place -> course.start(new Drain(fixture, history, place)))
                .toList());
        course.throwFailures();
        return history.events();
    }

    private void populate() throws Exception {
        try (Connection connection = fixture.connectionFactory().createConnection();
                Session session = connection.createSession()) {
            int queues = 1 + random.nextInt(3);
            for (int i = 0; i < queues; i++) {
                addReceivers(HistoryPlace.of(fixture.queue(session, names.get())), 1 + random.nextInt(3));
            }
            int topics = 1 + random.nextInt(2);
            for (int i = 0; i < topics; i++) {
                var topic = fixture.topic(session, names.get());
                addReceivers(HistoryPlace.of(topic, Kind.DURABLE), 1);
                addReceivers(HistoryPlace.of(topic, Kind.NONDURABLE), 1);
                if (fixture.capabilities().contains(Capability.SHARED_SUBSCRIPTIONS)) {
                    addReceivers(HistoryPlace.of(topic, Kind.SHARED_DURABLE), 1 + random.nextInt(2));
                }
            }
        }
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            senders.add(new HistorySender("s" + i, course, history, random.split(), List.copyOf(places)));
        }
    }

    /** The consumers of a place; a lasting subscription exists before the first message is sent. */
    private void addReceivers(HistoryPlace place, int count) throws Exception {
        places.add(place);
        if (place.lasting()) {
            history.add(place.subscribed(count == 1));
            try (Connection connection = fixture.connectionFactory().createConnection()) {
                place.identify(connection);
                place.consumer(connection.createSession()).close();
            }
        }
        for (int i = 0; i < count; i++) {
            String name = "r" + receivers.size();
            List<HistoryPlace> queues =
                    places.stream().filter(each -> each.kind() == Kind.QUEUE).toList();
            receivers.add(new Receiver(name, course, history, random.split(), place, queues));
        }
    }

    /** Lets the receivers work a while after the last send. */
    private void atLeisure() {
        try {
            Awaitility.await()
                    .atMost(LEISURE)
                    .until(() -> course.failed() || NothingIsLost.isComplete(history.events()));
        } catch (ConditionTimeoutException late) {
            return; // the drain receives the rest
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(LIMIT.toMillis());
            if (thread.isAlive()) {
                var stack = new IllegalStateException(thread.getName() + " did not end within " + LIMIT);
                stack.setStackTrace(thread.getStackTrace());
                throw stack;
            }
        }
    }

    /** What happens to the provider meanwhile. */
    enum Disaster {
        RESTART {
            @Override
            void strike(ProviderFixture fixture) throws Exception {
                fixture.restart();
            }
        },
        KILL {
            @Override
            void strike(ProviderFixture fixture) throws Exception {
                fixture.kill();
            }
        };

        abstract void strike(ProviderFixture fixture) throws Exception;
    }
}
