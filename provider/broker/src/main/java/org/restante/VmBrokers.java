package org.restante;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.broker.Broker;
import org.restante.broker.persistence.Storage;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.log.MemoryLog;
import org.restante.server.Peer;
import org.restante.users.Access;
import org.restante.users.Login;

/**
 * The brokers of this process by name, with a reference count for each. Any thread may use it.
 *
 * <p>A durable broker ends a while after its last holder has released it ({@link IdleTimeout}) and no message waits that is not
 * persistent; at once if the JVM exits, or, without such messages, if another process wants its directory. A broker in memory keeps running until it is stopped or the process ends, because its messages are stored
 * nowhere else.
 */
final class VmBrokers {

    /** Changed under the lock of this class; read by any thread. */
    private static final Map<String, Held> BROKERS = new ConcurrentHashMap<>();

    private VmBrokers() {}

    /** A running broker with its access control and the number of its holders. Guarded by the lock of {@link VmBrokers}. */
    static final class Held implements LocalBroker {
        private final BrokerConfiguration configuration;
        private final Broker broker;
        private final Access access;
        private final BrokerInfoLink brokerInfo;
        private final @Nullable MemoryLog memory;
        private final @Nullable SharedDirectory directory;
        private final IdleTimeout idle;
        private int holders;

        private Held(BrokerConfiguration configuration, @Nullable MemoryLog memory) throws LinkException {
            this.configuration = configuration;
            this.access = configuration.access();
            this.memory = memory;
            this.brokerInfo = new BrokerInfoLink(configuration.data());
            this.idle = new IdleTimeout(
                    configuration.name(),
                    configuration.idleTimeout(),
                    System::nanoTime,
                    () -> endIfOver(this),
                    this::isNeeded);
            ManualClock manual = configuration.clock();
            InstantSource clock = manual == null ? InstantSource.system() : manual;
            LongSupplier nanos = manual == null ? System::nanoTime : manual::nanos;
            SecureRandom random = new SecureRandom();
            Path data = configuration.data();
            this.directory = data == null ? null : new SharedDirectory(data, configuration, clock, random);
            Storage.Opener opener = directory == null
                    ? () -> new Storage(Objects.requireNonNull(memory), null, () -> {})
                    : directory::open;
            this.broker = await(
                    configuration,
                    Broker.start(configuration.name(), opener, configuration.options(), clock, nanos, random));
            if (manual != null) {
                manual.attach(broker);
            }
            if (directory != null) {
                directory.listen((peer, events) -> new LocalLink(accept(peer, events)), brokerInfo, idle);
            }
        }

        /** Whether messages wait that would end with the broker. */
        private boolean isNeeded() {
            return broker.unkept() > 0;
        }

        /** Opens a link for a client of a socket. Does not block, nor do the methods of the link. */
        private Link accept(Peer peer, Consumer<Event> events) {
            Login login = access.login(peer.toString(), peer.certified());
            return access.guard(brokerInfo.over(broker.accept(events, login)), login);
        }

        /** Begins the idle timeout. Returns false if the broker must be ended at once. */
        private boolean keep() {
            return directory != null && !broker.hasEnded() && idle.begin() && directory.canBeKept(this::isNeeded);
        }

        /** Whether this idle broker cannot be used for a URI: it has other options, or its directory was deleted. */
        private boolean isOutdated(BrokerConfiguration requested) {
            return broker.hasEnded()
                    || !configuration.equals(requested)
                    || (directory != null && !directory.isInPlace());
        }

        private void close() {
            idle.end();
            if (directory != null) {
                directory.detachAll();
            }
            ManualClock manual = configuration.clock();
            if (manual != null) {
                manual.detach(broker);
            }
            broker.close();
        }

        /** Opens a link for an application. Users and permissions of the running broker apply, not those of the caller's URI. */
        Link connect(Consumer<Event> events) {
            Login login = access.login(Access.HERE, null);
            return access.guard(brokerInfo.over(broker.connect(events, login)), login);
        }

        @Override
        public Link connectAsHolder(Consumer<Event> events) {
            return brokerInfo.over(broker.connect(events));
        }

        @Override
        public BrokerInfoLink brokerInfo() {
            return brokerInfo;
        }

        @Override
        public boolean hasUsers() {
            return access.asksWho();
        }

        @Override
        public void releaseAtOnce() {
            VmBrokers.releaseAtOnce(this);
        }
    }

    /**
     * Opens a link for a server's client, to the broker that has the name now. Does not block, nor do the methods of the link.
     *
     * @throws LinkException if there is no such broker, for instance while it is restarted
     */
    static Link accept(String name, Peer peer, Consumer<Event> events) throws LinkException {
        Held held = BROKERS.get(name);
        if (held == null) {
            throw new LinkException(Problem.CLOSED, "the broker '" + name + "' is not running now; try again later");
        }
        return held.accept(peer, events);
    }

