package org.restante.broker.persistence;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.link.Reply;

/** Replies that wait until the log has kept the decisions they confirm; they are sent in order. Owned by the broker thread. */
public final class Replies {

    private final Ledger ledger;
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    private volatile @Nullable String failure;

    /** A reply that waits for its gate. */
    private record Held(long gate, CompletableFuture<Reply> answer, Reply reply) {}

    public Replies(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The reason for which the broker has stopped; null while it runs. Any thread may call it. */
    public @Nullable String failure() {
        return failure;
    }

    /** Completes the answer when the log has kept everything up to the gate; refuses if the broker has stopped. */
    public void hold(long gate, CompletableFuture<Reply> answer, Reply reply) {
        if (failure != null) {
            answer.complete(new Reply.Refused(Problem.CLOSED, failure));
        } else if (gate <= ledger.kept()) {
            answer.complete(reply);
        } else {
            held.add(new Held(gate, answer, reply));
        }
    }

    /** Sends the replies whose gates are kept. */
    public void release() {
        Held head = held.peek();
        while (head != null && head.gate <= ledger.kept()) {
            held.remove();
            head.answer.complete(head.reply);
            head = held.peek();
        }
    }

    /** Refuses all waiting and later replies: the log keeps nothing more. */
    public void fail(String reason) {
        failure = reason;
        held.forEach(waiting -> waiting.answer.complete(new Reply.Refused(Problem.CLOSED, reason)));
        held.clear();
    }
}
