package org.restante.broker;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.Conversation;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.RequestHistories;
import org.restante.broker.state.RequestHistory;
import org.restante.broker.state.SequenceWindow;
import org.restante.broker.state.State;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Cases;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * Makes repeated requests idempotent: a client sends a request again when its reply was lost with a link, and the broker
 * executes it once. Owned by the broker thread.
 *
 * <p>A durable request, such as a send, is remembered by the log entry that executes it, so a restarted broker recognizes it. Any
 * other request either ends with its connection or may be executed twice, as an acknowledgement may; it is remembered as long as
 * the connection is open.
 */
final class Repetitions implements Chore {

    /** The most conversations with a request history; one more, and the one without a link for the longest time is forgotten. */
    static final int MAX_REMEMBERED = 10_000;

    /**
     * The most requests remembered for all conversations together. Beyond it, only conversations that have more than {@link
     * #FREE_REQUESTS} remembered requests are refused.
     */
    static final long MAX_REQUESTS = 1_000_000;

    private static final int FREE_REQUESTS = 1000;

    private static final long FORGET_AFTER_MILLIS = 86_400_000;
    private static final long EXPIRY_INTERVAL_MILLIS = 60_000;

    /** How long a request is remembered that is to be done once. */
    private enum Memory {
        /** It cannot be asked for once. */
        NONE,
        /** As long as the connection is there. */
        CONNECTION,
        /** In the log. */
        KEPT
    }

    /** Made with the first request that is done once. */
    private static final class Memories {
        private static final Cases<Request, Memory> ALL = Cases.<Request, Memory>of(Request.class)
                .putAll(
                        Memory.NONE,
                        Request.Once.class,
                        Request.Connect.class,
                        Request.Credit.class,
                        Request.Drain.class,
                        Request.Browse.class,
                        Request.Status.class,
                        Request.CreateTemporary.class,
                        Request.Reclaim.class,
                        BranchRequest.Prepared.class,
                        AdminRequest.class)
                .putAll(
                        Memory.CONNECTION,
                        Request.Identify.class,
                        Request.OpenConsumer.class,
                        Request.CloseConsumer.class,
                        Request.Acknowledge.class,
                        Request.Expired.class,
                        Request.Recover.class,
                        Request.HandOver.class,
                        Request.CloseSession.class,
                        Request.DeleteTemporary.class)
                .putAll(
                        Memory.KEPT,
                        Request.Send.class,
                        Request.Commit.class,
                        Request.Unsubscribe.class,
                        BranchRequest.Prepare.class,
                        BranchRequest.CommitPrepared.class,
                        BranchRequest.RollbackPrepared.class)
                .build();
    }

    private final State state;
    private final RequestHistories histories;
    private final Ledger ledger;
    private final Decisions decisions;
    private final Predicate<UUID> isOpen;
    private final ElapsedTime elapsed;
    private long nextExpiry;

    /**
     * @param isOpen whether a conversation has a connection now
     * @param elapsed measures how long a conversation has had none
     */
    Repetitions(State state, Ledger ledger, Decisions decisions, Predicate<UUID> isOpen, ElapsedTime elapsed) {
        this.state = state;
        this.histories = state.requestHistories();
        this.ledger = ledger;
        this.decisions = decisions;
        this.isOpen = isOpen;
        this.elapsed = elapsed;
        long now = decisions.now();
        histories.all().forEach(history -> history.touch(now)); // no client could reconnect while the broker was down
    }

