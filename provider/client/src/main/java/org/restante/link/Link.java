package org.restante.link;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A client's link to a broker: requests go out, replies and events come back. Any thread may use it.
 *
 * <p>Requests take effect in the order in which they were made. Stages complete, and events arrive, on the link's own
 * thread, in the order in which the broker sent them; code that is called there must not block. If the broker's inbox
 * is full, {@link #request} blocks its caller for a stated time and then refuses with {@link Problem#RESOURCE_LIMIT}.
 */
public interface Link extends AutoCloseable {

    /** Makes a request. The stage never completes exceptionally: a failure is {@link Reply.Refused}. */
    CompletionStage<Reply> request(Request request);

    /**
     * As {@link #request}, for a request whose answer nobody waits for now: it and its answer may each be sent a few milliseconds later,
     * together with others.
     */
    default CompletionStage<Reply> requestAhead(Request request) {
        return request(request);
    }

    /**
     * Why a request would be refused of which only the beginning is known: a send, with the destinations of its first messages. Null
     * if it may be made; it may be refused all the same.
     */
    default Reply.@Nullable Refused refusal(Request beginning) {
        return null;
    }

    /**
     * The wall clock by which this end of the link stamps messages and finds them expired: that of the broker if it runs in this
     * process, otherwise that of this process.
     */
    default InstantSource clock() {
        return InstantSource.system();
    }

    /**
     * Sets whether the receiver of the events is ready for deliveries; it is ready at first. While it is not, the
     * broker decides no new delivery; deliveries decided before still arrive. For code that forwards the link's events.
     */
    default void setReady(boolean ready) {}

    /**
     * Drops the link as if the network had failed. If the client gave its conversation a name, the broker keeps its
     * state for a stated time, so that the client can resume it; otherwise the same as {@link #close}.
     */
    default void lose() {
        close();
    }

    /**
     * Completes after {@link #close} or {@link #lose}, when the connection's client identifier and all else that ends
     * with the link is free. For code that closes a link and must not block; {@link #close} waits itself otherwise.
     */
    default CompletionStage<Boolean> released() {
        return CompletableFuture.completedFuture(true);
    }

    /** Ends the link with its consumers and sessions; deliveries in flight return to their places. Idempotent. */
    @Override
    void close();
}
