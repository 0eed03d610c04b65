package org.restante.broker.administration;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.routing.Schedules;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
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

/** Does what operators ask for. Owned by the broker thread. */
public final class Administration {

    private final State state;
    private final Dispatcher dispatcher;
    private final Questions questions;
    private final BulkOperation sweeper;
    private final Mover mover;
    private final Purger purger;
    private final ConsumerRegistry subscriber;
    private final LongConsumer ending;
    private final Schedules schedules;

    /** Those who answer what changes nothing. */
    public record Questions(DestinationListing census, MessageListing overview, DiskHolders holdings, Report report) {}

    /**
     * Has all parts that answer an operator.
     *
     * @param ending ends the connection with this number, if there is one
     */
    public Administration(
            State state,
            Dispatcher dispatcher,
            Questions questions,
            BulkOperation sweeper,
            Mover mover,
            Purger purger,
            ConsumerRegistry subscriber,
            LongConsumer ending,
            Schedules schedules) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.questions = questions;
        this.sweeper = sweeper;
        this.mover = mover;
        this.purger = purger;
        this.subscriber = subscriber;
        this.ending = ending;
        this.schedules = schedules;
    }

    /** Null if the answer comes later. */
    public @Nullable Reply decide(Decision decision, AdminRequest request, CompletableFuture<Reply> answer) {
        if (request instanceof AdminRequest.Sweep sweep) {
            sweeper.sweep(sweep, answer);
            return null;
        } else if (request instanceof AdminRequest.Look look) {
            questions.overview.look(look, answer);
            return null;
        } else if (request instanceof AdminRequest.Delete delete) {
            return purger.delete(decision, delete);
        } else if (request instanceof AdminRequest.Configure configure) {
            configure(decision, configure);
        } else if (request instanceof AdminRequest.CancelSchedule cancel) {
            schedules.cancel(decision, cancel.id());
        } else if (request instanceof AdminRequest.EndConnection end) {
            ending.accept(end.id());
        } else if (request instanceof AdminRequest.Create create) {
            create(decision, create.address());
        } else if (request instanceof AdminRequest.CreateSubscription create) {
            subscriber.create(decision, create);
        } else if (request instanceof AdminRequest.Pause pause) {
            pause(decision, pause);
        } else if (request instanceof AdminRequest.Import brought) {
            mover.put(decision, brought);
        } else {
            return answer(request);
        }
        return new Reply.Done();
    }

    private Reply answer(AdminRequest request) {
        if (request instanceof AdminRequest.Configuration) {
            return new Reply.Configured(state.policies().all());
        } else if (request instanceof AdminRequest.Destinations asked) {
            return questions.census.destinations(asked.only(), asked.after());
        } else if (request instanceof AdminRequest.Connections asked) {
            return questions.census.connections(asked.after());
        } else if (request instanceof AdminRequest.Messages asked) {
            return questions.overview.messages(asked);
        } else if (request instanceof AdminRequest.Deliveries asked) {
            return questions.overview.deliveries(asked);
        } else if (request instanceof AdminRequest.Info) {
            return new Reply.Info(questions.report.info());
        } else if (request instanceof AdminRequest.Disk) {
            return questions.holdings.disk();
        } else if (request instanceof AdminRequest.Holders asked) {
            return questions.holdings.holders(asked);
        }
        throw new RefusedException(Problem.INTERNAL, "this broker knows no " + request);
    }

    private void create(Decision decision, Address address) {
        boolean isPattern = address.kind().isTopic() && NamePattern.isOpen(address.name());
        if (address.kind().isTemporary() || isPattern) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    address + (isPattern ? " is a pattern, which is there for consumers only" : " is temporary")
                            + "; create queues and topics");
        }
        if (state.destinations().queue(address) == null && state.destinations().topic(address) == null) {
            decision.make(new Change.DestinationCreated(state.nextId(), address));
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
