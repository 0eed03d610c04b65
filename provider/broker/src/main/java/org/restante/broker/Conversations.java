package org.restante.broker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.Conversation;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.routing.Acknowledgements;
import org.restante.broker.state.Decision;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.RequestHistories;
import org.restante.broker.state.RequestHistory;
import org.restante.broker.state.State;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Request;

/**
 * Lets clients go on over another link. Owned by the broker thread.
 *
 * <p>A connection whose link is lost stays for a while, without credit; a link that names its conversation takes it over, and
 * whatever still comes over the old one does nothing.
 */
final class Conversations implements Chore {

    /** Connections without a link; beyond, the one that has been without the longest ends. */
    static final int MAX_LOST = 10_000;

    private final RequestHistories memories;
    private final Ledger ledger;
    private final Acknowledgements settler;
    private final Decisions decisions;
    private final Consumer<ClientConnection> ending;
    private final long linger;
    private final Map<UUID, ClientConnection> open = new HashMap<>();

    /** When each ends, the first one first. */
    private final Map<ClientConnection, Long> lost = new LinkedHashMap<>();

    /**
     * @param ending ends a connection whose client has not come back
     * @param linger how long a connection stays without a link, in milliseconds
     */
    Conversations(
            State state,
            Ledger ledger,
            Acknowledgements settler,
            Decisions decisions,
            Consumer<ClientConnection> ending,
            long linger) {
        this.memories = state.memories();
        this.ledger = ledger;
        this.settler = settler;
        this.decisions = decisions;
        this.ending = ending;
        this.linger = linger;
    }

    /**
     * A client names its conversation. Says whether it goes on; then the link has the connection it had before.
     *
     * @throws RefusedException if it is another's
     */
    boolean connect(LinkEnd end, ClientConnection connection, Request.Connect request) {
        UUID name = request.conversation();
        if (name == null) {
            return false;
        }
        if (connection.conversation() != null || connection.isUsed()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, "a conversation is named once, by the first request over its link");
        }
        ClientConnection before = open.get(name);
        if (before == null || before.conversation() == null) {
            begin(connection, name, request.user());
            return false;
        }
        checkUser(before.conversation().user(), request.user());
        LinkEnd old = before.end();
        if (old != null) {
            old.detach();
            interrupt(before);
            old.send(new Event.Closed("its client goes on over another link"));
        }
        lost.remove(before);
        end.attach(before);
        return true;
    }

    private void begin(ClientConnection connection, UUID name, @Nullable String user) {
        Conversation begun = new Conversation(name, user);
        RequestHistory memory = memories.find(name);
        if (memory != null) {
            checkUser(memory.user(), user);
            begun.done().settle(memory.done().settled());
        }
        connection.converse(begun);
        open.put(name, connection);
    }

    private static void checkUser(@Nullable String owner, @Nullable String user) {
        if (!Objects.equals(owner, user)) {
            throw new RefusedException(Problem.SECURITY, "the conversation is that of another user");
        }
    }

    /** Its link is gone without a word. */
    void lose(ClientConnection connection, LinkEnd end) {
        end.detach();
        interrupt(connection);
        lost.put(connection, decisions.now() + linger);
        if (lost.size() > MAX_LOST) {
            ending.accept(lost.keySet().iterator().next());
        }
    }

    private void interrupt(ClientConnection connection) {
        connection.reachedBy(null);
        Decision decision = decisions.begin();
        settler.interrupt(decision, connection);
        ledger.append(decision);
    }

    /** Whether there is a connection with this conversation, be its link lost or not. */
    boolean isOpen(UUID name) {
        return open.containsKey(name);
    }

    /** The connection has ended. */
    void ended(ClientConnection connection) {
        Conversation conversation = connection.conversation();
        if (conversation != null) {
            open.remove(conversation.name(), connection);
            lost.remove(connection);
            RequestHistory memory = memories.find(conversation.name());
            if (memory != null) {
                memory.use(decisions.now());
            }
        }
    }

    /** Ends the connections whose clients have not come back in time. Says whether there were any. */
    @Override
    public boolean run(long now) {
        boolean any = false;
        while (next() <= now) {
            ending.accept(lost.keySet().iterator().next());
            any = true;
        }
        return any;
    }

    /** When {@link #run} is due, in milliseconds since the epoch. */
    @Override
    public long next() {
        return lost.isEmpty() ? Long.MAX_VALUE : lost.values().iterator().next();
    }
}
