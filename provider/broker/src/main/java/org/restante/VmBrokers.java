package org.restante;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.Broker;
import org.restante.broker.Storage;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.log.MemoryLog;
import org.restante.users.Users;

/**
 * The brokers of this process, by name, and how many hold each. Any thread may use it.
 *
 * <p>A durable broker ends when nobody holds it any more, so that its directory is free; a broker in memory stays, as its
 * messages have nowhere else to wait, until it is stopped or the process ends.
 */
final class VmBrokers {

    private static final Map<String, Held> BROKERS = new HashMap<>();

    private VmBrokers() {}

    /** A running broker, who may connect to it, and the number of its holders; guarded by the class. */
    static final class Held {
        private final BrokerConfiguration configuration;
        private final Broker broker;
        private final @Nullable Users users;
        private int holders;

        private Held(BrokerConfiguration configuration, Broker broker, @Nullable Users users) {
            this.configuration = configuration;
            this.broker = broker;
            this.users = users;
        }

        /** A link for whoever may connect by the broker's own configuration, whatever that of the holder says. */
        Link connect(Consumer<Event> events) {
            Link link = broker.connect(events);
            return users == null ? link : users.guard(link);
        }
    }

    static synchronized Held hold(BrokerConfiguration configuration) throws LinkException {
        Held held = BROKERS.get(configuration.name());
        if (held != null && held.broker.hasEnded()) {
            BROKERS.remove(configuration.name());
            held = null;
        }
        if (held == null) {
            Users users = users(configuration);
            held = new Held(configuration, start(configuration), users);
            BROKERS.put(configuration.name(), held);
        } else {
            checkSame(configuration.name(), "data", configuration.data(), held.configuration.data());
            checkSame(configuration.name(), "users", configuration.users(), held.configuration.users());
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

    private static @Nullable Users users(BrokerConfiguration configuration) throws LinkException {
        Path file = configuration.users();
        try {
            return file == null ? null : Users.open(file, configuration.anonymous());
        } catch (IOException e) {
            throw new LinkException(
                    Problem.INTERNAL, "the broker '" + configuration.name() + "' cannot start: " + e.getMessage(), e);
        }
    }

    static synchronized void release(BrokerConfiguration configuration) {
        Held held = BROKERS.get(configuration.name());
        if (held != null && --held.holders == 0 && held.configuration.data() != null) {
            BROKERS.remove(configuration.name());
            held.broker.close();
        }
    }

    /** Ends a broker, whoever holds it. Says whether there was one. */
    static synchronized boolean stop(String name) {
        Held held = BROKERS.remove(name);
        if (held != null) {
            held.broker.close();
        }
        return held != null;
    }

    private static Broker start(BrokerConfiguration configuration) throws LinkException {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        Storage.Opener opener = () -> configuration.data() == null
                ? new Storage(new MemoryLog(Runtime.getRuntime().maxMemory() / 2), null, () -> {})
                : DurableStorage.open(configuration.data(), configuration.segmentBytes(), clock, random);
        CompletableFuture<Broker> starting =
                Broker.start(configuration.name(), opener, configuration.options(), clock, random);
        return await(configuration, starting);
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
