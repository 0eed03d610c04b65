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
 * What becomes of messages that were delivered too often, or whose time to live has ended: they go to the queue that is set for
 * it, or are dropped. Owned by the broker thread.
 *
 * <p>A message stays in a dead-letter or expiry queue, whatever becomes of its deliveries there: see {@link Policies}.
 */
public final class DeadLetters {

    private final Transfer transfer;
    private final InstantSource clock;
    private final List<CompletableFuture<Reply>> begun = new ArrayList<>();

    public DeadLetters(Transfer transfer, InstantSource clock) {
        this.transfer = transfer;
        this.clock = clock;
    }

    /** Takes a message that comes back from the last delivery it may have. Says whether it does not wait again. */
    boolean take(Decision decision, MessageReference reference) {
        Policy policy = DeliveryQueue.of(reference).policy();
        if (policy.maxDeliveries() == 0 || reference.attempts() < policy.maxDeliveries()) {
            return false;
        }
        int attempts = reference.attempts();
        String reason = "delivered " + (attempts == 1 ? "once" : attempts + " times") + " and never acknowledged";
        return take(decision, reference, policy.deadLetterQueue(), State.DEAD_LETTERED, reason, begun::add);
    }

    /** When all that was taken since the last call is in its queue, or waits again; null if nothing was. */
    public @Nullable CompletableFuture<Void> takeBegun() {
        if (begun.isEmpty()) {
            return null;
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new));
        begun.clear();
        return all;
    }

    /** Takes a message whose time is over. Says whether it is gone, or will be; if not, it is to be tried again. */
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
        if (!transfer.takes(reference)) {
            return false;
        }
        Origin origin = Origin.of(DeliveryQueue.of(reference));
        int attempts = reference.attempts();
        begins.accept(transfer.begin(
                reference,
                envelope -> new Transfer.Letter(
                        origin.mark(envelope, to, reason, attempts, clock.millis()),
                        null,
                        outcome,
                        reason + "; sent to " + to)));
        return true;
    }
}
