package org.restante.broker;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.broker.administration.Report;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.routing.FlowControl;
import org.restante.broker.routing.OwnerSearches;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.Caller;
import org.restante.link.DiskStatus;
import org.restante.link.Event;
import org.restante.link.NotHere;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.Log;
import org.restante.log.StaleOwnerException;
import org.restante.message.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker without its thread: decides on requests, appends the decisions to the log, and releases replies and deliveries
 * when the log has their entries. {@link Wiring} makes its parts, {@link RequestHandlers} chooses the part that decides on a
 * request, and each {@link Chore} runs in every {@link #pump}. Owned by the broker thread; in a simulation, by the test.
 *
 * <p>The trap: a reply waits for the entry of its own decision, and, if {@link Request#sync} requires it, for every sync requested
 * before it. Otherwise a repeated request could be confirmed before the first one is safe.
 */
final class Engine implements Ledger.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long MAX_PENDING = 64L << 20;

    private final Wiring parts;
    private final RequestHandlers handlers;
    private final List<Chore> chores;
    private final InstantSource clock;
    private final BrokerOptions options;
    private final List<StoredMessage> newlyKept = new ArrayList<>();
    private Consumer<Throwable> logFailure = cause -> {};

    /**
     * @param state the recovered state
     * @param epoch the epoch of the log, as returned by its claim
     * @param secret makes the names of temporary destinations hard to guess
     * @param elapsed measures waits that are not stored
     * @param brokerThread runs tasks on the broker thread, in order
     */
    Engine(
            State state,
            Log log,
            long epoch,
            UUID secret,
            BrokerOptions options,
            InstantSource clock,
            ElapsedTime elapsed,
            Executor brokerThread) {
        this.options = options;
        this.clock = clock;
        this.parts = new Wiring(this, state, log, epoch, secret, options, clock, elapsed, brokerThread);
        this.handlers = new RequestHandlers(parts);
        this.chores = List.of(
                now -> parts.ledger.poll(),
                parts.timers,
                parts.transfer,
                parts.schedules,
                parts.searches,
                parts.flow,
                parts.conversations,
                parts.repetitions,
                parts.unusedQueues,
                parts.dispatcher,
                this::releaseReplies);
        parts.ledger.onKept(this);
        parts.dispatcher.onExpiry(parts.deadLetters::expire);
        state.onDeparture(parts.envelopes::forget);
        state.recovered();
    }

    void onDiskQuestion(Supplier<DiskStatus> answer) {
        parts.onDiskQuestion(answer);
    }

    /** Opens a link of a broker without users. */
    LinkEnd connect(Consumer<Event> events) {
        return connect(events, Caller.ANYBODY);
    }

    /** @param caller the user of the link */
    LinkEnd connect(Consumer<Event> events, Caller caller) {
        return parts.connections.connect(events, caller);
    }

    /** The link was closed: its connection ends, with all sessions. */
    void disconnect(LinkEnd end) {
        ClientConnection connection = end.connection();
        boolean isBehind = connection != null
                && failure() == null
                && parts.searches.runBehind(connection, connection.sender(), () -> disconnect(end));
        if (connection != null && !isBehind) {
            finish(connection);
            if (failure() == null) {
                parts.repetitions.forget(connection);
            }
        }
    }

    /** The link was lost: its connection stays open for the linger time, because the client may reconnect. */
    void lose(LinkEnd end) {
        ClientConnection connection = end.connection();
        if (connection != null && connection.conversation() != null && failure() == null) {
            parts.conversations.lose(connection, end);
        } else {
            disconnect(end);
        }
    }

    /** Sets whether deliveries may be sent over the link from now on. */
    void setReady(LinkEnd end, boolean ready) {
        end.setReady(ready);
        ClientConnection connection = end.connection();
        if (ready && connection != null) {
            connection.consumers().values().forEach(consumer -> parts.dispatcher.lookAgain(consumer.queue()));
        }
    }

    /** Ends a connection with its sessions, consumers and temporary destinations. */
    void finish(ClientConnection connection) {
        parts.conversations.ended(connection);
        LinkEnd end = connection.end();
        if (end != null) {
            end.detach();
        }
        if (!parts.connections.remove(connection) || failure() != null) {
            return;
        }
        parts.flow.forget(connection, "the connection was closed while the send waited for room at its destination");
        parts.searches.forget(connection, "the connection was closed while its requests waited for many selectors");
        Decision decision = decision();
        for (int session : ClientConnections.sessions(connection)) {
            parts.registry.abandonSession(decision, connection, session);
        }
        connection.temporaries().forEach(address -> parts.registry.remove(decision, address));
        parts.connections.releaseIdentifier(connection);
        parts.ledger.append(decision);
        parts.deadLetters.takePending(); // no reply waits for these transfers
    }

    /** Ends a connection because an operator asked for it. */
    void end(long id) {
        ClientConnection connection = parts.connections.find(id);
        finish(connection);
        connection.send(new Event.Closed(Event.Closed.BY_OPERATOR));
    }

    /** Decides on a request. The answer is completed at once, or by {@link #pump} when the log has the entry. */
    void handle(LinkEnd end, Request request, CompletableFuture<Reply> answer) {
        ClientConnection connection = end.connection();
        String failure = failure();
        if (failure != null || connection == null) {
            String reason = failure == null
                    ? "the connection is closed, or its client has reconnected over another link"
                    : failure;
            answer.complete(new Reply.Refused(Problem.CLOSED, reason));
            return;
        }
        CompletableFuture<Reply> outcome = answer;
        try {
            if (request instanceof Request.Connect connect) {
                answer.complete(connect(end, connection, connect));
                return;
            } else if (request instanceof Request.Once once) {
                outcome = parts.repetitions.begin(connection, once, answer);
            }
            if (outcome != null) {
                CompletableFuture<Reply> made = outcome;
                run(connection, request.sends(), made, () -> decideOrWait(connection, request, made));
            }
        } catch (RefusedException e) {
            refuse(outcome == null ? answer : outcome, e);
        }
    }

    /** Runs a task of a connection when it is known where its messages go, behind the tasks before it. */
    private void run(
            ClientConnection connection, List<Envelope> sends, CompletableFuture<Reply> outcome, Runnable then) {
        parts.searches.run(connection, new OwnerSearches.Task(connection.sender(), sends, true, outcome, then));
    }

    private void decideOrWait(ClientConnection connection, Request request, CompletableFuture<Reply> outcome) {
        try {
            if (!parts.flow.enqueueIfFull(connection, request, outcome)) {
                decide(connection, request, outcome);
            }
        } catch (RefusedException e) {
            refuse(outcome, e);
        }
    }

    private void refuse(CompletableFuture<Reply> outcome, RefusedException refused) {
        parts.report.refused();
        outcome.complete(new Reply.Refused(refused.problem(), refused.reason()));
    }

    private Reply connect(LinkEnd end, ClientConnection connection, Request.Connect request) {
        boolean resumed = parts.conversations.connect(end, connection, request);
        ClientConnection served = end.connection() == null ? connection : end.connection();
        if (served != connection) {
            parts.connections.remove(connection);
        }
        return new Reply.Connected(parts.state.store(), served.id(), options.maxMessage(), resumed);
    }

    /** Decides on a request whose destinations have room. */
    void decide(ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        Decision decision = decision();
        try {
            Reply reply = handlers.decide(decision, connection, request, answer);
            parts.deliveries.addTo(decision);
            boolean isAlone = request.sync() == Request.Sync.OWN || decision.isFirst();
            long entry = request instanceof Request.Acknowledge
                    ? parts.ledger.appendAcknowledgements(decision)
                    : parts.ledger.append(decision);
            parts.deliveries.appended(entry);
            long gate = Math.max(entry, isAlone ? 0 : parts.ledger.lastSync());
            CompletableFuture<Void> moves = parts.deadLetters.takePending();
            if (reply != null && moves != null) {
                moves.thenRun(() -> parts.replies.hold(gate, answer, reply));
            } else if (reply != null) {
                parts.replies.hold(gate, answer, reply);
            }
        } catch (RefusedException e) {
            parts.report.refused();
            parts.ledger.append(decision); // changes made before the refusal, such as a new topic, have taken effect
            long gate = request.sync() == Request.Sync.EVERY_REPLY ? parts.ledger.lastSync() : 0;
            parts.replies.hold(gate, answer, new Reply.Refused(e.problem(), e.reason()));
        }
    }

    Decision decision() {
        return parts.decisions.begin();
    }

    /** Runs all chores until none has more to do, then the packer. To be called after each batch of requests. */
    void pump() {
        if (failure() != null) {
            return;
        }
        try {
            parts.slice.begin();
            boolean more = true;
            while (more) {
                more = false;
                for (Chore chore : chores) {
                    more |= chore.run(clock.millis());
                }
            }
            parts.state.packer().run();
        } catch (CompletionException e) {
            logFailed(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Lets the next {@link #pump} find all messages that have expired, also if the last sweep was just now. */
    void expireNow() {
        parts.timers.sweepNow();
    }

    /** If another owner has the log, this broker ends for its clients, which learn where the owner is. */
    void logFailed(Throwable cause) {
        if (failure() != null) {
            return;
        }
        if (cause instanceof StaleOwnerException stale) {
            LOG.warn("The broker steps down: {}", stale.getMessage());
            fail(new NotHere(stale.owner())
                    .reason("the log has failed for this process, as another one owns it: " + Reason.of(stale)));
        } else {
            LOG.error("The log has failed, so the broker stores nothing more and refuses all requests", cause);
            fail("the log has failed, so nothing more is stored: " + Reason.of(cause));
        }
        logFailure.accept(cause);
    }

    /** Sets who is told, on the broker thread, that the log has failed, or has another owner. */
    void onLogFailure(Consumer<Throwable> told) {
        logFailure = told;
    }

    @Override
    public void storedInMemory(Change.Stored stored) {
        stored.message().release();
        parts.router.kept(stored);
    }

    @Override
    public void stored(Change.Stored stored, long position, int offset) {
        StoredMessage message = stored.message();
        parts.state.sharing().kept(stored, position, offset);
        if (stored.copied()) {
            message.unpin();
        } else {
            newlyKept.add(message);
        }
        parts.router.kept(stored);
    }

    private boolean releaseReplies(long now) {
        newlyKept.forEach(parts.envelopes::kept);
        newlyKept.clear();
        parts.replies.release();
        return parts.ledger.flush();
    }

    /** Appends the first decision without waiting for it. */
    void begin(Decision decision) {
        parts.ledger.append(decision);
        parts.branches.reserveAgain();
    }

    /** Appends a decision that no client asked for; the stage completes when the log has the entry. */
    CompletableFuture<Reply> append(Decision decision) {
        return parts.decisions.append(decision);
    }

    Ledger ledger() {
        return parts.ledger;
    }

    Dispatcher dispatcher() {
        return parts.dispatcher;
    }

    FlowControl flow() {
        return parts.flow;
    }

    State state() {
        return parts.state;
    }

    Report report() {
        return parts.report;
    }

    /** Stops the broker: refuses all waiting requests with this reason, and closes all links. */
    void fail(String reason) {
        if (failure() != null) {
            return;
        }
        parts.replies.fail(reason);
        parts.transfer.end(reason);
        for (ClientConnection connection : parts.connections.all()) {
            parts.flow.forget(connection, reason);
            parts.searches.forget(connection, reason);
            connection.consumers().values().forEach(parts.dispatcher::forget);
            connection.send(new Event.Closed(reason));
        }
    }

    /** Why the broker has stopped; null while it runs. Any thread may call it. */
    @Nullable
    String failure() {
        return parts.replies.failure();
    }

    /** How long until {@link #pump} is due without a new request, in milliseconds. */
    long delay() {
        if (failure() != null) {
            return Long.MAX_VALUE;
        }
        if (parts.state.packer().isBehind()) {
            return 0;
        }
        long now = clock.millis();
        long delay = Long.MAX_VALUE;
        for (Chore chore : chores) {
            delay = Math.min(delay, chore.delay(now));
        }
        return delay;
    }

    /** Whether so many bytes are on their way to the log that no more requests should be taken. */
    boolean isOverloaded() {
        return parts.ledger.pendingBytes() > MAX_PENDING;
    }
}
