package org.restante.jms.session;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * Sends non-persistent messages without waiting for their answers. Any thread may use it.
 *
 * <p>The first send to a destination waits, so that a wrong name or a missing permission is thrown by the send itself.
 * If a later one is refused, the ExceptionListener is called, and the next send waits again. The trap: at most
 * {@link #MAX_SENDS} sends of a session are unanswered; a further one waits for an answer. Behind
 * {@link #MAX_OF_CONNECTION} of all sessions a send waits for its own answer, as the broker lets only so many requests
 * of a connection wait for room.
 */
final class Unconfirmed {

    static final int MAX_SENDS = 256;

    /** With {@link #MAX_SIZE} 6 MiB, of the 8 that may wait at the broker. */
    static final int MAX_OF_CONNECTION = 384;

    /**
     * The largest message for this way, in bytes. A larger one takes so long to transfer that waiting for its answer
     * adds little.
     */
    static final int MAX_SIZE = 16 << 10;

    private static final int MAX_DESTINATIONS = 1024;

    private final LinkClient client;
    private final int session;
    private final Consumer<JMSException> problems;
    private final Semaphore permits = new Semaphore(MAX_SENDS);
    private final Semaphore ofConnection;
    private final Set<Address> known = ConcurrentHashMap.newKeySet();

    /** Completed when no send is unanswered any more; null before the first {@link #awaitAll}. */
    private volatile @Nullable CompletableFuture<Reply> quiet;

    /**
     * @param ofConnection has {@link #MAX_OF_CONNECTION} permits
     * @param problems called with each refusal
     */
    Unconfirmed(LinkClient client, int session, Semaphore ofConnection, Consumer<JMSException> problems) {
        this.client = client;
        this.session = session;
        this.ofConnection = ofConnection;
        this.problems = problems;
    }

    private boolean canSend(Envelope message) {
        return isLight(message) && known.contains(message.header().destination());
    }

    private boolean isLight(Envelope message) {
        return !message.header().persistent()
                && message.size() <= MAX_SIZE
                && !message.header().destination().kind().isTemporary();
    }

    /** Records that the broker has accepted a message to this destination. */
    void recordAccepted(Envelope message) {
        if (isLight(message)) {
            if (known.size() >= MAX_DESTINATIONS) {
                known.clear();
            }
            known.add(message.header().destination());
        }
    }

    /** Sends a message, unless it must wait for its answer; waits only if too many sends are unanswered. */
    boolean send(Envelope message) throws JMSException {
        if (!canSend(message)) {
            return false;
        }
        client.checkLive();
        permits.acquireUninterruptibly();
        if (!ofConnection.tryAcquire()) {
            permits.release();
            return false;
        }
        client.startAhead(new Request.Send(message)).thenAccept(reply -> {
            ofConnection.release();
            permits.release();
            completeIfQuiet(quiet);
            if (reply instanceof Reply.Refused refused) {
                onRefused(message, refused);
            }
        });
        return true;
    }

    private void completeIfQuiet(@Nullable CompletableFuture<Reply> waiting) {
        if (waiting != null && permits.availablePermits() == MAX_SENDS) {
            waiting.complete(new Reply.Done());
        }
    }

    /**
     * Waits until every send has its answer, or the link has ended. Otherwise a close would take back the sends that
     * wait at the broker for room.
     */
    void awaitAll() throws JMSException {
        CompletableFuture<Reply> waiting;
        synchronized (this) {
            CompletableFuture<Reply> before = quiet;
            waiting = before == null || before.isDone() ? new CompletableFuture<>() : before;
            quiet = waiting;
        }
        completeIfQuiet(waiting);
        if (!waiting.isDone()) {
            client.start(new Request.Acknowledge(session, List.of())); // its answer takes the late ones along
        }
        client.awaitReply(waiting, this);
    }

    private void onRefused(Envelope message, Reply.Refused refused) {
        known.remove(message.header().destination());
        if (refused.problem() != Problem.CLOSED) {
            problems.accept(Problems.translate(
                    refused.problem(),
                    "the non-persistent message " + message.id() + " to '"
                            + message.header().destination() + "' was refused after send had returned: "
                            + refused.reason()));
        }
    }
}
