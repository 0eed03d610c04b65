package org.restante.broker;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.DiskStatus;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.Log;

/**
 * The broker without its thread: takes requests, decides, and lets out what is kept. Owned by the broker thread; in a
 * simulation, by the test.
 *
 * <p>The trap: a reply that confirms something waits for its gate, and for every sync asked for before it, so that a repeated
 * request is not confirmed sooner than the first.
 */
final class Engine {

    private final State state;
    private final Ledger ledger;
    private final Replies replies;
    private final Bodies bodies;
    private final Dispatcher dispatcher;
    private final Router router;
    private final FlowControl flow;
    private final Schedules schedules;
    private final Settler settler;
    private final Subscriber subscriber;
    private final Reclaimer reclaimer;
    private final Inspector inspector;
    private final Preparer preparer;
    private final Administration administration;
    private final Transfer transfer;
    private final Report report;
    private final DeadLetters deadLetters;
    private final Timers timers;
    private final Conversations conversations;
    private final Repetitions repetitions;
    private final InstantSource clock;
    private final BrokerOptions options;
    private final long epoch;
    private final NavigableMap<Long, ClientConnection> connections = new TreeMap<>();
    private final Map<String, ClientConnection> identified = new HashMap<>();
    private final List<StoredMessage> newlyKept = new ArrayList<>();
    private Supplier<DiskStatus> disk = () -> {
        throw new RefusedException(Problem.INTERNAL, "nobody here looks after the disk");
    };
    private int connected;
    private volatile @Nullable String failure;

    /**
     * @param state as recovered
     * @param epoch the log's, from its claim
     * @param brokerThread runs what it is given on the owner's thread, in order
     */
    Engine(State state, Log log, long epoch, BrokerOptions options, InstantSource clock, Executor brokerThread) {
        this.state = state;
        this.epoch = epoch;
        this.options = options;
        this.clock = clock;
        this.ledger = new Ledger(log, () -> brokerThread.execute(() -> {}));
        this.replies = new Replies(ledger);
        this.bodies = new Bodies(log, brokerThread, options.cacheBytes());
        this.dispatcher = new Dispatcher(state, ledger, bodies, clock);
        this.router = new Router(state, ledger, dispatcher, options);
        Depositor depositor = new Depositor(state, router, ledger);
        this.transfer = new Transfer(state, ledger, bodies, router, depositor, dispatcher, clock, this::append);
        this.deadLetters = new DeadLetters(transfer, clock);
        dispatcher.onExpiry(deadLetters::expire);
        this.settler = new Settler(state, dispatcher, deadLetters);
        this.flow = new FlowControl(new Demand.Terms(state, router), this::take);
        this.subscriber = new Subscriber(state, router, dispatcher, settler);
        this.reclaimer = new Reclaimer(state, ledger);
        this.inspector = new Inspector(state, bodies, clock);
        this.preparer = new Preparer(state, router, settler, dispatcher, bodies, this::decision, this::append);
        Sender scheduler = new Sender((epoch & 0x7FFF_FFFFL) << 32, null); // connections are numbered from 1 on
        Identifiers identifiers = new Identifiers(state, scheduler.connection());
        this.schedules = new Schedules(state, ledger, router, dispatcher, bodies, clock, scheduler, identifiers);
        Mover mover = new Mover(state, transfer, router, depositor, identifiers);
        this.report = new Report(state, ledger, log, bodies, dispatcher, connections.values(), clock);
        this.administration = new Administration(
                state,
                dispatcher,
                new Administration.Questions(
                        new Census(state, connections),
                        new Overview(state, bodies, clock),
                        new Holdings(state, () -> disk.get()),
                        report),
                new Sweeper(state, bodies, mover, this::decision, this::append, log.maxEntry()),
                mover,
                new Purger(state, log.maxEntry()),
                subscriber,
                this::end,
                schedules);
        this.conversations = new Conversations(state, ledger, settler, this::decision, this::finish, options.linger());
        this.repetitions = new Repetitions(state, ledger, this::decision, conversations::isOpen, this::reply);
        this.timers = new Timers(state, dispatcher, transfer, schedules, clock);
        state.onDeparture(bodies::forget);
        state.beginTally();
    }