    static synchronized Held hold(BrokerConfiguration configuration) throws LinkException {
        for (Held each : List.copyOf(BROKERS.values())) {
            if (each.broker.hasEnded() ? isFor(configuration, each) : isInTheWay(configuration, each)) {
                end(each.configuration.name());
            }
        }
        Held held = BROKERS.get(configuration.name());
        if (held == null) {
            held = new Held(configuration, memory(configuration));
            BROKERS.put(configuration.name(), held);
        } else {
            checkSameClock(configuration, held);
            checkSame(configuration.name(), "data", configuration.data(), held.configuration.data());
            checkSame(configuration.name(), "users", configuration.users(), held.configuration.users());
            checkSame(
                    configuration.name(), "permissions", configuration.permissions(), held.configuration.permissions());
        }
        held.holders++;
        held.idle.cancel();
        return held;
    }

    private static boolean isFor(BrokerConfiguration configuration, Held held) {
        return held.configuration.name().equals(configuration.name());
    }

    /** Whether a broker that is only kept has the name but cannot be used, or has the directory under another name. */
    private static boolean isInTheWay(BrokerConfiguration configuration, Held held) {
        return held.idle.isIdle()
                && (isFor(configuration, held)
                        ? held.isOutdated(configuration)
                        : Objects.equals(held.configuration.data(), configuration.data()));
    }

    private static void checkSame(String name, String option, @Nullable Path requested, @Nullable Path current)
            throws LinkException {
        if (requested != null && !requested.equals(current)) {
            throw new LinkException(
                    Problem.ILLEGAL_STATE,
                    "the broker '" + name + "' is running in this process already, and its option '" + option + "' is "
                            + (current == null ? "not set" : current) + "; this URI sets it to " + requested
                            + "; use another name");
        }
    }

    private static void checkSameClock(BrokerConfiguration configuration, Held held) throws LinkException {
        if (configuration.clock() != null && configuration.clock() != held.configuration.clock()) {
            throw new LinkException(
                    Problem.ILLEGAL_STATE,
                    "the broker '" + configuration.name()
                            + "' is running in this process already, by another clock; use another name");
        }
    }

    /** Keeps a durable broker for a while when its last holder releases it. Does nothing if another broker has its name now. */
    static synchronized void release(Held held) {
        if (isReleased(held) && !held.keep()) {
            end(held.configuration.name());
        }
    }

    /** Ends a durable broker when its last holder releases it. Does nothing if another broker has its name now. */
    static synchronized void releaseAtOnce(Held held) {
        if (isReleased(held)) {
            end(held.configuration.name());
        }
    }

    private static boolean isReleased(Held held) {
        return BROKERS.get(held.configuration.name()) == held
                && --held.holders == 0
                && held.configuration.data() != null;
    }

    private static synchronized void endIfOver(Held held) {
        if (BROKERS.get(held.configuration.name()) != held) {
            held.idle.end();
        } else if (held.idle.isOver() && !held.idle.extend()) {
            end(held.configuration.name());
        }
    }

    /** Ends a broker of this process, regardless of its holders, and starts another from its storage; starts one if none is running. */
    static void restart(BrokerConfiguration configuration) throws LinkException {
        AttachedLink.endAll(configuration.name(), "the broker '" + configuration.name() + "' is restarted");
        startAgain(configuration);
    }

    private static synchronized void startAgain(BrokerConfiguration configuration) throws LinkException {
        Held held = BROKERS.remove(configuration.name());
        Held again;
        if (held == null) {
            again = new Held(configuration, memory(configuration));
        } else {
            held.close();
            again = new Held(held.configuration, held.memory == null ? null : held.memory.successor());
        }
        again.holders++;
        BROKERS.put(configuration.name(), again);
    }

    private static @Nullable MemoryLog memory(BrokerConfiguration configuration) {
        return configuration.data() == null ? new MemoryLog(Runtime.getRuntime().maxMemory() / 2) : null;
    }

    /** Ends a broker of this process, regardless of its holders, and all links of this process that are attached to another process. */
    static void stop(String name) {
        AttachedLink.endAll(name, "the broker '" + name + "' was closed");
        end(name);
    }

    private static synchronized void end(String name) {
        Held held = BROKERS.remove(name);
        if (held != null) {
            held.close();
        }
    }

    private static Broker await(BrokerConfiguration configuration, CompletableFuture<Broker> starting)
            throws LinkException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return starting.get();
                } catch (InterruptedException e) {
                    interrupted =
                            true; // kept for later: a start takes less than a second, and must not be left half done
                } catch (ExecutionException e) {
                    throw failure(configuration, e.getCause() == null ? e : e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static LinkException failure(BrokerConfiguration configuration, Throwable cause) {
        Problem problem = cause instanceof IOException ? Problem.RESOURCE_LIMIT : Problem.INTERNAL;
        return new LinkException(
                problem, "the broker '" + configuration.name() + "' cannot start: " + cause.getMessage(), cause);
    }
}
