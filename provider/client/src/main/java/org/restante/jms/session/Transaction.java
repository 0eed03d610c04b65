package org.restante.jms.session;

import jakarta.jms.ResourceAllocationException;
import java.util.ArrayList;
import java.util.List;
import org.restante.link.Problem;
import org.restante.message.Envelope;

/**
 * The sends of a transaction, frozen, until the commit. Owned by the session's thread; a transaction manager may read
 * it from its own.
 */
public final class Transaction {

    static final int MAX_MESSAGES = 65_536;
    static final long MAX_BYTES = 32L << 20;

    private List<Envelope> sends = new ArrayList<>();
    private long bytes;

    /**
     * Adds a message.
     *
     * @throws ResourceAllocationException if the transaction is full; the message is not part of it
     */
    synchronized void add(Envelope message) throws ResourceAllocationException {
        if (!sends.isEmpty() && (sends.size() == MAX_MESSAGES || bytes + message.size() > MAX_BYTES)) {
            throw new ResourceAllocationException(
                    "the transaction holds " + sends.size() + " messages of " + bytes + " bytes; it may hold "
                            + MAX_MESSAGES + " of " + MAX_BYTES + "; commit or roll back before sending more",
                    Problem.RESOURCE_LIMIT.name());
        }
        sends.add(message);
        bytes += message.size();
    }

    synchronized boolean isEmpty() {
        return sends.isEmpty();
    }

    /** All sends so far. */
    public synchronized List<Envelope> all() {
        return List.copyOf(sends);
    }

    /** Returns all sends and clears the transaction. */
    synchronized List<Envelope> end() {
        List<Envelope> all = sends;
        sends = new ArrayList<>();
        bytes = 0;
        return all;
    }
}