    /**
     * Begins a request that is to be executed once. Returns the future for its outcome; null if the request was executed before, or
     * is in progress: then the answer is completed here.
     *
     * @throws RefusedException if the request cannot be repeated, or its number is out of bounds
     */
    @Nullable
    CompletableFuture<Reply> begin(ClientConnection connection, Request.Once once, CompletableFuture<Reply> answer) {
        Conversation conversation = conversation(connection);
        check(once.request());
        SequenceWindow done = conversation.done();
        done.settle(Math.min(once.settled(), once.number()));
        if (!done.fits(once.number())) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "request " + once.number() + " is not within the window of " + SequenceWindow.MAX_WIDTH
                            + " requests from " + done.settled() + " on; repeat the requests without a reply first");
        }
        CompletableFuture<Reply> first = conversation.pending().get(once.number());
        if (first != null) {
            completeWith(first, answer);
            return null;
        }
        RequestHistory history = histories.find(conversation.name());
        if (done.has(once.number()) || (history != null && history.done().has(once.number()))) {
            Decision barrier = decisions.begin();
            barrier.sync(); // an earlier broker may have been killed before this was synced
            decisions.answer(barrier, answer, new Reply.Done());
            return null;
        }
        if (isDurable(once.request())) {
            checkRoom(history);
        }
        CompletableFuture<Reply> outcome = new CompletableFuture<>();
        conversation.pending().put(once.number(), outcome);
        completeWith(
                outcome.whenComplete((reply, never) -> conversation.pending().remove(once.number())), answer);
        return outcome;
    }

    private void checkRoom(@Nullable RequestHistory history) {
        if (histories.requests() >= MAX_REQUESTS
                && history != null
                && history.done().size() >= FREE_REQUESTS) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    MAX_REQUESTS + " requests of all conversations are remembered, " + FREE_REQUESTS
                            + " or more of this one; settle some first");
        }
        if (history == null && histories.size() >= MAX_REMEMBERED && longestUnused() == null) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    MAX_REMEMBERED + " clients have conversations that are remembered; close some connections");
        }
    }

    private @Nullable RequestHistory longestUnused() {
        return histories.all().stream()
                .filter(history -> !isOpen.test(history.name()))
                .min(Comparator.comparingLong(RequestHistory::usedAt))
                .orElse(null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // outcomes never complete exceptionally
    private static void completeWith(CompletableFuture<Reply> outcome, CompletableFuture<Reply> answer) {
        outcome.thenAccept(answer::complete);
    }

    private static Conversation conversation(ClientConnection connection) {
        Conversation conversation = connection.conversation();
        if (conversation == null) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, "a request to be executed once needs a conversation; name it in Connect");
        }
        return conversation;
    }

    private static void check(Request request) {
        if (Memories.ALL.of(request) == Memory.NONE) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "a request '" + request.words() + "' cannot be repeated safely; send it without Once");
        }
    }

    /** Whether the request is durable and not idempotent. */
    private static boolean isDurable(Request request) {
        return Memories.ALL.of(request) == Memory.KEPT;
    }

    /**
     * Records that this decision executes the request: in the log with what the log gets of the decision, otherwise in memory, as what
     * it changed ends with the broker's process, too.
     */
    void done(Decision decision, ClientConnection connection, Request.Once once) {
        Conversation conversation = conversation(connection);
        if (!isDurable(once.request()) || !decision.hasEffect()) {
            conversation.done().add(once.number());
            return;
        }
        RequestHistory history = histories.find(conversation.name());
        boolean isLogged = !decision.isEmpty();
        int id = history == null ? remember(decision, conversation) : history.id();
        var done = new Change.DoneOnce(id, conversation.done().settled(), List.of(once.number()));
        if (isLogged) {
            decision.make(done);
        } else {
            decision.makeInMemory(done);
        }
    }

    private int remember(Decision decision, Conversation conversation) {
        RequestHistory oldest = histories.size() < MAX_REMEMBERED ? null : longestUnused();
        if (oldest != null) {
            decision.make(new Change.ConversationForgotten(oldest.id()));
        }
        int id = state.nextId();
        decision.make(new Change.ConversationBegun(id, conversation.name(), conversation.user()));
        return id;
    }

    /** Forgets the conversation of a client that closed its link, and so will repeat nothing. */
    void forget(ClientConnection connection) {
        Conversation conversation = connection.conversation();
        RequestHistory history = conversation == null ? null : histories.find(conversation.name());
        if (history != null) {
            forget(List.of(history));
        }
    }

    private void forget(List<RequestHistory> forgotten) {
        Decision decision = decisions.begin();
        forgotten.forEach(history -> decision.make(new Change.ConversationForgotten(history.id())));
        ledger.append(decision);
    }

    private boolean isOver(RequestHistory history) {
        return !isOpen.test(history.name()) && history.leftAt() + FORGET_AFTER_MILLIS <= elapsed.millis();
    }

    /** Forgets the conversations whose clients have not reconnected for a day. */
    @Override
    public boolean run(long now) {
        if (nextExpiry <= elapsed.millis()) {
            nextExpiry = elapsed.millis() + EXPIRY_INTERVAL_MILLIS;
            forget(histories.all().stream().filter(this::isOver).toList());
        }
        return false;
    }

    @Override
    public long delay(long now) {
        return histories.size() == 0 ? Long.MAX_VALUE : nextExpiry - elapsed.millis();
    }
}