    void onDiskQuestion(Supplier<DiskStatus> answer) {
        disk = answer;
    }

    LinkEnd connect(Consumer<Event> events) {
        long id = (epoch & 0x7FFF_FFFFL) << 32 | ++connected;
        ClientConnection connection = new ClientConnection(id);
        connections.put(id, connection);
        LinkEnd end = new LinkEnd(events);
        end.attach(connection);
        return end;
    }

    /** The link is closed: all of its sessions end. */
    void disconnect(LinkEnd end) {
        ClientConnection connection = end.connection();
        if (connection != null) {
            finish(connection);
            if (failure == null) {
                repetitions.forget(connection);
            }
        }
    }

    /** The link is lost: what its client may come back for stays a while. */
    void lose(LinkEnd end) {
        ClientConnection connection = end.connection();
        if (connection != null && connection.conversation() != null && failure == null) {
            conversations.lose(connection, end);
        } else {
            disconnect(end);
        }
    }

    /** Whether the link takes deliveries, from now on. */
    void ready(LinkEnd end, boolean ready) {
        end.ready(ready);
        ClientConnection connection = end.connection();
        if (ready && connection != null) {
            connection.consumers().values().forEach(consumer -> dispatcher.lookAgain(consumer.queue()));
        }
    }

    private void finish(ClientConnection connection) {
        conversations.ended(connection);
        LinkEnd end = connection.end();
        if (end != null) {
            end.detach();
        }
        if (connections.remove(connection.id()) == null || failure != null) {
            return;
        }
        flow.forget(connection, "the connection was closed while the send waited for room");
        Decision decision = decision();
        for (int session : new ArrayList<>(connection.sessions().keySet())) {
            subscriber.abandonSession(decision, connection, session);
        }
        connection.temporaries().forEach(address -> subscriber.remove(decision, address));
        if (connection.clientId() != null) {
            identified.remove(connection.clientId(), connection);
        }
        ledger.append(decision);
        deadLetters.takeBegun(); // nobody waits for it
    }

