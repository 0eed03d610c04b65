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

    /** Ends the link: its consumers and sessions are gone, what was in flight goes back to its place. Idempotent. */
    @Override
    void close();
}
