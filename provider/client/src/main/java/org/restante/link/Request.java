package org.restante.link;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * What a client asks of a broker. Sessions and consumers are numbered by the client, uniquely within its link.
 *
 * <p>Where an answer is not {@link Reply.Done}, the request says which; any request may be {@link Reply.Refused}.
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

    /** Which replies to a request wait until every sync that was asked for before it is done. */
    enum Sync {
        /** No reply waits for more than the request's own changes. */
        OWN,

        /** A reply that confirms waits: the request may repeat one whose own sync is not done yet. */
        CONFIRMATION,

        /** A refusal waits as well, because it tells what was done before. */
        EVERY_REPLY
    }

    /** What replies to this request wait for. */
    default Sync sync() {
        return Sync.OWN;
    }

    /**
     * The first request on a link. Answer: {@link Reply.Connected}.
     *
     * @param conversation a name that a client gives to what it does, so that it can go on over another link when this one is lost;
     *     hard to guess, for whoever knows it takes all over; null for a client that does not come back
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
     * Asks for something that is to be done once, however often it is asked for: over this link, and over all that continue its
     * conversation. Only where the conversation has a name. Answer: the request's own; {@link Reply.Done} if it was done before. A
     * refusal is not remembered, because nothing was done.
     *
     * @param number counts up from 1 within the conversation
     * @param settled everything below this number is answered and will not be asked again
     * @param request one whose answer is {@link Reply.Done}
     */
    record Once(long number, long settled, Request request) implements Request {

        @Override
        public Sync sync() {
            return request.sync();
        }
    }

    /**
     * Takes deliveries back that a client still holds, though the broker they came from has ended: what waits is in flight for this
     * session again, as delivered to this consumer. Answer: {@link Reply.Reclaimed}.
     */
    record Reclaim(int session, int consumer, List<Tag> tags) implements Request {}

    /** Takes a client identifier for this link; refused while another link holds it. */
    record Identify(String clientId) implements Request {}

    /**
     * Opens a consumer, with no credit yet. A topic without a subscription gets one of its own that ends with the consumer.
     * Answer: Done.
     *
     * @param selector the message selector; null for none
     * @param noLocal whether messages sent over this same link (or client identifier) are left out
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
            return Sync.CONFIRMATION;
        }
    }

    /** A named subscription; unnamed ones are null. A shared one may have many consumers. */
    record Subscription(String name, boolean durable, boolean shared) {}

    /**
     * Closes a consumer. Its seen deliveries stay in flight for its session; all its others, also those still on their way to
     * the client, go back to their place as if never delivered.
     *
     * @param seen what was handed to the application and is not acknowledged
     */
    record CloseConsumer(int consumer, List<Tag> seen) implements Request {}

    /** Adds credit: how many more messages, and bytes of messages, may be delivered. The last one may go over the bytes. */
    record Credit(int consumer, int messages, long bytes) implements Request {}

    /**
     * Answered when everything that was waiting and within the credit has been delivered, before the answer; what is left of
     * the credit is taken back, so after the answer no delivery follows until there is new credit.
     */
    record Drain(int consumer) implements Request {}

    /** Sends one message. Done means it is kept. */
    record Send(Envelope message) implements Request {}

    /** Done means that the deliveries are gone for good. */
    record Acknowledge(int session, List<Tag> tags) implements Request {

        @Override
        public Sync sync() {
            return Sync.CONFIRMATION;
        }
    }

    /** These deliveries were dropped unseen, because their time to live ended while they waited for the application. */
    record Expired(int session, List<Tag> tags) implements Request {}

    /** A local transaction, whole: all sends and acknowledgements, or none. */
    record Commit(int session, List<Envelope> sends, List<Tag> acknowledged) implements Request {

        @Override
        public Sync sync() {
            return Sync.CONFIRMATION;
        }
    }

    /**
     * Returns every delivery in flight of a session to its place: the seen ones with their count, all others, also those still
     * on their way to the client, as if never delivered. The credit of all the session's consumers is taken back, so after the
     * answer no delivery follows until there is new credit.
     *
     * @param seen what was handed to the application and is not acknowledged
     * @param kept what stays in flight all the same, for other branches of distributed transactions
     */
    record Recover(int session, List<Tag> seen, List<Tag> kept) implements Request {

        public Recover(int session, List<Tag> seen) {
            this(session, seen, List.of());
        }
    }

    /**
     * Makes deliveries in flight for one session of this link those of another, which settles them from now on. What is not
     * in flight for the first any more is passed over.
     */
    record HandOver(int from, int to, List<Tag> tags) implements Request {}

    /** Ends a session: recovers it and forgets its consumers. */
    record CloseSession(int session, List<Tag> seen) implements Request {}

    /** Deletes a durable subscription of this link's client identifier, or, if it has none, one without any. */
    record Unsubscribe(String name) implements Request {}

    /**
     * Makes a temporary destination of this link's. Answer: {@link Reply.Created}.
     *
     * @param name the name it had, for a client that makes it again after the broker has ended; null for a new one
     */
    record CreateTemporary(Address.Kind kind, @Nullable String name) implements Request {

        public CreateTemporary(Address.Kind kind) {
            this(kind, null);
        }
    }

    record DeleteTemporary(Address address) implements Request {}

    /**
     * Looks at waiting messages in their order, taking none. Answer: {@link Reply.Page}.
     *
     * @param after continue behind this one; null from the start
     * @param limit how many at the most, 1 to 1000
     * @param newest leave out what arrived after the message with this number; as the first page said it, or {@link #ALL}
     */
    record Browse(
            Address destination,
            @Nullable String selector,
            @Nullable Tag after,
            int limit,
            long newest) implements Request {

        /** No message is too new. */
        public static final long ALL = Long.MAX_VALUE;
    }

    /** Asks for the delivery status of a message. Answer: {@link Reply.Statuses}, empty if the message is not known. */
    record Status(MessageId id) implements Request {}
}
