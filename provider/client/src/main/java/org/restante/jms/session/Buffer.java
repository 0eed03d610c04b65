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

/** Where one consumer's deliveries wait, and who is at them. Guarded by the lock of its {@link SessionInbox}. */
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

    /** When the message that the application has was handed over; 0 if it has none. */
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

    /** Takes the next delivery for the current thread, until {@link #handed}. */
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

    /** Undoes a poll. */
    void putBack(Delivery delivery) {
        bytes += delivery.message().size();
        waiting.addFirst(delivery);
        handedAt = 0;
    }

    void endHandover() {
        handing = null;
    }

    /** The application is done with its message. */
    void recordProcessed(long now) {
        if (handedAt != 0) {
            window.recordProcessing(now - handedAt);
            handedAt = 0;
        }
    }

    /** Drops all deliveries, which the broker has taken back, with the credit. */
    void discard() {
        waiting.clear();
        bytes = 0;
        window.revoke();
    }

    /** Drops what is in flight no more. */
    void removeLost(Set<Tag> lost) {
        waiting.removeIf(delivery -> {
            boolean isLost = lost.contains(delivery.tag());
            bytes -= isLost ? delivery.message().size() : 0;
            return isLost;
        });
    }

    /** Takes all deliveries out; nobody is handed them. */
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

    /** Whether another thread receives here, or processes a message from here. */
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
