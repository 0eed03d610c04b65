package org.restante.jms.session;

import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.jms.session.Window.Grant;
import org.restante.link.Event.Delivery;
import org.restante.link.Reply;
import org.restante.link.Tag;

/**
 * The buffered deliveries of one consumer, and the threads that receive or process them. Guarded by the lock of its
 * {@link SessionInbox}.
 */
final class Buffer {

    private final int consumer;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Window window = new Window();
    private long bytes;
    private @Nullable MessageListener listener;
    private Reply.@Nullable Refused failure;
    private boolean closed;
    private int receivers;
    private @Nullable Thread handing;

    /** The time at which the application got the message that it processes, in nanoseconds; 0 if it has none. */
    private long handedAt;

    Buffer(int consumer) {
        this.consumer = consumer;
    }

    int consumer() {
        return consumer;
    }

    void put(Delivery delivery) {
        window.recordDelivery(delivery.message().size());
        bytes += delivery.message().size();
        waiting.addLast(delivery);
    }

    /** Takes the next delivery and marks the current thread as handing it over, until {@link #endHandover}. */
    @Nullable
    Delivery poll(long now) {
        Delivery next = waiting.pollFirst();
        if (next != null) {
            bytes -= next.message().size();
            handing = Thread.currentThread();
            handedAt = now;
        }
        return next;
    }

    /** Undoes a {@link #poll}. */
    void putBack(Delivery delivery) {
        bytes += delivery.message().size();
        waiting.addFirst(delivery);
        handedAt = 0;
    }

    void endHandover() {
        handing = null;
    }

    /** Measures the processing time: the application has finished its message. */
    void recordProcessed(long now) {
        if (handedAt != 0) {
            window.recordProcessing(now - handedAt);
            handedAt = 0;
        }
    }

    /** Drops all deliveries and the credit, because the broker has taken both back. */
    void discard() {
        waiting.clear();
        bytes = 0;
        window.revoke();
    }

    /** Drops deliveries that are no longer in flight. */
    void removeLost(Set<Tag> lost) {
        waiting.removeIf(delivery -> {
            boolean isLost = lost.contains(delivery.tag());
            bytes -= isLost ? delivery.message().size() : 0;
            return isLost;
        });
    }

    /** Removes and returns all deliveries that are not handed over. */
    List<Delivery> withdraw() {
        List<Delivery> all = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        return all;
    }

    @Nullable
    Grant grant(boolean needed) {
        return closed || failure != null ? null : window.next(waiting.size(), bytes, needed);
    }

    Window window() {
        return window;
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        listener = null;
        waiting.clear();
        bytes = 0;
    }

    Reply.@Nullable Refused failure() {
        return failure;
    }

    void fail(Reply.Refused why) {
        failure = why;
    }

    @Nullable
    MessageListener listener() {
        return listener;
    }

    void setListener(@Nullable MessageListener to) {
        listener = to;
    }

    void beginReceive() {
        receivers++;
    }

    void endReceive() {
        receivers--;
    }

    boolean isReceiving() {
        return receivers > 0;
    }

    /** Whether a receive is running, or another thread processes a message of this buffer. */
    boolean isUsedByOthers() {
        return receivers > 0 || isHandingElsewhere();
    }

    boolean isInUse() {
        return receivers > 0 || handing != null;
    }

    boolean isHandingElsewhere() {
        return handing != null && handing != Thread.currentThread();
    }
}
