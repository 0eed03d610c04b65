package org.restante.broker.persistence;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.restante.broker.state.Decision;
import org.restante.broker.state.State;
import org.restante.link.Problem;
import org.restante.link.Reply;

/**
 * Begins decisions and appends them; the answer is given when the log has the entry. Owned by the broker thread.
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

    /** The time, in milliseconds since the epoch. */
    public long now() {
        return clock.millis();
    }

    public Decision begin() {
        return new Decision(state, clock.millis());
    }

    /** Appends a decision. The future completes when the log has the entry; with a refusal if the log has failed. */
    public CompletableFuture<Reply> append(Decision decision) {
        String failure = replies.failure();
        if (failure != null) {
            return CompletableFuture.completedFuture(new Reply.Refused(Problem.CLOSED, failure));
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        answer(decision, answer, new Reply.Done());
        return answer;
    }

    /** Appends a decision, and completes the answer with this reply when the log has the entry. */
    public void answer(Decision decision, CompletableFuture<Reply> answer, Reply reply) {
        replies.hold(ledger.append(decision), answer, reply);
    }
}
