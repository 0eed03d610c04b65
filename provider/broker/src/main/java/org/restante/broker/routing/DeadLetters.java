package org.restante.broker.routing;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policies;
import org.restante.broker.state.Policy;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.Reply;
import org.restante.message.Address;

/**
 * Dead-lettering and expiry: moves messages that were delivered too often, or whose time to live has ended, to the configured
 * queue, or drops them. Owned by the broker thread.
 *
 * <p>Messages are never moved from one dead-letter or expiry queue to another: see {@link Policies}.
 */
public final class DeadLetters {

    private final Transfer transfer;
    private final InstantSource clock;
    private final List<CompletableFuture<Reply>> pending = new ArrayList<>();

    public DeadLetters(Transfer transfer, InstantSource clock) {
        this.transfer = transfer;
        this.clock = clock;
    }

    /**
     * Dead-letters or drops a returned message that has reached its maximum of deliveries. Returns false if the message is to wait
     * in its queue again.
     */
    boolean takeExhausted(Decision decision, MessageReference reference) {
        Policy policy = DeliveryQueue.of(reference).policy();
        if (policy.maxDeliveries() == 0 || reference.attempts() < policy.maxDeliveries()) {
            return false;
        }
        int attempts = reference.attempts();
        String reason = "delivered " + (attempts == 1 ? "once" : attempts + " times") + " and never acknowledged";
        return take(decision, reference, policy.deadLetterQueue(), State.DEAD_LETTERED, reason, pending::add);
    }

    /**
     * A future for all transfers begun since the last call, complete when each message is in its new queue or waits again; null
     * if none was begun.
     */
    public @Nullable CompletableFuture<Void> takePending() {
        if (pending.isEmpty()) {
            return null;
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new));
        pending.clear();
        return all;
    }

    /** Settles an expired message, or begins its transfer to the expiry queue. Returns false if it must be tried again later. */
    public boolean expire(Decision decision, MessageReference reference) {
        Address to = DeliveryQueue.of(reference).policy().expiryQueue();
        boolean isThere = reference.owner().address().equals(to);
        return take(decision, reference, isThere ? null : to, State.EXPIRED, "expired", begins -> {});
    }

    private boolean take(
            Decision decision,
            MessageReference reference,
            @Nullable Address to,
            State outcome,
            String reason,
            Consumer<CompletableFuture<Reply>> begins) {
        if (to == null) {
            String why = outcome == State.EXPIRED ? null : reason + "; no dead-letter queue is set";
            decision.make(new Change.Settled(reference.owner().id(), outcome, why, List.of(reference.tag())));
            return true;
        }
        if (!transfer.accepts(reference)) {
            return false;
        }
        Origin origin = Origin.of(DeliveryQueue.of(reference));
        int attempts = reference.attempts();
        begins.accept(transfer.begin(
                reference,
                envelope -> new Transfer.Relocation(
                        origin.mark(envelope, to, reason, attempts, clock.millis()),
                        null,
                        outcome,
                        reason + "; sent to " + to)));
        return true;
    }
}
