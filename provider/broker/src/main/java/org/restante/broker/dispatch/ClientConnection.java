package org.restante.broker.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.Sender;
import org.restante.link.Event;
import org.restante.message.Address;

/**
 * What the broker knows of one client, as long as its link is open, or lost and likely to be followed by another. Owned by the
 * broker thread.
 */
public final class ClientConnection {

    private final long id;
    private final Map<Integer, ClientSession> sessions = new HashMap<>();
    private final Map<Integer, ClientConsumer> consumers = new HashMap<>();
    private final Set<Address> temporaries = new HashSet<>();
    private @Nullable LinkEnd end;
    private @Nullable Conversation conversation;
    private @Nullable String clientId;
    private int named;

    public ClientConnection(long id) {
        this.id = id;
    }

    public long id() {
        return id;
    }

    /** Null while its link is lost. */
    public @Nullable LinkEnd end() {
        return end;
    }

    public void reachedBy(@Nullable LinkEnd link) {
        end = link;
    }

    public void send(Event event) {
        if (end != null) {
            end.send(event);
        }
    }

    /** Whether deliveries can go out now. */
    boolean isReady() {
        return end != null && end.isReady();
    }

    /** Null for a client that does not come back. */
    public @Nullable Conversation conversation() {
        return conversation;
    }

    public void converse(Conversation named) {
        conversation = named;
    }

    /** Whether anything has been done over it. */
    public boolean isUsed() {
        return !sessions.isEmpty() || !temporaries.isEmpty() || clientId != null;
    }

    public @Nullable String clientId() {
        return clientId;
    }

    /** It, as the sender of a message. */
    public Sender sender() {
        return new Sender(id, clientId);
    }

    public void identify(String name) {
        clientId = name;
    }

    public Map<Integer, ClientSession> sessions() {
        return sessions;
    }

    public ClientSession session(int number) {
        return sessions.computeIfAbsent(number, any -> new ClientSession());
    }

    public Map<Integer, ClientConsumer> consumers() {
        return consumers;
    }

    /** The temporary destinations that end with it. */
    public Set<Address> temporaries() {
        return temporaries;
    }

    public String nextTemporaryName() {
        return Long.toHexString(id) + "-" + ++named;
    }
}
