package org.restante.broker.state;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.StoredMessage;
import org.restante.link.DeliveryStatus;
import org.restante.link.Settings;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * One change of the state, as it is written to the log.
 *
 * <p>The trap: changes are idempotent. Each has the new value, never a difference, and is ignored if its subject does not exist. So
 * a part of the log can be replayed over a state that already includes some of it, and the result is the same state.
 */
public sealed interface Change {

    /** The store got its number, the first part of each message identifier. */
    record StoreNamed(int store) implements Change {}

    record DestinationCreated(int id, Address address) implements Change {}

    /** The first use of a queue has made it: it may go when it is unused. If it is created later, it no longer may. */
    record QueueMade(int id, Address address) implements Change {}

    record DestinationRemoved(int id) implements Change {}

    record SubscriptionCreated(SubscriptionDefinition definition) implements Change {}

    /** A durable subscription belongs to a user from now on. */
    record SubscriptionOwned(int id, String user) implements Change {}

    record SubscriptionRemoved(int id) implements Change {}

    /** Replaces the settings of a pattern; they apply to all destinations whose names match. */
    record SettingsChanged(Address pattern, Settings settings) implements Change {}

    /** An operator has paused or resumed the deliveries of a queue, a topic or a subscription. */
    record Paused(int id, boolean paused) implements Change {}

    /**
     * A branch of a distributed transaction is prepared. The messages it acknowledges are in flight without a consumer; its sends
     * are stored in a hidden queue with the branch's number, which is removed as a destination when the branch ends.
     */
    record Prepared(PreparedBranch branch) implements Change {}

    /**
     * A message is stored for its owners (a queue, or subscriptions), with its number of deliveries for each. Written again, with
     * {@code copied} set, when it is copied forward.
     *
     * @param sets more owners, each with no delivery; the single owners are not among them, even if a set has them
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stored(
            StoredMessage message, Envelope envelope, int[] owners, int[] attempts, List<OwnerSet> sets, boolean copied)
            implements Change {

        /** A message without sets of owners. */
        public Stored(StoredMessage message, Envelope envelope, int[] owners, int[] attempts, boolean copied) {
            this(message, envelope, owners, attempts, List.of(), copied);
        }

        /** How many owners it has at most. */
        public int mostOwners() {
            int count = owners.length;
            for (OwnerSet set : sets) {
                count += set.members();
            }
            return count;
        }
    }

    /** Messages were assigned to a consumer, each with its attempt number. */
    record Delivered(int owner, String consumer, @Nullable String clientId, List<Attempt> attempts) implements Change {}

    /**
     * Messages in flight wait for redelivery, each with its number of deliveries.
     *
     * @param due when they may be redelivered, in milliseconds since the epoch; 0 for at once
     */
    record Returned(int owner, List<Attempt> attempts, long due) implements Change {

        /** Lets one message wait until a time, with this number of deliveries. */
        public static Returned until(long due, Tag tag, int attempt) {
            return new Returned(tag.owner(), List.of(new Attempt(tag, attempt)), due);
        }
    }

    /** Messages have left their owner, with this final state. */
    record Settled(
            int owner,
            DeliveryStatus.State outcome,
            @Nullable String reason,
            List<Tag> tags) implements Change {}

    /**
     * A destination remembers an identifier for duplicate detection. If it is remembered twice, the higher sequence counts.
     */
    record Remembered(int destination, long sequence, String id) implements Change {}

    /** Sequence numbers continue from here, because messages with lower numbers may have been lost. */
    record SequencesFrom(long next) implements Change {}

    /**
     * The first durable request of a conversation. Later changes refer to the conversation by its number.
     *
     * @param user the user whose conversation it is; null without login
     */
    record ConversationBegun(int id, UUID name, @Nullable String user) implements Change {}

    /** Requests with these numbers were executed for a conversation; requests below {@code settled} will not be repeated. */
    record DoneOnce(int conversation, long settled, List<Long> numbers) implements Change {}

    record ConversationForgotten(int id) implements Change {}

    /** A message of an owner, with its number of deliveries. */
    record Attempt(Tag tag, int attempt) {}
}
