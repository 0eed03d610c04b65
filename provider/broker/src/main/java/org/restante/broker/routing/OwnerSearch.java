package org.restante.broker.routing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.QueueConsumers;
import org.restante.broker.dispatch.Slice;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.MessageSelection;
import org.restante.broker.state.Sender;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.Header;

/**
 * The search for the subscriptions to which the messages of one request go; it can stop after any subscription and go on later.
 * Owned by the broker thread.
 *
 * <p>The trap: a subscription that is made while the search goes on does not count, because the message was sent before it. One that
 * is removed meanwhile is still in the result.
 */
final class OwnerSearch {

    /** The steps after which it is the turn of another search. */
    private static final int TURN = Slice.STEPS / 10;

    private final Sender sender;
    private final List<Envelope> messages;
    private final boolean ofClient;
    private final Map<Address, List<DeliveryQueue>> subscribers;
    private final IdentityHashMap<Header, List<DeliveryQueue>> owners = new IdentityHashMap<>();
    private int message;
    private int subscription;
    private List<DeliveryQueue> found = new ArrayList<>();
    private @Nullable MessageSelection fields;

    /**
     * A search that has not begun.
     *
     * @param ofClient whether the messages are sent without the properties that only the broker sets
     * @param subscribers the subscriptions of the topics to which these messages are sent, as they are now
     */
    OwnerSearch(
            Sender sender, List<Envelope> messages, boolean ofClient, Map<Address, List<DeliveryQueue>> subscribers) {
        this.sender = sender;
        this.messages = messages;
        this.ofClient = ofClient;
        this.subscribers = subscribers;
    }

    /** Goes on until the slice is spent, or it is the turn of another search. Returns whether it is complete. */
    boolean run(Slice slice) {
        long left = TURN;
        while (message < messages.size()) {
            Envelope sent = messages.get(message);
            List<DeliveryQueue> all = subscribers.getOrDefault(sent.header().destination(), List.of());
            while (subscription < all.size()) {
                if (slice.isSpent() || left <= 0) {
                    return false;
                }
                long steps = look(all.get(subscription++), sent);
                slice.spend(steps);
                left -= steps;
            }
            if (!all.isEmpty()) {
                owners.put(sent.header(), found);
            }
            found = new ArrayList<>();
            fields = null;
            subscription = 0;
            message++;
        }
        return true;
    }

    /** Returns the steps that it took. */
    private long look(DeliveryQueue queue, Envelope sent) {
        MessageSelection read =
                fields == null ? new MessageSelection(ofClient ? Reserved.takeOff(sent) : sent) : fields;
        fields = read;
        long before = read.steps();
        if (isOwner(queue, sender, read)) {
            found.add(queue);
        }
        return Slice.LOOK + read.steps() - before;
    }

    /** The subscriptions of each message to a topic, by the identity of its header. */
    IdentityHashMap<Header, List<DeliveryQueue>> owners() {
        return owners;
    }

    /** Whether a message goes to a subscription of its topic. */
    static boolean isOwner(DeliveryQueue subscription, Sender sender, MessageSelection message) {
        return !isOwn(subscription, sender) && message.isAcceptedBy(subscription);
    }

    /** Whether the subscription is noLocal, and the message comes from its own connection. */
    private static boolean isOwn(DeliveryQueue queue, Sender sender) {
        SubscriptionDefinition subscription = queue.subscription();
        if (subscription == null || !subscription.noLocal()) {
            return false;
        }
        if (subscription.clientId() != null && subscription.clientId().equals(sender.clientId())) {
            return true;
        }
        return QueueConsumers.on(queue).stream()
                .anyMatch(consumer -> consumer.connection().id() == sender.connection());
    }
}
