package org.restante.link;

import java.util.concurrent.CompletionStage;

/**
 * A client's conversation with a broker. Any thread may use it.
 *
 * <p>Requests take effect in the order in which they were made. Stages complete, and events arrive, on the link's own thread, in
 * the order in which the broker spoke; whoever is called there must not block. A request that cannot be handed over at once
 * because the broker's inbox is full makes its caller wait for a stated time, then is refused with
 * {@link Problem#RESOURCE_LIMIT}.
 */
public interface Link extends AutoCloseable {

    /** The stage never completes exceptionally: what fails is {@link Reply.Refused}. */
    CompletionStage<Reply> request(Request request);

    /** Whether what is said goes through a socket, so that an answer takes a while. */
    default boolean isDistant() {
        return false;
    }

    /**
     * Says whether deliveries can be taken now; they can at first. While they cannot, none is decided, and only those follow that
     * were decided before. For whoever carries the link's events further.
     */
    default void setReady(boolean ready) {}

    /**
     * Ends the link without a word from its client: if that gave its conversation a name, all is kept for a stated time, for it to
     * come back; else it is the same as {@link #close}.
     */
    default void lose() {
        close();
    }

    /** Ends the link: its consumers and sessions are gone, what was in flight goes back to its place. Idempotent. */
    @Override
    void close();
}
