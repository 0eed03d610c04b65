package org.restante.broker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.message.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the broker knows of one link, as long as it is open. Owned by the broker thread. */
final class ClientConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    private final long id;
    private final Consumer<Event> events;
    private final Map<Integer, ClientSession> sessions = new HashMap<>();
    private final Map<Integer, ClientConsumer> consumers = new HashMap<>();
    private final Set<Address> temporaries = new HashSet<>();
    private @Nullable String clientId;
    private int named;

    ClientConnection(long id, Consumer<Event> events) {
        this.id = id;
        this.events = events;
    }

    long id() {
        return id;
    }

    void send(Event event) {
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            LOG.error("Connection {} does not take {}", Long.toHexString(id), event, e);
        }
    }

    @Nullable
    String clientId() {
        return clientId;
    }

    /** It, as the sender of a message. */
    Sender sender() {
        return new Sender(id, clientId);
    }

    void identify(String name) {
        clientId = name;
    }

    Map<Integer, ClientSession> sessions() {
        return sessions;
    }

    ClientSession session(int number) {
        return sessions.computeIfAbsent(number, any -> new ClientSession());
    }

    Map<Integer, ClientConsumer> consumers() {
        return consumers;
    }

    /** The temporary destinations that end with it. */
    Set<Address> temporaries() {
        return temporaries;
    }

    String nextTemporaryName() {
        return Long.toHexString(id) + "-" + ++named;
    }
}
