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
 * Does once what clients ask for again, because its answer was lost with a link. Owned by the broker thread.
 *
 * <p>What outlives a connection is remembered in the same entry of the log that does it, and so is known after a restart. What is
 * over with its connection, or may as well be done twice (an acknowledgement), is remembered as long as the connection is there.
 */
final class Repetitions implements Chore {

    /** Conversations remembered; beyond, the one that has had no link for the longest is forgotten. */
    static final int MAX_REMEMBERED = 10_000;

    /** Numbers remembered of all conversations together; a conversation with few of them may go on all the same. */
    static final long MAX_NUMBERS = 1_000_000;

    private static final int FREE_NUMBERS = 1000;

    private static final long FORGET_AFTER = 86_400_000;
    private static final long LOOK_EVERY = 60_000;

    /** How long a request is remembered that is to be done once. */
    private enum Memory {
        /** It cannot be asked for once. */
        NONE,
        /** As long as the connection is there. */
        CONNECTION,
        /** In the log. */
        KEPT
    }

    private static final Cases<Request, Memory> MEMORIES = Cases.<Request, Memory>of(Request.class)
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

    private final State state;
    private final RequestHistories memories;
    private final Ledger ledger;
    private final Decisions decisions;
    private final Predicate<UUID> isOpen;
    private long nextLook;

    /** @param isOpen whether a conversation has a connection now */
    Repetitions(State state, Ledger ledger, Decisions decisions, Predicate<UUID> isOpen) {
        this.state = state;
        this.memories = state.memories();
        this.ledger = ledger;
        this.decisions = decisions;
        this.isOpen = isOpen;
        long now = decisions.now();
        memories.all().forEach(memory -> memory.use(now)); // nobody could come while there was no broker
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
        SequenceWindow done = conversation.done();
        done.settle(Math.min(once.settled(), once.number()));
        if (!done.fits(once.number())) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "request " + once.number() + " is not among the " + SequenceWindow.MAX_WIDTH + " from "
                            + done.settled() + " on; ask for what has no answer first");
        }
        CompletableFuture<Reply> first = conversation.pending().get(once.number());
        if (first != null) {
            pass(first, answer);
            return null;
        }
        RequestHistory memory = memories.find(conversation.name());
        if (done.has(once.number()) || (memory != null && memory.done().has(once.number()))) {
            Decision nothing = decisions.begin();
            nothing.sync(); // it may have been done by a broker that was killed before it was told
            decisions.answer(nothing, answer, new Reply.Done());
            return null;
        }
        if (isKept(once.request())) {
            checkRoom(memory);
        }
        CompletableFuture<Reply> outcome = new CompletableFuture<>();
        conversation.pending().put(once.number(), outcome);
        pass(outcome.whenComplete((reply, never) -> conversation.pending().remove(once.number())), answer);
        return outcome;
    }

    private void checkRoom(@Nullable RequestHistory memory) {
        if (memories.numbers() >= MAX_NUMBERS && memory != null && memory.done().size() >= FREE_NUMBERS) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    MAX_NUMBERS + " requests of all conversations are remembered, " + FREE_NUMBERS
                            + " and more of this one; settle some first");
        }
        if (memory == null && memories.size() >= MAX_REMEMBERED && longestUnused() == null) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    MAX_REMEMBERED + " clients have conversations that are remembered; close some connections");
        }
    }

    private @Nullable RequestHistory longestUnused() {
        return memories.all().stream()
                .filter(memory -> !isOpen.test(memory.name()))
                .min(Comparator.comparingLong(RequestHistory::usedAt))
                .orElse(null);
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
        if (MEMORIES.of(request) == Memory.NONE) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "a request " + request.getClass().getSimpleName() + " is not remembered; ask for it plainly");
        }
    }

    /** Whether the request is durable and not idempotent. */
    private static boolean isKept(Request request) {
        return MEMORIES.of(request) == Memory.KEPT;
    }

    /** It is done with this decision. */
    void done(Decision decision, ClientConnection connection, Request.Once once) {
        Conversation conversation = conversation(connection);
        if (!isKept(once.request()) || decision.isEmpty()) {
            conversation.done().add(once.number());
            return;
        }
        RequestHistory memory = memories.find(conversation.name());
        int id = memory == null ? remember(decision, conversation) : memory.id();
        decision.make(new Change.DoneOnce(id, conversation.done().settled(), List.of(once.number())));
    }

    private int remember(Decision decision, Conversation conversation) {
        RequestHistory oldest = memories.size() < MAX_REMEMBERED ? null : longestUnused();
        if (oldest != null) {
            decision.make(new Change.ConversationForgotten(oldest.id()));
        }
        int id = state.nextId();
        decision.make(new Change.ConversationBegun(id, conversation.name(), conversation.user()));
        return id;
    }

    /** The client has said that it is through: it will not ask again. */
    void forget(ClientConnection connection) {
        Conversation conversation = connection.conversation();
        RequestHistory memory = conversation == null ? null : memories.find(conversation.name());
        if (memory != null) {
            forget(List.of(memory));
        }
    }

    private void forget(List<RequestHistory> those) {
        Decision decision = decisions.begin();
        those.forEach(memory -> decision.make(new Change.ConversationForgotten(memory.id())));
        ledger.append(decision);
    }

    private boolean isOver(RequestHistory memory, long now) {
        return !isOpen.test(memory.name()) && memory.usedAt() + FORGET_AFTER <= now;
    }

    /** Forgets those whose clients have not come back. */
    @Override
    public boolean run(long now) {
        if (nextLook <= now) {
            nextLook = now + LOOK_EVERY;
            forget(memories.all().stream().filter(memory -> isOver(memory, now)).toList());
        }
        return false;
    }

    /** When {@link #run} is due, in milliseconds since the epoch. */
    @Override
    public long next() {
        return memories.size() == 0 ? Long.MAX_VALUE : nextLook;
    }
}
