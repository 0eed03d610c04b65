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
import org.restante.broker.dispatch.ElapsedTime;
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
 * Lets clients resume their connections over another link. Owned by the broker thread.
 *
 * <p>A connection whose link is lost stays open for the linger time, without credit. A new link that names the same conversation
 * takes the connection over; requests that still arrive over the old link are refused.
 */
final class Conversations implements Chore {

    /** The most connections without a link; one more, and the one that lost its link first ends. */
    static final int MAX_LOST = 10_000;

    private final RequestHistories histories;
    private final Ledger ledger;
    private final Acknowledgements acknowledgements;
    private final Decisions decisions;
    private final Consumer<ClientConnection> ending;
    private final ElapsedTime elapsed;
    private final long linger;
    private final Map<UUID, ClientConnection> open = new HashMap<>();

    /** Connections without a link, and when each ends by {@link ElapsedTime}; the earliest first. */
    private final Map<ClientConnection, Long> lost = new LinkedHashMap<>();

    /**
     * @param ending ends a connection whose client has not reconnected in time
     * @param elapsed measures how long a connection has no link
     * @param linger how long a connection stays without a link, in milliseconds
     */
    Conversations(
            State state,
            Ledger ledger,
            Acknowledgements acknowledgements,
            Decisions decisions,
            Consumer<ClientConnection> ending,
            ElapsedTime elapsed,
            long linger) {
        this.histories = state.requestHistories();
        this.ledger = ledger;
        this.acknowledgements = acknowledgements;
        this.decisions = decisions;
        this.ending = ending;
        this.elapsed = elapsed;
        this.linger = linger;
    }

    /**
     * Connects a link to the conversation that the request names. Returns whether the conversation is resumed; if so, the link has
     * the earlier connection from now on.
     *
     * @throws RefusedException if the conversation belongs to another user, or is not named by the first request of the link
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
            old.send(new Event.Closed("its client has reconnected over another link"));
        }
        lost.remove(before);
        end.attach(before);
        return true;
    }

    private void begin(ClientConnection connection, UUID name, @Nullable String user) {
        Conversation conversation = new Conversation(name, user);
        RequestHistory history = histories.find(name);
        if (history != null) {
            checkUser(history.user(), user);
            conversation.done().settle(history.done().settled());
        }
        connection.setConversation(conversation);
        open.put(name, connection);
    }

    private static void checkUser(@Nullable String owner, @Nullable String user) {
        if (!Objects.equals(owner, user)) {
            throw new RefusedException(
                    Problem.SECURITY,
                    "the conversation belongs to another user; connect as that user, or begin a new conversation");
        }
    }

    /** The link of this connection was lost, not closed. */
    void lose(ClientConnection connection, LinkEnd end) {
        end.detach();
        interrupt(connection);
        lost.put(connection, elapsed.millis() + linger);
        if (lost.size() > MAX_LOST) {
            ending.accept(lost.keySet().iterator().next());
        }
    }

    private void interrupt(ClientConnection connection) {
        connection.setEnd(null);
        Decision decision = decisions.begin();
        acknowledgements.interrupt(decision, connection);
        ledger.append(decision);
    }

    /** Whether a connection, with or without a link, has this conversation. */
    boolean isOpen(UUID name) {
        return open.containsKey(name);
    }

    /** The connection has ended. */
    void ended(ClientConnection connection) {
        Conversation conversation = connection.conversation();
        if (conversation != null) {
            open.remove(conversation.name(), connection);
            lost.remove(connection);
            RequestHistory history = histories.find(conversation.name());
            if (history != null) {
                history.touch(decisions.now());
                history.leave(elapsed.millis());
            }
        }
    }

    /** Ends the connections whose clients have not reconnected in time. Returns whether there were any. */
    @Override
    public boolean run(long now) {
        boolean any = false;
        while (delay(now) <= 0) {
            ending.accept(lost.keySet().iterator().next());
            any = true;
        }
        return any;
    }

    @Override
    public long delay(long now) {
        return lost.isEmpty() ? Long.MAX_VALUE : lost.values().iterator().next() - elapsed.millis();
    }
}
