package org.restante.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.dispatch.Handlers;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.routing.Acknowledgements;
import org.restante.broker.routing.OwnerSearches;
import org.restante.broker.routing.Router;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Envelope;

/**
 * Prepares branches of distributed transactions, and commits or rolls back prepared branches. Owned by the broker thread.
 *
 * <p>The sends of a prepared branch lie in a hidden queue of its own. A commit sends them anew. The trap: a commit may have to wait
 * until their envelopes are read; a second request to commit the branch meanwhile gets the first one's answer.
 */
final class PreparedBranches {

    /** How many branches may be prepared at a time. */
    static final int MAX_BRANCHES = 4096;

    /** The most bytes of the identifier of a branch, which has two parts of 64 bytes, and of the numbers beside it. */
    private static final int BRANCH_BYTES = 256;

    private static final int BYTES_PER_CHAR = 3;

    private final State state;
    private final Router router;
    private final OwnerSearches searches;
    private final Acknowledgements acknowledgements;
    private final Dispatcher dispatcher;
    private final EnvelopeCache cache;
    private final Decisions decisions;
    private @Nullable Handlers<BranchRequest> handlers;
    private final Map<BranchId, Commit> underWay = new HashMap<>();

    PreparedBranches(
            State state,
            Router router,
            OwnerSearches searches,
            Acknowledgements acknowledgements,
            Dispatcher dispatcher,
            EnvelopeCache cache,
            Decisions decisions) {
        this.state = state;
        this.router = router;
        this.searches = searches;
        this.acknowledgements = acknowledgements;
        this.dispatcher = dispatcher;
        this.cache = cache;
        this.decisions = decisions;
    }

    /** Null if the answer comes later, with another decision. */
    @Nullable
    Reply decide(
            Decision decision, ClientConnection connection, BranchRequest request, CompletableFuture<Reply> answer) {
        if (handlers == null) { // not at each start: few brokers have branches
            handlers = handlers();
        }
        return handlers.decide(decision, connection, request, answer);
    }

    private Handlers<BranchRequest> handlers() {
        return Handlers.of(BranchRequest.class)
                .act(BranchRequest.Prepare.class, this::prepare)
                .put(BranchRequest.CommitPrepared.class, (decision, connection, commit, answer) -> {
                    commit(connection, commit, answer, with -> {});
                    return null;
                })
                .act(
                        BranchRequest.RollbackPrepared.class,
                        (decision, connection, rollback) -> rollback(decision, connection, rollback))
                .put(BranchRequest.Prepared.class, (decision, connection, asked, answer) -> prepared(connection))
                .build();
    }

    /** The branches that the connection's user may end. */
    private Reply prepared(ClientConnection connection) {
        return new Reply.Branches(state.destinations().branches().stream()
                .map(PreparedBranches::branchOf)
                .filter(branch -> connection.maySee(branch.user()))
                .map(PreparedBranch::name)
                .toList());
    }

