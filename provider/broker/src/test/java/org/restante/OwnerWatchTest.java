package org.restante;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.broker.standby.Node;
import org.restante.link.LinkUri;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.SharedLog;
import org.restante.log.shared.SharedLogs;
import org.restante.log.shared.SharedMemoryLog;

/** When a standby takes a shared log over. */
@ExtendWith(QuietLog.class)
final class OwnerWatchTest {

    private final SharedMemoryLog.Topic topic = new SharedMemoryLog.Topic(1 << 20);
    private final List<AutoCloseable> open = new ArrayList<>();

    /** What the log says of the silence of its owner, from the time that is asked for. */
    private volatile Function<Duration, Boolean> silent = atLeast -> false;

    private volatile boolean free;
    private volatile @Nullable Claimant owner = new Claimant("a", "tcp://a:7270", 1);

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private SharedLog log() {
        SharedMemoryLog memory = new SharedMemoryLog(topic);
        return (SharedLog) Proxy.newProxyInstance(
                SharedLog.class.getClassLoader(),
                new Class<?>[] {SharedLog.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "store" -> memory.point().store();
                    case "epoch" -> memory.point().epoch();
                    case "owner" -> owner;
                    case "behind" -> 0L;
                    case "silence" -> Duration.ofMillis(3_100);
                    case "isFree" -> free || memory.point().epoch() == 0;
                    case "isSilent" -> silent.apply((Duration) arguments[0]);
                    default -> call(memory, method, arguments);
                });
    }

    private static Object call(SharedMemoryLog memory, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(memory, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Logs in memory. */
    private final class Logs implements SharedLogs {
        @Override
        public boolean accepts(String scheme) {
            return true;
        }

        @Override
        public List<String> optionNames() {
            return List.of();
        }

        @Override
        public String shown(Place place) {
            return place.name();
        }

        @Override
        public void check(Place place) {
            // all are right
        }

        @Override
        public SharedLog open(Place place) {
            return log();
        }

        @Override
        public @Nullable Claimant owner(Place place) {
            return owner;
        }

        @Override
        public List<Finding> examine(Place place) {
            return List.of();
        }
    }

    private record Watched(Node node, OwnerWatch watch) {}

    private Watched start(String address) throws IOException {
        NodeConfiguration configuration = new NodeConfiguration(
                new Logs(),
                SharedLogs.Place.of("shop", Map.of()),
                BrokerConfiguration.of(LinkUri.parse("vm:shop")),
                List.of(),
                null,
                null,
                Map.of());
        NodeStorage storage = NodeStorage.of(configuration, configuration.place(address), InstantSource.system());
        Node node = Node.start(new Node.Settings(
                        "shop",
                        storage::open,
                        configuration.broker().options(),
                        InstantSource.system(),
                        System::nanoTime,
                        new Random(1),
                        storage::owner))
                .join();
        OwnerWatch watch = OwnerWatch.start(
                node, storage, new OwnerWatch.SharedName("shop", address), System::nanoTime, new Random(1));
        open.add(watch);
        open.add(node);
        return new Watched(node, watch);
    }

    @Test
    void aNewLogIsOwnedWhenTheStartReturns() throws IOException {
        Watched first = start("tcp://b:7270");
        assertEquals(Node.Role.OWNER, first.node().role());
        assertEquals(1, first.watch().takeOvers());
    }

    @Test
    void aStandbyTakesOverWhenTheOwnerIsSilentForThreeSeconds() throws IOException {
        start("tcp://a:7270");
        AtomicInteger asked = new AtomicInteger();
        silent = atLeast -> {
            assertEquals(Duration.ofSeconds(3), atLeast);
            return asked.incrementAndGet() > 3;
        };
        Watched second = start("tcp://b:7270");
        assertEquals(Node.Role.STANDBY, second.node().role());
        await().until(() -> second.node().role() == Node.Role.OWNER);
        assertTrue(asked.get() > 3);
        await().until(() -> second.watch().takeOvers() == 1);
        assertTrue(second.watch().lastMillis() >= 3_100);
    }

    @Test
    void aStandbyTakesOverAtOnceWhenTheOwnerHasLeft() throws IOException {
        start("tcp://a:7270");
        Watched second = start("tcp://b:7270");
        assertEquals(Node.Role.STANDBY, second.node().role());
        free = true;
        await().until(() -> second.watch().takeOvers() == 1);
        assertTrue(second.watch().lastMillis() < 3_100, "there was no silence to wait for");
    }

    @Test
    void aStandbyWithTheAddressOfTheOwnerWaitsForLess() throws IOException {
        start("tcp://x:7270");
        silent = atLeast -> atLeast.toMillis() == 1_200;
        Watched again = start("tcp://a:7270");
        await().until(() -> again.node().role() == Node.Role.OWNER);
    }

    @Test
    void anErrorDoesNotEndTheWatch() throws IOException {
        start("tcp://a:7270");
        AtomicInteger asked = new AtomicInteger();
        silent = atLeast -> {
            if (asked.incrementAndGet() < 3) {
                throw new StackOverflowError("thrown by the test");
            }
            return true;
        };
        Watched second = start("tcp://b:7270");
        await().until(() -> second.node().role() == Node.Role.OWNER);
    }
}
