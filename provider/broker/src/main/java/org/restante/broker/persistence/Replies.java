package org.restante.broker.persistence;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.link.Reply;

/** Answers that wait until what they confirm is kept; they go out in order. Owned by the broker thread. */
public final class Replies {

    private final Ledger ledger;
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    private volatile @Nullable String failure;

    /** A reply that waits for its gate. */
    private record Held(long gate, CompletableFuture<Reply> answer, Reply reply) {}

    public Replies(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Why nothing is kept any more; null while the log works. */
    public @Nullable String failure() {
        return failure;
    }

    /** Gives the answer when what stands behind the gate is kept; refuses once the log has failed. */
    public void hold(long gate, CompletableFuture<Reply> answer, Reply reply) {
        if (failure != null) {
            answer.complete(new Reply.Refused(Problem.CLOSED, failure));
        } else if (gate <= ledger.kept()) {
            answer.complete(reply);
        } else {
            held.add(new Held(gate, answer, reply));
        }
    }

    /** Lets out what may go. */
    public void letGo() {
        Held head = held.peek();
        while (head != null && head.gate <= ledger.kept()) {
            held.remove();
            head.answer.complete(head.reply);
            head = held.peek();
        }
    }

    /** Nothing more is kept. */
    public void fail(String reason) {
        failure = reason;
        held.forEach(waiting -> waiting.answer.complete(new Reply.Refused(Problem.CLOSED, reason)));
        held.clear();
    }
}
