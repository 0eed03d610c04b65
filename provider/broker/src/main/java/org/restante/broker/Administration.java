package org.restante.broker;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;

/** Does what operators ask for. Owned by the broker thread. */
final class Administration {

    private final State state;
    private final Dispatcher dispatcher;
    private final Mover mover;

    Administration(State state, Dispatcher dispatcher, Mover mover) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.mover = mover;
    }

    /** Null if the answer comes later. */
    @Nullable
    Reply decide(Decision decision, AdminRequest request, CompletableFuture<Reply> answer) {
        if (request instanceof AdminRequest.Configure configure) {
            configure(decision, configure);
            return new Reply.Done();
        } else if (request instanceof AdminRequest.Configuration) {
            return new Reply.Configured(state.policies().all());
        } else if (request instanceof AdminRequest.Retry retry) {
            mover.retry(retry, answer);
            return null;
        } else if (request instanceof AdminRequest.Move move) {
            mover.move(move, answer);
            return null;
        }
        throw new RefusedException(Problem.INTERNAL, "this broker does not know the request " + request);
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
