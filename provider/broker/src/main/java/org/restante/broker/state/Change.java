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
 * One thing that happened, as the log keeps it.
 *
 * <p>The trap: each says how things are afterwards, never a difference, and is ignored where what it speaks of is not there. So
 * applying a stretch of the log again, on top of a state that has seen a part of it, ends in the same state.
 */
public sealed interface Change {

    /** The store got its number, the first part of each message identifier. */
    record StoreNamed(int store) implements Change {}

    record DestinationCreated(int id, Address address) implements Change {}

    record DestinationRemoved(int id) implements Change {}

    record SubscriptionCreated(SubscriptionDefinition definition) implements Change {}

    record SubscriptionRemoved(int id) implements Change {}

    /** How destinations whose names match behave from now on, instead of what was set under this pattern before. */
    record SettingsChanged(Address pattern, Settings settings) implements Change {}

    /** Whether a queue, a topic or a subscription delivers nothing, because an operator said so. */
    record Paused(int id, boolean paused) implements Change {}

    /**
     * A branch of a distributed transaction is prepared: what it acknowledges is in flight for nobody, and its number is that
     * of a hidden queue, in which its sends are kept. When it ends, that is removed as a destination.
     */
    record Prepared(PreparedBranch branch) implements Change {}

    /**
     * A message is kept for its owners (a queue, or subscriptions), each with the number of its deliveries so far. Written
     * again, with {@code copied} set, when it is copied forward.
     */
    @SuppressWarnings("ArrayRecordComponent") // carried from here to there, never compared
    record Stored(StoredMessage message, Envelope envelope, int[] owners, int[] attempts, boolean copied)
            implements Change {}

    /** Handed to a consumer; each with its attempt. */
    record Delivered(int owner, String consumer, @Nullable String clientId, List<Attempt> attempts) implements Change {}

    /**
     * Back in their places, with the number of deliveries that count.
     *
     * @param due when they may be delivered again, in milliseconds since the epoch; 0 for at once
     */
    record Returned(int owner, List<Attempt> attempts, long due) implements Change {

        /** One message waits until a time, counted as delivered so often. */
        public static Returned until(long due, Tag tag, int attempt) {
            return new Returned(tag.owner(), List.of(new Attempt(tag, attempt)), due);
        }
    }

    /** Gone, for the reason that the state tells. */
    record Settled(
            int owner,
            DeliveryStatus.State outcome,
            @Nullable String reason,
            List<Tag> tags) implements Change {}

    /**
     * A destination remembers an identifier, to know a message that is sent to it again; of two sequences the higher counts.
     */
    record Remembered(int destination, long sequence, String id) implements Change {}

    /** Messages are numbered from here on, because lower numbers may have been given to messages that were lost. */
    record SequencesFrom(long next) implements Change {}

    /**
     * A conversation asks for something that is to be done once; from now on its number stands for its name.
     *
     * @param user whose conversation it is; null for nobody in particular
     */
    record ConversationBegun(int id, UUID name, @Nullable String user) implements Change {}

    /** What has these numbers in a conversation is done; what is below {@code settled} is not asked for again. */
    record DoneOnce(int conversation, long settled, List<Long> numbers) implements Change {}

    record ConversationForgotten(int id) implements Change {}

    /** A message of an owner and its number of deliveries. */
    record Attempt(Tag tag, int attempt) {}
}
