package org.restante.broker.persistence;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.restante.broker.state.Decision;
import org.restante.broker.state.State;
import org.restante.link.Problem;
import org.restante.link.Reply;

/**
 * The one way to decide: begin a decision, make its changes, append it, and answer when it is kept. Owned by the broker thread.
 */
public final class Decisions {

    private final State state;
    private final Ledger ledger;
    private final Replies replies;
    private final InstantSource clock;

    public Decisions(State state, Ledger ledger, Replies replies, InstantSource clock) {
        this.state = state;
        this.ledger = ledger;
        this.replies = replies;
        this.clock = clock;
    }

    /** In milliseconds since the epoch. */
    public long now() {
        return clock.millis();
    }

    public Decision begin() {
        return new Decision(state, clock.millis());
    }

    /** Appends a decision; the stage completes when it is kept, or refuses once the log has failed. */
    public CompletableFuture<Reply> append(Decision decision) {
        String failure = replies.failure();
        if (failure != null) {
            return CompletableFuture.completedFuture(new Reply.Refused(Problem.CLOSED, failure));
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        answer(decision, answer, new Reply.Done());
        return answer;
    }

    /** Appends a decision, and gives this answer when it is kept. */
    public void answer(Decision decision, CompletableFuture<Reply> answer, Reply reply) {
        replies.hold(ledger.append(decision), answer, reply);
    }
}
