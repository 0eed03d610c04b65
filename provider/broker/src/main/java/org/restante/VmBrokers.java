package org.restante;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.restante.broker.Broker;
import org.restante.broker.Storage;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.log.MemoryLog;

/**
 * The brokers of this process, by name, and how many hold each. Any thread may use it.
 *
 * <p>A durable broker ends when nobody holds it any more, so that its directory is free; a broker in memory stays, as its
 * messages have nowhere else to wait, until it is stopped or the process ends.
 */
final class VmBrokers {

    private static final Map<String, Held> BROKERS = new HashMap<>();

    private VmBrokers() {}

    /** A running broker and the number of its holders; guarded by the class. */
    private static final class Held {
        private final BrokerConfiguration configuration;
        private final Broker broker;
        private int holders;

        Held(BrokerConfiguration configuration, Broker broker) {
            this.configuration = configuration;
            this.broker = broker;
        }
    }

    static synchronized Broker hold(BrokerConfiguration configuration) throws LinkException {
        Held held = BROKERS.get(configuration.name());
        if (held != null && held.broker.hasEnded()) {
            BROKERS.remove(configuration.name());
            held = null;
        }
        if (held == null) {
            held = new Held(configuration, start(configuration));
            BROKERS.put(configuration.name(), held);
        } else if (configuration.data() != null && !Objects.equals(configuration.data(), held.configuration.data())) {
            throw new LinkException(
                    Problem.ILLEGAL_STATE,
                    "the broker '" + configuration.name() + "' runs already in this process, with its data in "
                            + held.configuration.data() + " and not in " + configuration.data()
                            + "; take another name");
        }
        held.holders++;
        return held.broker;
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
