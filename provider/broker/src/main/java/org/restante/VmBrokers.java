package org.restante;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
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
import org.restante.users.Permissions;
import org.restante.users.Users;

/**
 * The brokers of this process, by name, and how many hold each. Any thread may use it.
 *
 * <p>A durable broker ends when nobody holds it any more, so that its directory is free; a broker in memory stays, as its
 * messages have nowhere else to wait, until it is stopped or the process ends.
 */
final class VmBrokers {

    /** Changed by whoever holds the class; read by anybody. */
    private static final Map<String, Held> BROKERS = new ConcurrentHashMap<>();

    private VmBrokers() {}

    /** A running broker, who may connect to it, and the number of its holders; guarded by the class. */
    static final class Held {
        private final BrokerConfiguration configuration;
        private final Broker broker;
        private final Access access;
        private final BrokerInfoLink whereabouts;
        private final @Nullable MemoryLog memory;
        private final @Nullable SharedDirectory directory;
        private int holders;

        private Held(BrokerConfiguration configuration, @Nullable MemoryLog memory) throws LinkException {
            this.configuration = configuration;
            this.access = access(configuration);
            this.memory = memory;
            this.whereabouts = new BrokerInfoLink(configuration.data());
            InstantSource clock = InstantSource.system();
            SecureRandom random = new SecureRandom();
            Path data = configuration.data();
            this.directory =
                    data == null ? null : new SharedDirectory(data, configuration.segmentBytes(), clock, random);
            Storage.Opener opener = directory == null
                    ? () -> new Storage(Objects.requireNonNull(memory), null, () -> {})
                    : directory::open;
            this.broker = await(
                    configuration, Broker.start(configuration.name(), opener, configuration.options(), clock, random));
            if (directory != null) {
                directory.listen((peer, events) -> new LocalLink(accept(peer, events)), whereabouts);
            }
        }

        /** A link for a client of a socket. Nothing of it waits. */
        private Link accept(Peer peer, Consumer<Event> events) {
            return access.guard(whereabouts.over(broker.accept(events)), peer.toString(), peer.certified());
        }

        private void close() {
            if (directory != null) {
                directory.sendAway();
            }
            broker.close();
        }

        /** A link for whoever may connect by the broker's own configuration, whatever that of the holder says. */
        Link connect(Consumer<Event> events) {
            return access.guard(whereabouts.over(broker.connect(events)), Access.HERE, null);
        }

        /** A link for whoever holds the broker, who is not asked who they are. */
        Link inside(Consumer<Event> events) {
            return whereabouts.over(broker.connect(events));
        }

        BrokerInfoLink whereabouts() {
            return whereabouts;
        }

        /** Whether it asks who connects. */
        boolean hasUsers() {
            return access.asksWho();
        }
    }

    /**
     * A link for a server's client, to the broker that has the name now. Nothing of it waits.
     *
     * @throws LinkException if there is none, as while it starts again
     */
    static Link accept(String name, Peer peer, Consumer<Event> events) throws LinkException {
        Held held = BROKERS.get(name);
        if (held == null) {
            throw new LinkException(Problem.CLOSED, "the broker '" + name + "' does not run now; try again later");
        }
        return held.accept(peer, events);
    }

    static synchronized Held hold(BrokerConfiguration configuration) throws LinkException {
        Held held = BROKERS.get(configuration.name());
        if (held != null && held.broker.hasEnded()) {
            BROKERS.remove(configuration.name());
            held.close();
            held = null;
        }
        if (held == null) {
            held = new Held(configuration, memory(configuration));
            BROKERS.put(configuration.name(), held);
        } else {
            checkSame(configuration.name(), "data", configuration.data(), held.configuration.data());
            checkSame(configuration.name(), "users", configuration.users(), held.configuration.users());
            checkSame(
                    configuration.name(), "permissions", configuration.permissions(), held.configuration.permissions());
        }
        held.holders++;
        return held;
    }

    private static void checkSame(String name, String what, @Nullable Path asked, @Nullable Path there)
            throws LinkException {
        if (asked != null && !asked.equals(there)) {
            throw new LinkException(
                    Problem.ILLEGAL_STATE,
                    "the broker '" + name + "' runs already in this process, with its " + what + " in " + there
                            + " and not in " + asked + "; take another name");
        }
    }

    private static Access access(BrokerConfiguration configuration) throws LinkException {
        Path users = configuration.users();
        Path permissions = configuration.permissions();
        try {
            return new Access(
                    users == null ? null : Users.open(users, configuration.anonymous()),
                    permissions == null ? null : Permissions.open(permissions));
        } catch (IOException e) {
            throw new LinkException(
                    Problem.INTERNAL, "the broker '" + configuration.name() + "' cannot start: " + e.getMessage(), e);
        }
    }

    /** Nothing happens if another broker has its name by now. */
    static synchronized void release(Held held) {
        String name = held.configuration.name();
        if (BROKERS.get(name) == held && --held.holders == 0 && held.configuration.data() != null) {
            BROKERS.remove(name);
            held.close();
        }
    }

    /** Ends a broker of this process, whoever holds it, and starts another on what it kept; one that does not run is started. */
    static void restart(BrokerConfiguration configuration) throws LinkException {
        AttachedLink.endAll(configuration.name(), "the broker '" + configuration.name() + "' starts again");
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

    /** Ends a broker of this process, whoever holds it, and all links of this process to one of another. */
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
                    interrupted = true; // starting takes under a second, and half a start helps nobody
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
