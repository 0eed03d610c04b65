package org.restante.link;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * A client's request to a broker. The client numbers its sessions and consumers, uniquely within its link. Immutable.
 *
 * <p>The answer is {@link Reply.Done}, unless the request's comment names another one; any request may be
 * {@link Reply.Refused}.
 */
public sealed interface Request
        permits AdminRequest,
                BranchRequest,
                Request.Acknowledge,
                Request.Browse,
                Request.CloseConsumer,
                Request.CloseSession,
                Request.Commit,
                Request.Connect,
                Request.CreateTemporary,
                Request.Credit,
                Request.DeleteTemporary,
                Request.Drain,
                Request.Expired,
                Request.HandOver,
                Request.Identify,
                Request.Once,
                Request.OpenConsumer,
                Request.Reclaim,
                Request.Recover,
                Request.Send,
                Request.Status,
                Request.Unsubscribe {

    /** The kind of request in words, for messages: {@code open consumer}. */
    default String words() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Which replies to a request wait until all syncs that were started before it are finished. */
    enum Sync {
        /** Replies wait only for the sync of the request's own changes. */
        OWN,

        /**
         * Confirmations wait for all earlier syncs: the request may repeat an earlier one whose sync is not finished
         * yet.
         */
        CONFIRMATION,

        /** Refusals wait as well, because they depend on earlier requests. */
        EVERY_REPLY
    }

    /** The messages that this request sends, which take space at their destinations. */
    default List<Envelope> sends() {
        return List.of();
    }

    /** The number of its tags, each of which takes more memory than its bytes in a frame. */
    default int tagCount() {
        return 0;
    }

    /** The syncs that replies to this request wait for. */
    default Sync sync() {
        return Sync.OWN;
    }

    /**
     * The first request on a link. Answer: {@link Reply.Connected}.
     *
     * @param conversation the name of the client's conversation, by which it can resume over another link when this one
     *     is lost. It must be hard to guess, because anyone who knows it can take the conversation over; null for a
     *     client that does not reconnect
     */
    record Connect(
            @Nullable String user,
            @Nullable String password,
            @Nullable UUID conversation) implements Request {

        public Connect(@Nullable String user, @Nullable String password) {
            this(user, password, null);
        }
    }

    /**
     * Wraps a request that must take effect exactly once, however often it is repeated: over this link, and over all
     * links that resume its conversation. Needs a named conversation. Answer: the answer to the wrapped request;
     * {@link Reply.Done} if it was executed before. A refusal is not remembered, because nothing was changed.
     *
     * @param number the sequence number, counted from 1 within the conversation
     * @param settled all requests below this number are answered and will not be repeated
     * @param request a request whose answer is {@link Reply.Done}
     */
    record Once(long number, long settled, Request request) implements Request {

        @Override
        public List<Envelope> sends() {
            return request.sends();
        }

        @Override
        public int tagCount() {
            return request.tagCount();
        }

        @Override
        public Sync sync() {
            return request.sync();
        }
    }

    /**
     * Claims deliveries that a client still holds after the broker that delivered them has ended. Those that still wait
     * are in flight for this session again, as delivered to this consumer. Answer: {@link Reply.Reclaimed}.
     */
    record Reclaim(int session, int consumer, List<Tag> tags) implements Request {

        @Override
        public int tagCount() {
            return tags.size();
        }
    }

    /** Sets the client identifier of this link; refused while another link holds it, or if it belongs to another user. */
    record Identify(String clientId) implements Request {}

    /**
     * Opens a consumer with no credit. A consumer of a topic without a named subscription gets an unnamed one that ends
     * with the consumer.
     *
     * @param selector the message selector; null for none
     * @param noLocal whether messages sent over this link, or with its client identifier, are left out
     * @param subscription the named subscription; null for none
     */
    record OpenConsumer(
            int session,
            int consumer,
            Address destination,
            @Nullable String selector,
            boolean noLocal,
            @Nullable Subscription subscription)
            implements Request {

        @Override
        public Sync sync() {
            return subscription == null ? Sync.OWN : Sync.CONFIRMATION; // only subscriptions are kept
        }
    }

    /** A named subscription. A shared one may have many consumers. */
    record Subscription(String name, boolean durable, boolean shared) {}

    /**
     * Closes a consumer. Its seen deliveries stay in flight for the session. All its other deliveries, including those
     * on their way to the client, return to their places as if never delivered.
     *
     * @param seen the deliveries that were handed to the application and are not acknowledged
     */
    record CloseConsumer(int consumer, List<Tag> seen) implements Request {

        @Override
        public int tagCount() {
            return seen.size();
        }
    }

    /**
     * Adds credit: the number of further messages, and bytes of messages, that may be delivered. The last message may
     * exceed the bytes. The reply is {@link Reply.NoPrefetch} if the queue is a ring.
     */
    record Credit(int consumer, int messages, long bytes) implements Request {}

    /**
     * Delivers all waiting messages that the credit allows, then answers. The rest of the credit is revoked, so that
     * after the answer no delivery follows until new credit is granted.
     */
    record Drain(int consumer) implements Request {}

    /** Sends one message. {@link Reply.Done} means that it is stored. */
    record Send(Envelope message) implements Request {

        @Override
        public List<Envelope> sends() {
            return List.of(message);
        }
    }

    /** Acknowledges deliveries. {@link Reply.Done} means that they are removed for good. */
    record Acknowledge(int session, List<Tag> tags) implements Request {

        @Override
        public int tagCount() {
            return tags.size();
        }

        @Override
        public Sync sync() {
            return Sync.CONFIRMATION;
        }
    }

    /**
     * Reports deliveries that the client dropped because their time to live ended before the application received them.
     */
    record Expired(int session, List<Tag> tags) implements Request {

        @Override
        public int tagCount() {
            return tags.size();
        }
    }

    /** Commits a local transaction: all sends and acknowledgements, or none. */
    record Commit(int session, List<Envelope> sends, List<Tag> acknowledged) implements Request {

        @Override
        public int tagCount() {
            return acknowledged.size();
        }

        @Override
        public Sync sync() {
            return Sync.CONFIRMATION;
        }
    }

    /**
     * Returns all deliveries in flight of a session to their places: the seen ones with their delivery count, all
     * others, including those on their way to the client, as if never delivered. The credit of all the session's
     * consumers is revoked, so that after the answer no delivery follows until new credit is granted.
     *
     * @param seen the deliveries that were handed to the application and are not acknowledged
     * @param kept the deliveries that stay in flight, for other branches of distributed transactions
     */
    record Recover(int session, List<Tag> seen, List<Tag> kept) implements Request {

        public Recover(int session, List<Tag> seen) {
            this(session, seen, List.of());
        }

        @Override
        public int tagCount() {
            return seen.size() + kept.size();
        }
    }

    /**
     * Moves deliveries in flight from one session of this link to another, which settles them from now on. Deliveries
     * that are no longer in flight for the first session are ignored.
     */
    record HandOver(int from, int to, List<Tag> tags) implements Request {

        @Override
        public int tagCount() {
            return tags.size();
        }
    }

    /** Closes a session: recovers it and closes its consumers. */
    record CloseSession(int session, List<Tag> seen) implements Request {

        @Override
        public int tagCount() {
            return seen.size();
        }
    }

    /**
     * Deletes a durable subscription of this link's client identifier; if the link has none, one without a client
     * identifier. Needs permission to receive from its topic.
     */
    record Unsubscribe(String name) implements Request {}

    /**
     * Creates a temporary destination of this link. Answer: {@link Reply.Created}.
     *
     * @param name the former name, for a client that creates it again after the broker has ended; null for a new
     *     destination
     */
    record CreateTemporary(Address.Kind kind, @Nullable String name) implements Request {

        public CreateTemporary(Address.Kind kind) {
            this(kind, null);
        }
    }

    record DeleteTemporary(Address address) implements Request {}

    /**
     * Browses waiting messages in their order and takes none. Answer: {@link Reply.Page}.
     *
     * @param after continues behind this message; null starts at the first one
     * @param limit the largest number of messages, 1 to 1000
     * @param newest leaves out messages that arrived after the message with this number: the value of the first page,
     *     or {@link #ALL}
     */
    record Browse(
            Address destination,
            @Nullable String selector,
            @Nullable Tag after,
            int limit,
            long newest) implements Request {

        /** Leaves out no message. */
        public static final long ALL = Long.MAX_VALUE;
    }

    /** Asks for the delivery status of a message. Answer: {@link Reply.Statuses}, empty if the message is not known. */
    record Status(MessageId id) implements Request {}
}
