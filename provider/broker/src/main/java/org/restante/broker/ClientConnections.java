package org.restante.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.Sender;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Request;

/**
 * The connections of all clients, whose links are open or lost for a while. Owned by the broker thread.
 *
 * <p>Connections are numbered from 1 on within an epoch of the log; 0 is the broker's own.
 */
final class ClientConnections {

    private final long base;
    private final NavigableMap<Long, ClientConnection> byId = new TreeMap<>();
    private final Map<String, ClientConnection> identified = new HashMap<>();
    private int connected;

    /** @param epoch the log's, from its claim */
    ClientConnections(long epoch) {
        this.base = (epoch & 0x7FFF_FFFFL) << 32;
    }

    /** As whom the broker itself sends. */
    Sender broker() {
        return new Sender(base, null);
    }

    NavigableMap<Long, ClientConnection> byId() {
        return byId;
    }

    Collection<ClientConnection> all() {
        return byId.values();
    }

    LinkEnd connect(Consumer<Event> events) {
        long id = base | ++connected;
        ClientConnection connection = new ClientConnection(id);
        byId.put(id, connection);
        LinkEnd end = new LinkEnd(events);
        end.attach(connection);
        return end;
    }

    /** It has ended, or a connection from before goes on in its place. Returns whether it was open. */
    boolean remove(ClientConnection connection) {
        return byId.remove(connection.id()) != null;
    }

    void identify(ClientConnection connection, Request.Identify request) {
        String clientId = request.clientId();
        ClientConnection holder = identified.putIfAbsent(clientId, connection);
        if (clientId.isEmpty() || holder != null || connection.clientId() != null) {
            throw new RefusedException(
                    Problem.INVALID_CLIENT_ID,
                    "the client identifier '" + clientId
                            + "' is empty, or another connection has it, or this one has one");
        }
        connection.identify(clientId);
    }

    /** Its client identifier is free again. */
    void releaseIdentifier(ClientConnection connection) {
        if (connection.clientId() != null) {
            identified.remove(connection.clientId(), connection);
        }
    }

    /** @throws RefusedException if there is none of this number */
    ClientConnection find(long id) {
        ClientConnection connection = byId.get(id);
        if (connection == null) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, "there is no connection " + id + "; it may have ended by now");
        }
        return connection;
    }

    /** The numbers of its sessions, as they are now. */
    static Iterable<Integer> sessions(ClientConnection connection) {
        return new ArrayList<>(connection.sessions().keySet());
    }
}
