package org.restante.broker.administration;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.dispatch.Handlers;
import org.restante.broker.routing.Schedules;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policies;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.broker.state.Topic;
import org.restante.link.AdminRequest;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Address;
import org.restante.message.NamePattern;

/** Decides on the requests of operators. Owned by the broker thread. */
public final class Administration {

    private final State state;
    private final Dispatcher dispatcher;
    private final Questions questions;
    private final BulkOperation bulk;
    private final Mover mover;
    private final Purger purger;
    private final ConsumerRegistry registry;
    private final LongConsumer ending;
    private final Schedules schedules;
    private @Nullable Handlers<AdminRequest> handlers;

    /** The parts that answer questions, which change nothing. */
    public record Questions(
            DestinationListing destinationListing,
            MessageListing messageListing,
            DiskHolders diskHolders,
            Report report) {}

    /**
     * Makes the table of handlers.
     *
     * @param ending ends the connection with this number, if there is one
     */
    public Administration(
            State state,
            Dispatcher dispatcher,
            Questions questions,
            BulkOperation bulk,
            Mover mover,
            Purger purger,
            ConsumerRegistry registry,
            LongConsumer ending,
            Schedules schedules) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.questions = questions;
        this.bulk = bulk;
        this.mover = mover;
        this.purger = purger;
        this.registry = registry;
        this.ending = ending;
        this.schedules = schedules;
    }

    /** Null if the answer comes later. */
    public @Nullable Reply decide(
            Decision decision, ClientConnection connection, AdminRequest request, CompletableFuture<Reply> answer) {
        if (handlers == null) { // not at each start: few brokers are asked by an operator
            Handlers.Builder<AdminRequest> table = Handlers.of(AdminRequest.class);
            putChanges(table);
            putQuestions(table);
            handlers = table.build();
        }
        request.concerns().forEach(state.destinations()::checkName);
        return handlers.decide(decision, connection, request, answer);
    }

    private void putChanges(Handlers.Builder<AdminRequest> table) {
        table.put(AdminRequest.Sweep.class, (decision, connection, sweep, answer) -> {
            bulk.sweep(sweep, connection.caller(), answer);
            return null;
        });
        table.put(AdminRequest.Delete.class, (decision, connection, delete, answer) -> purger.delete(decision, delete));
        table.act(AdminRequest.Configure.class, (decision, connection, asked) -> configure(decision, asked));
        table.act(
                AdminRequest.CancelSchedule.class,
                (decision, connection, cancel) -> schedules.cancel(decision, cancel.id()));
        table.act(AdminRequest.EndConnection.class, (decision, connection, end) -> ending.accept(end.id()));
        table.act(AdminRequest.Create.class, (decision, connection, asked) -> create(decision, asked.address()));
        table.act(AdminRequest.CreateSubscription.class, registry::create);
        table.act(AdminRequest.Pause.class, (decision, connection, asked) -> pause(decision, asked));
        table.act(AdminRequest.Import.class, (decision, connection, asked) -> mover.put(decision, asked));
    }

    private void putQuestions(Handlers.Builder<AdminRequest> table) {
        table.put(AdminRequest.Look.class, (decision, connection, look, answer) -> {
            questions.messageListing.look(look, answer);
            return null;
        });
        putQuestion(
                table,
                AdminRequest.Configuration.class,
                asked -> new Reply.Configured(state.policies().all()));
        putQuestion(
                table,
                AdminRequest.Destinations.class,
                asked -> questions.destinationListing.destinations(asked.only(), asked.after()));
        putQuestion(
                table,
                AdminRequest.Connections.class,
                asked -> questions.destinationListing.connections(asked.after()));
        putQuestion(table, AdminRequest.Messages.class, questions.messageListing::messages);
        putQuestion(table, AdminRequest.Deliveries.class, questions.messageListing::deliveries);
        putQuestion(table, AdminRequest.Info.class, asked -> new Reply.Info(questions.report.info()));
        putQuestion(table, AdminRequest.Disk.class, asked -> questions.diskHolders.disk());
        putQuestion(table, AdminRequest.Holders.class, questions.diskHolders::holders);
    }

    private static <Q extends AdminRequest> void putQuestion(
            Handlers.Builder<AdminRequest> table, Class<Q> type, Function<Q, Reply> answerer) {
        table.put(type, (decision, connection, asked, answer) -> answerer.apply(asked));
    }

    private void create(Decision decision, Address address) {
        boolean isPattern = address.kind().isTopic() && NamePattern.isOpen(address.name());
        if (address.kind().isTemporary() || isPattern) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    address + (isPattern ? " is a pattern, which is there for consumers only" : " is temporary")
                            + "; create queues and topics");
        }
        DeliveryQueue queue = state.destinations().queue(address);
        if (queue == null && state.destinations().topic(address) == null) {
            registry.checkRoomFor(address);
            decision.make(new Change.DestinationCreated(state.nextId(), address));
            decision.sync();
        } else if (queue != null && queue.isMadeByUse()) {
            decision.make(new Change.DestinationCreated(queue.id(), address));
            decision.sync();
        }
    }

    private void pause(Decision decision, AdminRequest.Pause request) {
        Place which = request.which();
        if (which.address().equals(AdminRequest.SCHEDULES)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    AdminRequest.SCHEDULES + " delivers to nobody, so it cannot be paused; pause where the copies go");
        }
        Topic topic = which.id() == 0 ? state.destinations().topic(which.address()) : null;
        int id = topic != null ? topic.id() : state.destinations().at(which).id();
        decision.make(new Change.Paused(id, request.paused()));
        decision.sync();
        lookAgain();
    }

    private void lookAgain() {
        state.destinations().owners().forEach(dispatcher::lookAgain);
    }

    private void configure(Decision decision, AdminRequest.Configure request) {
        if (request.pattern().kind().isTemporary()) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    request.pattern() + " is temporary and goes with its connection; configure queues and topics");
        }
        if (state.policies().size() >= Policies.MAX_PATTERNS
                && !request.settings().isEmpty()) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    "settings are kept for " + Policies.MAX_PATTERNS
                            + " patterns at the most; set them for wider ones");
        }
        decision.make(new Change.SettingsChanged(request.pattern(), request.settings()));
        decision.sync();
        lookAgain();
    }
}