    /** Ends a link for an operator. */
    private void end(long id) {
        ClientConnection connection = connections.get(id);
        if (connection == null) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, "there is no connection " + id + "; it may have ended by now");
        }
        finish(connection);
        connection.send(new Event.Closed(Event.Closed.BY_OPERATOR));
    }

    /** Decides on a request; the answer comes now or, where something must be kept first, from {@link #pump}. */
    void handle(LinkEnd end, Request request, CompletableFuture<Reply> answer) {
        ClientConnection connection = end.connection();
        if (failure != null || connection == null) {
            String reason = failure == null ? "the connection is closed, or goes on over another link" : failure;
            answer.complete(new Reply.Refused(Problem.CLOSED, reason));
            return;
        }
        CompletableFuture<Reply> outcome = answer;
        try {
            if (request instanceof Request.Connect connect) {
                answer.complete(connect(end, connection, connect));
                return;
            } else if (request instanceof Request.Once once) {
                outcome = repetitions.begin(connection, once, answer);
            }
            if (outcome != null && !flow.holds(connection, request, outcome, clock.millis())) {
                take(connection, request, outcome);
            }
        } catch (RefusedException e) {
            report.refused();
            (outcome == null ? answer : outcome).complete(new Reply.Refused(e.problem(), e.reason()));
        }
    }

    private Reply connect(LinkEnd end, ClientConnection connection, Request.Connect request) {
        boolean resumed = conversations.connect(end, connection, request);
        ClientConnection served = end.connection() == null ? connection : end.connection();
        if (served != connection) {
            connections.remove(connection.id());
        }
        return new Reply.Connected(state.store(), served.id(), options.maxMessage(), resumed);
    }

    private void take(ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        Request asked = request instanceof Request.Once once ? once.request() : request;
        Decision decision = decision();
        try {
            Reply reply = decide(decision, connection, request, answer);
            long gate = Math.max(ledger.append(decision), confirms(asked) ? ledger.lastSync() : 0);
            CompletableFuture<Void> moves = deadLetters.takeBegun();
            if (reply != null && moves != null) {
                moves.thenRun(() -> reply(gate, answer, reply));
            } else if (reply != null) {
                reply(gate, answer, reply);
            }
        } catch (RefusedException e) {
            report.refused();
            ledger.append(decision); // a topic may have been made on the way, and what comes later builds on it
            long gate = asked instanceof BranchRequest ? ledger.lastSync() : 0;
            reply(gate, answer, new Reply.Refused(e.problem(), e.reason()));
        }
    }

    private static boolean confirms(Request request) {
        return request instanceof Request.Acknowledge
                || request instanceof Request.Commit
                || request instanceof Request.OpenConsumer
                || request instanceof BranchRequest;
    }

    private void reply(long gate, CompletableFuture<Reply> answer, Reply reply) {
        if (failure != null) {
            answer.complete(new Reply.Refused(Problem.CLOSED, failure));
        } else {
            replies.hold(gate, answer, reply);
        }
    }

    /** Null if somebody else answers. */
    private @Nullable Reply decide(
            Decision decision, ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        if (request instanceof Request.Send send) {
            router.check(List.of(send.message()));
            router.send(decision, connection.sender(), send.message());
        } else if (request instanceof Request.Acknowledge acknowledge) {
            settler.acknowledge(decision, connection.session(acknowledge.session()), acknowledge.tags());
        } else if (request instanceof Request.Expired expired) {
            settler.expire(decision, connection.session(expired.session()), expired.tags());
        } else if (request instanceof Request.Once once) {
            return decideOnce(decision, connection, once, answer);
        } else if (request instanceof Request.Credit credit) {
            credit(connection, credit);
        } else if (request instanceof Request.Drain drain) {
            return drain(connection, drain, answer);
        } else if (request instanceof Request.Commit commit) {
            commit(decision, connection, commit);
        } else if (request instanceof Request.Recover recover) {
            settler.recover(decision, connection, connection.session(recover.session()), recover);
        } else if (request instanceof Request.HandOver hand) {
            settler.handOver(connection.session(hand.from()), connection.session(hand.to()), hand.tags());
        } else {
            return decideRarer(decision, connection, request, answer);
        }
        return new Reply.Done();
    }

    private @Nullable Reply decideOnce(
            Decision decision, ClientConnection connection, Request.Once once, CompletableFuture<Reply> answer) {
        if (once.request() instanceof BranchRequest.CommitPrepared commit) {
            preparer.commit(commit.branch(), answer, made -> repetitions.done(made, connection, once));
            return null;
        }
        Reply reply = decide(decision, connection, once.request(), answer);
        repetitions.done(decision, connection, once);
        return reply;
    }

    private @Nullable Reply decideRarer(
            Decision decision, ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        if (request instanceof Request.Identify identify) {
            identify(connection, identify.clientId());
        } else if (request instanceof Request.OpenConsumer open) {
            subscriber.open(decision, connection, open);
        } else if (request instanceof Request.CloseConsumer close) {
            subscriber.close(decision, connection, close.consumer(), close.seen());
        } else if (request instanceof Request.CloseSession close) {
            subscriber.closeSession(decision, connection, close.session(), close.seen());
        } else if (request instanceof Request.Unsubscribe unsubscribe) {
            subscriber.unsubscribe(decision, connection, unsubscribe.name());
        } else if (request instanceof Request.CreateTemporary create) {
            return new Reply.Created(subscriber.createTemporary(decision, connection, create.kind(), create.name()));
        } else if (request instanceof Request.DeleteTemporary delete) {
            subscriber.deleteTemporary(decision, connection, delete.address());
        } else if (request instanceof Request.Browse browse) {
            inspector.browse(browse, answer);
            return null;
        } else if (request instanceof BranchRequest asked) {
            return preparer.decide(decision, connection, asked, answer);
        } else if (request instanceof AdminRequest asked) {
            return administration.decide(decision, asked, answer);
        } else if (request instanceof Request.Status status) {
            return inspector.status(status.id());
        } else if (request instanceof Request.Reclaim reclaim) {
            return reclaimer.reclaim(decision, connection, reclaim);
        }
        return new Reply.Done();
    }

    private void identify(ClientConnection connection, String clientId) {
        ClientConnection holder = identified.putIfAbsent(clientId, connection);
        if (clientId.isEmpty() || holder != null || connection.clientId() != null) {
            throw new RefusedException(
                    Problem.INVALID_CLIENT_ID,
                    "the client identifier '" + clientId
                            + "' is empty, or another connection has it, or this one has one");
        }
        connection.identify(clientId);
    }

    private void credit(ClientConnection connection, Request.Credit credit) {
        ClientConsumer consumer = connection.consumers().get(credit.consumer());
        if (consumer != null) {
            consumer.addCredit(credit.messages(), credit.bytes());
            dispatcher.lookAgain(consumer.queue());
        }
    }

    private @Nullable Reply drain(ClientConnection connection, Request.Drain drain, CompletableFuture<Reply> answer) {
        ClientConsumer consumer = connection.consumers().get(drain.consumer());
        if (consumer == null) {
            return new Reply.Done();
        }
        consumer.drains().add(answer);
        dispatcher.lookAgain(consumer.queue());
        dispatcher.watch(consumer);
        return null;
    }

    private void commit(Decision decision, ClientConnection connection, Request.Commit commit) {
        ClientSession session = connection.session(commit.session());
        router.check(commit.sends());
        settler.check(session, commit.acknowledged());
        settler.acknowledge(decision, session, commit.acknowledged());
        commit.sends().forEach(message -> router.send(decision, connection.sender(), message));
    }

    Decision decision() {
        return new Decision(state, clock.millis());
    }

    /** Takes note of what is kept, dispatches, and lets out what may go; to be called after each batch of requests. */
    void pump() {
        if (failure != null) {
            return;
        }
        try {
            boolean more = true;
            while (more) {
                more = ledger.poll(this::kept);
                more |= timers.run();
                more |= transfer.run();
                more |= schedules.run();
                more |= flow.run(clock.millis());
                more |= conversations.run(clock.millis());
                repetitions.run(clock.millis());
                more |= dispatcher.run();
                newlyKept.forEach(bodies::kept);
                newlyKept.clear();
                replies.letGo();
            }
            state.packer().run();
        } catch (CompletionException e) {
            fail("the log has failed, and nothing more is kept: " + e.getCause());
        }
    }

    private void kept(Change.Stored stored, long position, int offset) {
        StoredMessage message = stored.message();
        state.place(message, position, offset);
        if (stored.copied()) {
            message.unpin();
        } else {
            newlyKept.add(message);
        }
        router.kept(stored);
    }

    /** Appends what the start itself changes. */
    void begin(Decision decision) {
        ledger.append(decision);
    }

    /** Appends a decision that no client asked for; the stage completes when it is kept. */
    CompletableFuture<Reply> append(Decision decision) {
        if (failure != null) {
            return CompletableFuture.completedFuture(new Reply.Refused(Problem.CLOSED, failure));
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        reply(ledger.append(decision), answer, new Reply.Done());
        return answer;
    }

    Ledger ledger() {
        return ledger;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    FlowControl flow() {
        return flow;
    }

    State state() {
        return state;
    }

    Report report() {
        return report;
    }

    /** Ends all links; whoever waits is told why. */
    void fail(String reason) {
        if (failure != null) {
            return;
        }
        failure = reason;
        replies.fail(reason);
        transfer.end(reason);
        for (ClientConnection connection : connections.values()) {
            flow.forget(connection, reason);
            connection.consumers().values().forEach(dispatcher::forget);
            connection.send(new Event.Closed(reason));
        }
    }

    /** Why it has stopped; null while it runs. */
    @Nullable
    String failure() {
        return failure;
    }

    /** When {@link #pump} is due though nothing has come in, in milliseconds since the epoch. */
    long nextPump() {
        if (state.packer().isBehind()) {
            return 0;
        }
        long next = Math.min(conversations.next(), repetitions.next());
        return Math.min(next, Math.min(timers.next(), flow.next()));
    }

    /** Whether to take more requests, or to wait until more is kept first. */
    boolean isOverloaded() {
        return ledger.pendingBytes() > MOST_PENDING;
    }

    private static final long MOST_PENDING = 64L << 20;
}
