package org.restante.server;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.tcp.FrameKind;
import org.restante.tcp.Outflow;
import org.restante.tcp.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends answers and events to one client. Any thread may use it.
 *
 * <p>Back-pressure: when more bytes wait than the bound because the client does not read, the link stops delivering. So a slow client
 * uses at most the bound and the deliveries decided before, and no other client waits for it.
 */
final class Delivering implements Consumer<Event> {

    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);

    private final Outflow outflow;
    private final long bound;
    private final Consumer<String> onClosed;
    private @Nullable Link link; // guarded by this
    private volatile boolean ready = true; // changed under this, so that the link receives the changes in order

    /** @param onClosed called by any thread when the link has ended, with the reason */
    Delivering(Outflow outflow, long bound, Consumer<String> onClosed) {
        this.outflow = outflow;
        this.bound = bound;
        this.onClosed = onClosed;
    }

    synchronized void setLink(Link opened) {
        link = opened;
    }

    boolean isReady() {
        return ready;
    }

    /** Whether more bytes wait than the bound. */
    boolean isFull() {
        return outflow.bytes() > bound;
    }

    /** @param late whether the answer may wait for other frames */
    void answer(long number, Reply reply, boolean late) {
        WireCodec.Encoded encoded;
        try {
            encoded = WireCodec.encode(reply);
        } catch (RuntimeException e) {
            LOG.error("An answer cannot be sent: {}", reply, e);
            encoded =
                    WireCodec.encode(new Reply.Refused(Problem.INTERNAL, "the answer cannot be sent: " + Reason.of(e)));
        }
        if (late) {
            outflow.addLate(FrameKind.REPLY, number, encoded);
        } else {
            outflow.add(FrameKind.REPLY, number, encoded);
        }
        updateReady();
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Closed end) {
            onClosed.accept(end.reason());
            return;
        }
        outflow.add(FrameKind.EVENT, 0, WireCodec.encode(event));
        updateReady();
    }

    /** Stops the link's deliveries above the bound, and resumes them at half of it. */
    void updateReady() {
        long waiting = outflow.bytes();
        if (ready ? waiting > bound : waiting <= bound / 2) {
            switchReady();
        }
    }

    private synchronized void switchReady() {
        long waiting = outflow.bytes();
        Link to = link;
        if (to != null && (ready ? waiting > bound : waiting <= bound / 2)) {
            ready = !ready;
            to.setReady(ready);
        }
    }
}