    private void prepare(Decision decision, ClientConnection connection, BranchRequest.Prepare request) {
        if (state.destinations().branch(request.branch()) != null) {
            throw new RefusedException(
                    Problem.BRANCH_EXISTS,
                    "the branch " + request.branch() + " is prepared; commit it or roll it back");
        }
        if (state.destinations().branches().size() >= MAX_BRANCHES) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    MAX_BRANCHES
                            + " branches of distributed transactions are prepared already; let their transaction manager"
                            + " commit them or roll them back");
        }
        router.check(request.sends(), request.acknowledged().size(), size(connection));
        acknowledgements.check(connection, request.acknowledged());
        PreparedBranch branch = new PreparedBranch(
                state.nextId(),
                request.branch(),
                connection.sender(),
                acknowledgements.detach(request.acknowledged()),
                connection.caller().user());
        decision.make(new Change.Prepared(branch));
        List<DeliveryQueue> hidden = List.of(find(request.branch()));
        request.sends().forEach(message -> {
            router.storeOfClient(decision, message, hidden);
            router.reserve(request.branch(), connection.sender(), message);
        });
        decision.sync();
    }

    /** The most bytes of an entry for a branch of this client, besides its messages and acknowledgements. */
    private static long size(ClientConnection connection) {
        return BRANCH_BYTES
                + size(connection.clientId())
                + size(connection.caller().user());
    }

    private static long size(@Nullable String text) {
        return text == null ? 0 : (long) BYTES_PER_CHAR * text.length();
    }

    private DeliveryQueue find(BranchId name) {
        DeliveryQueue queue = state.destinations().branch(name);
        if (queue == null) {
            throw new RefusedException(
                    Problem.NO_SUCH_BRANCH,
                    "the branch " + name + " is not prepared; it never was, or it is committed or rolled back");
        }
        return queue;
    }

    private static PreparedBranch branchOf(DeliveryQueue queue) {
        if (queue.branch() == null) {
            throw new IllegalStateException(queue.address() + " is not a branch");
        }
        return queue.branch();
    }

    /** Refuses to end a branch of another user. As a refusal it is not "no such branch", which a transaction manager forgets. */
    private static void check(ClientConnection connection, PreparedBranch branch, BranchRequest request) {
        if (!connection.mayUse(branch.user(), request)) {
            throw new RefusedException(
                    Problem.SECURITY,
                    "the branch " + branch.name() + " was prepared by another user; only that user, or one who may"
                            + " administer everything, commits it or rolls it back");
        }
    }

    private void rollback(Decision decision, ClientConnection connection, BranchRequest.RollbackPrepared request) {
        BranchId name = request.branch();
        PreparedBranch branch = branchOf(find(name));
        check(connection, branch, request);
        if (underWay.containsKey(name)) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "the branch " + name + " is being committed; it cannot be rolled back any more");
        }
        acknowledgements.returnPrepared(decision, branch);
        decision.make(new Change.DestinationRemoved(branch.id()));
        router.reservations().release(name);
        decision.sync();
    }

    /** After a start: reserves the space of all branches again, one message after another as they are read. */
    void reserveAgain() {
        reserveNext(new ArrayDeque<>(state.destinations().branches()), new ArrayDeque<>());
    }

    /** @param sends the messages of one branch that are left */
    private void reserveNext(ArrayDeque<DeliveryQueue> queues, ArrayDeque<MessageReference> sends) {
        while (!sends.isEmpty() || !queues.isEmpty()) {
            if (sends.isEmpty()) {
                queues.remove().backlog().forEach(sends::add);
                continue;
            }
            MessageReference next = sends.remove();
            Envelope envelope = next.message().envelope();
            if (envelope == null && isPrepared(next)) {
                cache.fetch(next.message(), (read, failure) -> {
                    reserve(next, read); // null if it cannot be read; the commit sets it aside
                    reserveNext(queues, sends);
                });
                return;
            }
            reserve(next, envelope);
        }
    }

    private void reserve(MessageReference send, @Nullable Envelope message) {
        if (message != null && isPrepared(send)) {
            PreparedBranch branch = branchOf(DeliveryQueue.of(send));
            router.reserve(branch.name(), branch.sender(), message);
        }
    }

    /** Whether its branch was neither committed nor rolled back meanwhile. */
    private boolean isPrepared(MessageReference send) {
        DeliveryQueue queue = DeliveryQueue.of(send);
        return state.destinations().branch(branchOf(queue).name()) == queue;
    }

    /** @param along adds to the decision */
    void commit(
            ClientConnection connection,
            BranchRequest.CommitPrepared request,
            CompletableFuture<Reply> answer,
            Consumer<Decision> along) {
        BranchId name = request.branch();
        Commit commit = underWay.get(name);
        DeliveryQueue queue = commit == null ? find(name) : commit.queue;
        check(connection, branchOf(queue), request);
        if (commit != null) {
            commit.answers.add(answer);
            commit.along.add(along);
            return;
        }
        commit = new Commit(queue);
        commit.answers.add(answer);
        commit.along.add(along);
        underWay.put(name, commit);
        commit.from(0);
    }

    /** A commit under way. It pauses where an envelope must be read first. */
    private final class Commit {
        private final DeliveryQueue queue;
        private final PreparedBranch branch;
        private final List<MessageReference> references = new ArrayList<>();
        private final List<Envelope> envelopes = new ArrayList<>();
        private final List<CompletableFuture<Reply>> answers = new ArrayList<>(1);
        private final List<Consumer<Decision>> along = new ArrayList<>(1);

        Commit(DeliveryQueue queue) {
            this.queue = queue;
            this.branch = branchOf(queue);
            queue.backlog().forEach(references::add);
            references.sort(Comparator.comparingLong(MessageReference::sequence));
        }

        void from(int first) {
            for (int i = first; i < references.size(); i++) {
                MessageReference reference = references.get(i);
                Envelope envelope = reference.message().envelope();
                if (envelope == null) {
                    int next = i + 1;
                    cache.fetch(reference.message(), (read, failure) -> {
                        take(reference, read, failure);
                        from(next);
                    });
                    return;
                }
                envelopes.add(envelope);
            }
            envelopes.removeIf(router::isForNobody);
            CompletableFuture<Reply> outcome = new CompletableFuture<>();
            outcome.thenAccept(this::answer);
            try {
                searches.run(
                        this,
                        new OwnerSearches.Task(
                                branch.sender(),
                                envelopes,
                                false,
                                outcome,
                                () -> decide().thenAccept(outcome::complete)));
            } catch (RefusedException e) {
                outcome.complete(staysPrepared(e));
            }
        }

        private void answer(Reply reply) {
            answers.forEach(answer -> answer.complete(reply));
        }

        private Reply staysPrepared(RefusedException refused) {
            underWay.remove(branch.name());
            return new Reply.Refused(
                    refused.problem(),
                    "the branch " + branch.name() + " stays prepared, to be committed later: " + refused.reason());
        }

        /** A message that cannot be read is lost with or without the branch, so the commit goes on without it. */
        private void take(MessageReference reference, @Nullable Envelope read, String failure) {
            if (read == null) {
                dispatcher.setAside(reference, failure);
            } else {
                envelopes.add(read);
            }
        }

        private CompletableFuture<Reply> decide() {
            underWay.remove(branch.name());
            envelopes.removeIf(router::isForNobody);
            try {
                router.checkRoom(envelopes, branch.acknowledged().size());
            } catch (RefusedException e) {
                return CompletableFuture.completedFuture(staysPrepared(e));
            }
            Decision decision = decisions.begin();
            acknowledgements.acknowledgePrepared(decision, branch);
            envelopes.forEach(message -> router.send(decision, branch.sender(), message));
            decision.make(new Change.DestinationRemoved(branch.id()));
            router.reservations().release(branch.name());
            along.forEach(more -> more.accept(decision));
            decision.sync();
            return decisions.append(decision);
        }
    }
}
