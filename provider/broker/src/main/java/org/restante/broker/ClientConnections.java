package org.restante.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.dispatch.SharedBounds;
import org.restante.broker.state.Names;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.Sender;
import org.restante.link.Caller;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Request;

/**
 * The connections of all clients, also of those whose links are lost and who may still reconnect. Owned by the broker thread.
 *
 * <p>Within an epoch of the log, connections are numbered from 1; number 0 is the broker itself.
 */
final class ClientConnections {

    private final long base;
    private final UUID secret;
    private final NavigableMap<Long, ClientConnection> byId = new TreeMap<>();
    private final Map<String, ClientConnection> identified = new HashMap<>();
    private final SharedBounds bounds = new SharedBounds();
    private int connected;

    /**
     * @param epoch the epoch of the log, as returned by its claim
     * @param secret makes the names of temporary destinations hard to guess
     */
    ClientConnections(long epoch, UUID secret) {
        this.secret = secret;
        this.base = (epoch & 0x7FFF_FFFFL) << 32;
    }

    /** The sender of messages that the broker makes itself. */
    Sender broker() {
        return new Sender(base, null);
    }

    NavigableMap<Long, ClientConnection> byId() {
        return byId;
    }

    Collection<ClientConnection> all() {
        return byId.values();
    }

    LinkEnd connect(Consumer<Event> events, Caller caller) {
        long id = base | ++connected;
        ClientConnection connection = new ClientConnection(id, secret, bounds);
        byId.put(id, connection);
        LinkEnd end = new LinkEnd(events, caller);
        end.attach(connection);
        return end;
    }

    /** Removes a connection that has ended, or that an earlier connection replaces. Returns whether it was open. */
    boolean remove(ClientConnection connection) {
        connection.ended();
        return byId.remove(connection.id()) != null;
    }

    void identify(ClientConnection connection, Request.Identify request) {
        String clientId = request.clientId();
        Names.checkClientId(clientId);
        String reason = null;
        if (clientId.isEmpty()) {
            reason = "a client identifier is empty; give one with at least one character";
        } else if (connection.clientId() != null) {
            reason = "this connection has the client identifier '" + connection.clientId()
                    + "'; open another connection for the client identifier '" + clientId + "'";
        } else if (identified.containsKey(clientId)) {
            reason = "another connection has the client identifier '" + clientId
                    + "'; close that connection, or take another client identifier";
        }
        if (reason != null) {
            throw new RefusedException(Problem.INVALID_CLIENT_ID, reason);
        }
        identified.put(clientId, connection);
        connection.identify(clientId);
    }

    /** Another connection may take the client identifier from now on. */
    void releaseIdentifier(ClientConnection connection) {
        if (connection.clientId() != null) {
            identified.remove(connection.clientId(), connection);
        }
    }

    /** @throws RefusedException if no connection has this number */
    ClientConnection find(long id) {
        ClientConnection connection = byId.get(id);
        if (connection == null) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, "there is no connection " + id + "; it may have ended by now");
        }
        return connection;
    }

    /** A copy of the numbers of its sessions. */
    static Iterable<Integer> sessions(ClientConnection connection) {
        return new ArrayList<>(connection.sessions().keySet());
    }
}
