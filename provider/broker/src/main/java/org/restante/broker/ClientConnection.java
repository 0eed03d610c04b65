package org.restante.broker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.message.Address;

/**
 * What the broker knows of one client, as long as its link is open, or lost and likely to be followed by another. Owned by the
 * broker thread.
 */
final class ClientConnection {

    private final long id;
    private final Map<Integer, ClientSession> sessions = new HashMap<>();
    private final Map<Integer, ClientConsumer> consumers = new HashMap<>();
    private final Set<Address> temporaries = new HashSet<>();
    private @Nullable LinkEnd end;
    private @Nullable Conversation conversation;
    private @Nullable String clientId;
    private int named;

    ClientConnection(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    /** Null while its link is lost. */
    @Nullable
    LinkEnd end() {
        return end;
    }

    void reachedBy(@Nullable LinkEnd link) {
        end = link;
    }

    void send(Event event) {
        if (end != null) {
            end.send(event);
        }
    }

    /** Whether deliveries can go out now. */
    boolean isReady() {
        return end != null && end.isReady();
    }

    /** Null for a client that does not come back. */
    @Nullable
    Conversation conversation() {
        return conversation;
    }

    void converse(Conversation named) {
        conversation = named;
    }

    /** Whether anything has been done over it. */
    boolean isUsed() {
        return !sessions.isEmpty() || !temporaries.isEmpty() || clientId != null;
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
