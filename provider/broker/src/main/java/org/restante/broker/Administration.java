package org.restante.broker;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Address;
import org.restante.message.NamePattern;

/** Does what operators ask for. Owned by the broker thread. */
final class Administration {

    private final State state;
    private final Dispatcher dispatcher;
    private final Mover mover;
    private final Census census;
    private final Purger purger;
    private final LongConsumer ending;
    private final Schedules schedules;
    private final Report report;

    /** @param ending ends the connection with this number, if there is one */
    Administration(
            State state,
            Dispatcher dispatcher,
            Mover mover,
            Census census,
            Purger purger,
            LongConsumer ending,
            Schedules schedules,
            Report report) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.mover = mover;
        this.census = census;
        this.purger = purger;
        this.ending = ending;
        this.schedules = schedules;
        this.report = report;
    }

    /** Null if the answer comes later. */
    @Nullable
    Reply decide(Decision decision, AdminRequest request, CompletableFuture<Reply> answer) {
        if (request instanceof AdminRequest.Configure configure) {
            configure(decision, configure);
        } else if (request instanceof AdminRequest.Configuration) {
            return new Reply.Configured(state.policies().all());
        } else if (request instanceof AdminRequest.Retry retry) {
            mover.retry(retry, answer);
            return null;
        } else if (request instanceof AdminRequest.Move move) {
            mover.move(move, answer);
            return null;
        } else if (request instanceof AdminRequest.CancelSchedule cancel) {
            schedules.cancel(decision, cancel.id());
        } else if (request instanceof AdminRequest.Destinations asked) {
            return census.destinations(asked.only(), asked.after());
        } else if (request instanceof AdminRequest.Info) {
            return new Reply.Info(report.info());
        } else if (request instanceof AdminRequest.Connections asked) {
            return census.connections(asked.after());
        } else if (request instanceof AdminRequest.EndConnection end) {
            ending.accept(end.id());
        } else if (request instanceof AdminRequest.Create create) {
            create(decision, create.address());
        } else if (request instanceof AdminRequest.Purge purge) {
            return purger.purge(decision, purge);
        } else if (request instanceof AdminRequest.Delete delete) {
            return purger.delete(decision, delete);
        }
        return new Reply.Done();
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

    private void configure(Decision decision, AdminRequest.Configure request) {
        if (request.pattern().kind().isTemporary()) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    request.pattern() + " is temporary and goes with its connection; configure queues and topics");
        }
        if (state.policies().size() >= Policies.MOST && !request.settings().isEmpty()) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    "settings are kept for " + Policies.MOST + " patterns at the most; set them for wider ones");
        }
        decision.make(new Change.SettingsChanged(request.pattern(), request.settings()));
        decision.sync();
        state.destinations().owners().forEach(dispatcher::lookAgain);
    }
}
