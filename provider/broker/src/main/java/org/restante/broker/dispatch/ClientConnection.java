package org.restante.broker.dispatch;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.Sender;
import org.restante.link.Caller;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.message.Address;

/**
 * One client's connection: sessions, consumers and temporary destinations. It may outlive its link, until the client reconnects or
 * the linger time is over. Owned by the broker thread.
 */
public final class ClientConnection {

    private static final int MAX_SESSIONS = 10_000;
    private static final int MAX_TEMPORARIES = 10_000;

    private final long id;
    private final UUID secret;
    private final SharedBounds.Share share;
    private final Map<Integer, ClientSession> sessions = new HashMap<>();
    private final Map<Integer, ClientConsumer> consumers = new HashMap<>();
    private int selectorChars;
    private final Set<Address> temporaries = new HashSet<>();
    private @Nullable LinkEnd end;
    private Caller caller = Caller.ANYBODY;
    private @Nullable Conversation conversation;
    private @Nullable String clientId;
    private int temporaryNames;

    /**
     * A connection of a link.
     *
     * @param secret makes the names of its temporary destinations hard to guess
     * @param bounds what it has together with others
     */
    public ClientConnection(long id, UUID secret, SharedBounds bounds) {
        this.id = id;
        this.secret = secret;
        this.share = bounds.share();
    }

    public long id() {
        return id;
    }

    /** Null while its link is lost. */
    public @Nullable LinkEnd end() {
        return end;
    }

    public void setEnd(@Nullable LinkEnd link) {
        end = link;
    }

    /** The user of its link; after the link is lost, the user of the last link. */
    public Caller caller() {
        return caller;
    }

    void setCaller(Caller user) {
        caller = user;
    }

    /**
     * Whether the connection's user may see what belongs to a user.
     *
     * @param owner null if it belongs to nobody
     */
    public boolean maySee(@Nullable String owner) {
        return owner == null || caller.user() == null || owner.equals(caller.user()) || caller.mayAdministerAll();
    }

    /**
     * Whether a request may use what belongs to a user. An administrator who does is written to the audit log.
     *
     * @param owner null if it belongs to nobody
     */
    public boolean mayUse(@Nullable String owner, Request request) {
        boolean allowed = maySee(owner);
        if (allowed && owner != null && caller.user() != null && !owner.equals(caller.user())) {
            caller.actsFor(owner, request);
        }
        return allowed;
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

    /** Null for a client that cannot reconnect. */
    public @Nullable Conversation conversation() {
        return conversation;
    }

    public void setConversation(Conversation begun) {
        conversation = begun;
    }

    /** Whether a request has changed anything of the connection. */
    public boolean isUsed() {
        return !sessions.isEmpty() || !temporaries.isEmpty() || clientId != null;
    }

    public @Nullable String clientId() {
        return clientId;
    }

    /** This connection as the sender of a message. */
    public Sender sender() {
        return new Sender(id, clientId);
    }

    public void identify(String name) {
        clientId = name;
    }

    /** The sessions by number; {@link #session} and {@link #removeSession} change them. */
    public Map<Integer, ClientSession> sessions() {
        return Collections.unmodifiableMap(sessions);
    }

    /**
     * The session with this number, which begins with its first request.
     *
     * @throws RefusedException if the connection has as many as it may
     */
    public ClientSession session(int number) {
        ClientSession session = sessions.get(number);
        if (session != null) {
            return session;
        }
        if (sessions.size() >= MAX_SESSIONS) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT, "a connection has " + MAX_SESSIONS + " sessions at the most; close some");
        }
        share.check(SharedBounds.Kind.SESSIONS, caller);
        session = new ClientSession();
        sessions.put(number, session);
        share.add(SharedBounds.Kind.SESSIONS, 1, caller);
        return session;
    }

    /**
     * Checks that it may have one more consumer.
     *
     * @throws RefusedException if its user, or all connections, have as many as they may
     */
    public void checkConsumers() {
        share.check(SharedBounds.Kind.CONSUMERS, caller);
    }

    /** Removes a session. Returns null if there is none with this number. */
    public @Nullable ClientSession removeSession(int number) {
        ClientSession removed = sessions.remove(number);
        if (removed != null) {
            share.add(SharedBounds.Kind.SESSIONS, -1, caller);
        }
        return removed;
    }

    /** The connection has ended: its user's and the broker's bounds do not count it any more. */
    public void ended() {
        share.end();
    }

    /** The consumers by number; {@link #add} and {@link #remove} change them. */
    public Map<Integer, ClientConsumer> consumers() {
        return Collections.unmodifiableMap(consumers);
    }

    public void add(ClientConsumer consumer) {
        consumers.put(consumer.number(), consumer);
        share.add(SharedBounds.Kind.CONSUMERS, 1, caller);
        selectorChars += consumer.selectorChars();
    }

    public @Nullable ClientConsumer remove(int number) {
        ClientConsumer removed = consumers.remove(number);
        if (removed != null) {
            share.add(SharedBounds.Kind.CONSUMERS, -1, caller);
            selectorChars -= removed.selectorChars();
        }
        return removed;
    }

    /** The name of a consumer in a delivery status: connection and number. */
    String consumerName(int number) {
        return namePrefix() + number;
    }

    /** Whether a delivery status names a consumer of this connection, open or closed. */
    public boolean hasConsumerName(@Nullable String name) {
        return name != null && name.startsWith(namePrefix());
    }

    private String namePrefix() {
        return Long.toHexString(id) + "/";
    }

    /** The characters of the selectors of all its consumers. */
    public int selectorChars() {
        return selectorChars;
    }

    /** The temporary destinations of this connection, which are removed when it ends; the methods here change them. */
    public Set<Address> temporaries() {
        return Collections.unmodifiableSet(temporaries);
    }

    /**
     * Checks that it may have one more temporary destination.
     *
     * @throws RefusedException if it, its user, or all connections, have as many as they may
     */
    public void checkTemporaries() {
        if (temporaries.size() >= MAX_TEMPORARIES) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    "a connection has " + MAX_TEMPORARIES + " temporary destinations at the most; delete some");
        }
        share.check(SharedBounds.Kind.TEMPORARIES, caller);
    }

    public void addTemporary(Address address) {
        if (temporaries.add(address)) {
            share.add(SharedBounds.Kind.TEMPORARIES, 1, caller);
        }
    }

    public void removeTemporary(Address address) {
        if (temporaries.remove(address)) {
            share.add(SharedBounds.Kind.TEMPORARIES, -1, caller);
        }
    }

    /** A name for a temporary destination, which nobody can guess. */
    public String nextTemporaryName() {
        return TemporaryName.of(conversation == null ? secret : conversation.name(), id, ++temporaryNames);
    }

    /** Whether a temporary destination of this connection's conversation had this name before the broker was started anew. */
    public boolean hadTemporary(String name) {
        return conversation != null && TemporaryName.isOf(conversation.name(), name);
    }
}
