package org.restante.server;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.tcp.FrameKind;
import org.restante.tcp.Outflow;
import org.restante.tcp.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to one client: answers and events. Any thread may use it.
 *
 * <p>When too much waits because the client does not read, its link is told to decide no more deliveries; so a slow client costs that
 * bound and what was decided before, and nobody else waits for it.
 */
final class Delivering implements Consumer<Event> {

    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);

    private final Outflow outflow;
    private final long bound;
    private final Consumer<String> closed;
    private @Nullable Link link; // guarded by this
    private volatile boolean ready =
            true; // written under this, so that the link hears it in the order in which it changed

    /** @param closed is told, by any thread, when the link has ended and why */
    Delivering(Outflow outflow, long bound, Consumer<String> closed) {
        this.outflow = outflow;
        this.bound = bound;
        this.closed = closed;
    }

    synchronized void over(Link opened) {
        link = opened;
    }

    boolean isReady() {
        return ready;
    }

    /** Whether more waits than should. */
    boolean isFull() {
        return outflow.bytes() > bound;
    }

    void answer(long number, Reply reply) {
        WireCodec.Encoded encoded;
        try {
            encoded = WireCodec.encode(reply);
        } catch (RuntimeException e) {
            LOG.error("An answer cannot be sent: {}", reply, e);
            encoded = WireCodec.encode(new Reply.Refused(Problem.INTERNAL, "the answer cannot be sent: " + e));
        }
        outflow.add(FrameKind.REPLY, number, encoded);
        consider();
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Closed end) {
            closed.accept(end.reason());
            return;
        }
        outflow.add(FrameKind.EVENT, 0, WireCodec.encode(event));
        consider();
    }

    /** Tells the link when it should deliver no more, and when it may again. */
    void consider() {
        long waiting = outflow.bytes();
        if (ready ? waiting > bound : waiting <= bound / 2) {
            decide();
        }
    }

    private synchronized void decide() {
        long waiting = outflow.bytes();
        Link to = link;
        if (to != null && (ready ? waiting > bound : waiting <= bound / 2)) {
            ready = !ready;
            to.setReady(ready);
        }
    }
}
