package org.restante.jms.session;

import jakarta.jms.JMSException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.restante.jms.failure.Problems;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * Non-persistent messages that leave without a wait for their answer, over links where that takes a way through a network. Any thread may
 * use it.
 *
 * <p>The first one to a destination waits, so that a wrong name or a missing permission is an exception where it belongs; if a later one
 * is refused the ExceptionListener hears of it, and the next one waits again. The trap: at most {@link #MAX_SENDS} of a session are on
 * their way; who sends faster than the broker takes waits for it.
 */
final class Unconfirmed {

    static final int MAX_SENDS = 256;

    /** What is larger takes so long by itself that it can wait for its answer, too. */
    static final int MAX_SIZE = 16 << 10;

    private static final int MAX_DESTINATIONS = 1024;

    private final LinkClient client;
    private final Consumer<JMSException> problems;
    private final Semaphore permits = new Semaphore(MAX_SENDS);
    private final Set<Address> known = ConcurrentHashMap.newKeySet();

    /** @param problems hears what is refused */
    Unconfirmed(LinkClient client, Consumer<JMSException> problems) {
        this.client = client;
        this.problems = problems;
    }

    /** Whether this message needs nobody to wait for its answer. */
    boolean canSend(Envelope message) {
        return isLight(message) && known.contains(message.header().destination());
    }

    private boolean isLight(Envelope message) {
        return client.isDistant()
                && !message.header().persistent()
                && message.size() <= MAX_SIZE
                && !message.header().destination().kind().isTemporary();
    }

    /** A message like this one has been taken. */
    void recordAccepted(Envelope message) {
        if (isLight(message)) {
            if (known.size() >= MAX_DESTINATIONS) {
                known.clear();
            }
            known.add(message.header().destination());
        }
    }

    /** Sends it; waits only where too many are on their way. */
    void send(Envelope message) throws JMSException {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            throw Problems.interrupted("waiting for the broker to take earlier messages", e);
        }
        client.start(new Request.Send(message)).thenAccept(reply -> {
            permits.release();
            if (reply instanceof Reply.Refused refused) {
                onRefused(message, refused);
            }
        });
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
