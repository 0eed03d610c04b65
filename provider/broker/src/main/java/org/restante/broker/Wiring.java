package org.restante.broker;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.restante.broker.administration.Administration;
import org.restante.broker.administration.BulkOperation;
import org.restante.broker.administration.ConsumerRegistry;
import org.restante.broker.administration.DestinationListing;
import org.restante.broker.administration.DiskHolders;
import org.restante.broker.administration.Inspector;
import org.restante.broker.administration.MessageListing;
import org.restante.broker.administration.Mover;
import org.restante.broker.administration.Purger;
import org.restante.broker.administration.Report;
import org.restante.broker.administration.SubscriptionOwners;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.dispatch.Slice;
import org.restante.broker.dispatch.StoredDeliveries;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.persistence.Identifiers;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.persistence.Replies;
import org.restante.broker.routing.Acknowledgements;
import org.restante.broker.routing.DeadLetters;
import org.restante.broker.routing.Demand;
import org.restante.broker.routing.FlowControl;
import org.restante.broker.routing.ForeignTags;
import org.restante.broker.routing.OwnerSearches;
import org.restante.broker.routing.Placement;
import org.restante.broker.routing.Router;
import org.restante.broker.routing.Schedules;
import org.restante.broker.routing.Timers;
import org.restante.broker.routing.Transfer;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.Sender;
import org.restante.broker.state.State;
import org.restante.link.DiskStatus;
import org.restante.link.Problem;
import org.restante.log.Log;

/** The parts of an engine, made and connected once. Owned by the broker thread. */
final class Wiring {

    final State state;
    final Ledger ledger;
    final Replies replies;
    final Decisions decisions;
    final ClientConnections connections;
    final EnvelopeCache envelopes;
    final Dispatcher dispatcher;
    final StoredDeliveries deliveries;
    final Slice slice = new Slice();
    final OwnerSearches searches;
    final Router router;
    final Transfer transfer;
    final DeadLetters deadLetters;
    final Acknowledgements acknowledgements;
    final ForeignTags foreign;
    final FlowControl flow;
    final Schedules schedules;
    final Timers timers;
    final SubscriptionOwners owners;
    final ConsumerRegistry registry;
    final Inspector inspector;
    final Report report;
    final Administration administration;
    final PreparedBranches branches;
    final Reclaimer reclaimer;
    final Conversations conversations;
    final Repetitions repetitions;
    final UnusedQueues unusedQueues;
    private Supplier<DiskStatus> disk = () -> {
        throw new RefusedException(
                Problem.INTERNAL, "this broker has no answer about its disk: it runs without maintenance");
    };

    /**
     * @param engine decides on requests that have waited for room, and ends connections
     * @param state the recovered state
     * @param epoch the epoch of the log, as returned by its claim
     * @param elapsed measures waits that are not stored
     * @param brokerThread runs tasks on the broker thread, in order
     */
    Wiring(
            Engine engine,
            State state,
            Log log,
            long epoch,
            UUID secret,
            BrokerOptions options,
            InstantSource clock,
            ElapsedTime elapsed,
            Executor brokerThread) {
        this.state = state;
        ledger = new Ledger(log, () -> brokerThread.execute(() -> {}));
        replies = new Replies(ledger);
        decisions = new Decisions(state, ledger, replies, clock);
        connections = new ClientConnections(epoch, secret);
        envelopes = new EnvelopeCache(log, brokerThread, options.cacheBytes());
        dispatcher = new Dispatcher(state, ledger, envelopes, clock, slice);
        deliveries = new StoredDeliveries(state, ledger, dispatcher);
        searches = new OwnerSearches(state, ledger, slice);
        router = new Router(state, ledger, envelopes, dispatcher, searches, options.limits());
        Placement placement = new Placement(state, router, ledger);
        transfer = new Transfer(state, ledger, envelopes, router, placement, dispatcher, decisions);
        deadLetters = new DeadLetters(transfer, clock);
        acknowledgements = new Acknowledgements(state, dispatcher, deadLetters);
        foreign = new ForeignTags(state);
        flow = new FlowControl(new Demand.Calculator(state, router), engine::decide, elapsed);
        Sender broker = connections.broker();
        Identifiers identifiers = new Identifiers(state, broker.connection());
        schedules = new Schedules(state, ledger, router, searches, dispatcher, envelopes, clock, broker, identifiers);
        timers = new Timers(state, dispatcher, transfer, schedules, elapsed);
        owners = new SubscriptionOwners(state);
        registry = new ConsumerRegistry(state, router, dispatcher, acknowledgements, owners);
        inspector = new Inspector(state, envelopes, clock);
        report = new Report(
                state, ledger, log, envelopes, dispatcher, foreign, connections.all(), clock, elapsed::nanos);
        Mover mover = new Mover(state, transfer, router, placement, identifiers);
        administration = new Administration(
                state,
                dispatcher,
                new Administration.Questions(
                        new DestinationListing(state, connections.byId()),
                        new MessageListing(state, envelopes, clock),
                        new DiskHolders(state, () -> disk.get()),
                        report),
                new BulkOperation(state, envelopes, mover, decisions, log.maxEntry()),
                mover,
                new Purger(state, log.maxEntry()),
                registry,
                engine::end,
                schedules);
        branches = new PreparedBranches(state, router, searches, acknowledgements, dispatcher, envelopes, decisions);
        reclaimer = new Reclaimer(state, ledger);
        conversations = new Conversations(
                state, ledger, acknowledgements, decisions, engine::finish, elapsed, options.linger());
        repetitions = new Repetitions(state, ledger, decisions, conversations::isOpen, elapsed);
        unusedQueues = new UnusedQueues(state, ledger, decisions, elapsed, options.unusedQueues());
    }

    /** Sets the source of answers about the disk. */
    void onDiskQuestion(Supplier<DiskStatus> answer) {
        disk = answer;
    }
}
