package org.restante.broker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * Lets clients go on over another link, and does what they ask for twice once. Owned by the broker thread.
 *
 * <p>A connection whose link is lost stays for a while, without credit; a link that names its conversation takes it over, and
 * whatever still comes over the old one does nothing.
 */
final class Conversations {

    /** Connections without a link; beyond, the one that has been without the longest ends. */
    static final int MOST_LOST = 10_000;

    /** Answers when what stands behind the gate is kept. */
    interface Answers {
        void reply(long gate, CompletableFuture<Reply> answer, Reply reply);
    }

    private final Ledger ledger;
    private final Settler settler;
    private final Supplier<Decision> decisions;
    private final Consumer<ClientConnection> ending;
    private final Answers answers;
    private final long linger;
    private final Map<UUID, ClientConnection> open = new HashMap<>();

    /** When each ends, the first one first. */
    private final Map<ClientConnection, Long> lost = new LinkedHashMap<>();

    /**
     * @param ending ends a connection whose client has not come back
     * @param linger how long a connection stays without a link, in milliseconds
     */
    Conversations(
            Ledger ledger,
            Settler settler,
            Supplier<Decision> decisions,
            Consumer<ClientConnection> ending,
            Answers answers,
            long linger) {
        this.ledger = ledger;
        this.settler = settler;
        this.decisions = decisions;
        this.ending = ending;
        this.answers = answers;
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
            connection.converse(new Conversation(name, request.user()));
            open.put(name, connection);
            return false;
        }
        if (!Objects.equals(before.conversation().user(), request.user())) {
            throw new RefusedException(Problem.SECURITY, "the conversation is that of another user");
        }
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

    /** Its link is gone without a word. */
    void lose(ClientConnection connection, LinkEnd end) {
        end.detach();
        interrupt(connection);
        lost.put(connection, decisions.get().time() + linger);
        if (lost.size() > MOST_LOST) {
            ending.accept(lost.keySet().iterator().next());
        }
    }

    private void interrupt(ClientConnection connection) {
        connection.reachedBy(null);
        Decision decision = decisions.get();
        settler.interrupt(decision, connection);
        ledger.append(decision);
    }

    /** The connection has ended. */
    void ended(ClientConnection connection) {
        Conversation conversation = connection.conversation();
        if (conversation != null) {
            open.remove(conversation.name(), connection);
            lost.remove(connection);
        }
    }

    /** Ends the connections whose clients have not come back in time. Says whether there were any. */
    boolean run(long now) {
        boolean any = false;
        while (next() <= now) {
            ending.accept(lost.keySet().iterator().next());
            any = true;
        }
        return any;
    }

    /** When {@link #run} is due, in milliseconds since the epoch. */
    long next() {
        return lost.isEmpty() ? Long.MAX_VALUE : lost.values().iterator().next();
    }

    /**
     * Where the outcome of a request goes that is to be done now; null if it was done before, or is being done.
     *
     * @throws RefusedException if it cannot be asked for so
     */
    @Nullable
    CompletableFuture<Reply> begin(ClientConnection connection, Request.Once once, CompletableFuture<Reply> answer) {
        Conversation conversation = conversation(connection);
        check(once.request());
        Numbers done = conversation.done();
        done.settle(Math.min(once.settled(), once.number()));
        if (!done.fits(once.number())) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "request " + once.number() + " is not among the " + Numbers.MOST + " from " + done.settled()
                            + " on; ask for what has no answer first");
        }
        CompletableFuture<Reply> first = conversation.pending().get(once.number());
        if (first != null) {
            pass(first, answer);
            return null;
        }
        if (done.has(once.number())) {
            answers.reply(ledger.appended(), answer, new Reply.Done());
            return null;
        }
        CompletableFuture<Reply> outcome = new CompletableFuture<>();
        conversation.pending().put(once.number(), outcome);
        pass(outcome.whenComplete((reply, never) -> conversation.pending().remove(once.number())), answer);
        return outcome;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it never fails
    private static void pass(CompletableFuture<Reply> outcome, CompletableFuture<Reply> answer) {
        outcome.thenAccept(answer::complete);
    }

    private static Conversation conversation(ClientConnection connection) {
        Conversation conversation = connection.conversation();
        if (conversation == null) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, "what is to be done once needs a conversation, which Connect names");
        }
        return conversation;
    }

    private static void check(Request request) {
        if (request instanceof Request.Once
                || request instanceof Request.Connect
                || request instanceof Request.Credit
                || request instanceof Request.Drain
                || request instanceof Request.Browse
                || request instanceof Request.Status
                || request instanceof Request.CreateTemporary
                || request instanceof Request.Reclaim
                || request instanceof BranchRequest.Prepared
                || request instanceof AdminRequest) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "a request " + request.getClass().getSimpleName() + " is not remembered; ask for it plainly");
        }
    }

    /** It is done with this decision. */
    void done(ClientConnection connection, Request.Once once) {
        conversation(connection).done().add(once.number());
    }
}
