package org.restante.broker.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.InFlightHolder;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.state.Change;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Event;
import org.restante.link.Reply;
import org.restante.message.Envelope;

/**
 * One consumer: its queue, its credit, and its outbox of deliveries that have not been sent yet. Owned by the broker thread.
 *
 * <p>Deliveries are sent in order, each when the log has its entry and its envelope has been read. Credit is cut to its bounds.
 */
public final class ClientConsumer implements InFlightHolder {

    private static final int MAX_CREDIT = 10_000;
    private static final long MAX_CREDIT_BYTES = 64L << 20;

    private final int number;
    private final ClientConnection connection;
    private final ClientSession session;
    private final DeliveryQueue queue;
    private final String selector;
    private final Cursor cursor;
    private final String name;
    private final ArrayDeque<Outgoing> outbox = new ArrayDeque<>();
    private final List<CompletableFuture<Reply>> drains = new ArrayList<>();

    /** The deliveries of this round that wait for an entry of the log. */
    private final List<Outgoing> ungated = new ArrayList<>();

    private @Nullable Step step;
    private int credit;
    private long creditBytes;

    /** An element of the outbox: a delivery, or, without a reference, the answer to a drain request. */
    static final class Outgoing {
        private final @Nullable MessageReference reference;
        private final @Nullable CompletableFuture<Reply> drained;
        private long gate = Long.MAX_VALUE;
        private @Nullable Envelope envelope;
        private @Nullable String failure;

        Outgoing(@Nullable MessageReference reference, @Nullable CompletableFuture<Reply> drained) {
            this.reference = reference;
            this.drained = drained;
        }

        void arrived(@Nullable Envelope read, String reason) {
            envelope = read;
            failure = read == null ? reason : null;
        }

        private boolean isReady(long kept) {
            return reference == null || (gate <= kept && (envelope != null || failure != null));
        }
    }

    public ClientConsumer(
            int number,
            ClientConnection connection,
            ClientSession session,
            DeliveryQueue queue,
            String selector,
            Cursor cursor) {
        this.number = number;
        this.connection = connection;
        this.session = session;
        this.queue = queue;
        this.selector = selector;
        this.cursor = cursor;
        this.name = connection.consumerName(number);
    }

    /** The consumer for which a message is in flight; null if there is none. */
    public static @Nullable ClientConsumer of(MessageReference reference) {
        return (ClientConsumer) reference.consumer();
    }

    public int number() {
        return number;
    }

    public ClientConnection connection() {
        return connection;
    }

    public ClientSession session() {
        return session;
    }

    public DeliveryQueue queue() {
        return queue;
    }

    public String selector() {
        return selector;
    }

    /** The characters of its selector; at a topic the subscription has it. */
    int selectorChars() {
        SubscriptionDefinition subscription = queue.subscription();
        String text = subscription == null ? selector : subscription.selector();
        return text == null ? 0 : text.length();
    }

    Cursor cursor() {
        return cursor;
    }

    /** Its name in a delivery status: connection and number. */
    public String name() {
        return name;
    }

    /** How many more messages may be delivered to it now. */
    public int credit() {
        return credit;
    }

    boolean hasCredit() {
        return credit > 0 && creditBytes > 0 && connection.isReady();
    }

    public void addCredit(int messages, long bytes) {
        credit = (int) Math.min(MAX_CREDIT, (long) credit + messages);
        creditBytes = Math.min(MAX_CREDIT_BYTES, creditBytes + bytes);
    }

    /** Assigns a message in this round. It is sent when the log has the entry of the delivery and the envelope has been read. */
    Outgoing assign(MessageReference reference) {
        credit--;
        creditBytes -= reference.message().size();
        Outgoing outgoing = new Outgoing(reference, null);
        if (reference.message().isVolatile()) {
            outgoing.gate = 0;
        } else {
            ungated.add(outgoing);
        }
        outbox.add(outgoing);
        return outgoing;
    }

    /** The step of a delivery to this consumer; one object for all deliveries of one time. */
    Step step(long time, int attempt) {
        Step latest = step;
        if (latest == null || latest.time() != time || latest.attempt() != attempt) {
            latest = new Step(DeliveryStatus.State.DELIVERED, time, attempt, name, connection.clientId(), null);
            step = latest;
        }
        return latest;
    }

    /** The assigned messages whose deliveries are logged; then {@link #setGate} sets the log entry that they wait for. */
    List<Change.Attempt> assigned() {
        List<Change.Attempt> attempts = new ArrayList<>(ungated.size());
        for (Outgoing outgoing : ungated) {
            if (outgoing.reference != null) {
                attempts.add(new Change.Attempt(outgoing.reference.tag(), outgoing.reference.attempts()));
            }
        }
        return attempts;
    }

    void setGate(long gate) {
        for (Outgoing outgoing : ungated) {
            outgoing.gate = gate;
        }
        ungated.clear();
    }

    public List<CompletableFuture<Reply>> drains() {
        return drains;
    }

    /** Takes the rest of the credit back. */
    public void revokeCredit() {
        credit = 0;
        creditBytes = 0;
    }

    /** Puts the answers to all drains into the outbox, behind its deliveries, and takes the rest of the credit back. */
    void markDrained() {
        revokeCredit();
        drains.forEach(drain -> outbox.add(new Outgoing(null, drain)));
        drains.clear();
    }

    /** Answers every drain at once and clears the outbox: the consumer has ended. */
    void answerDrains() {
        markDrained();
        for (Outgoing outgoing : outbox) {
            if (outgoing.drained != null) {
                outgoing.drained.complete(new Reply.Done());
            }
        }
        outbox.clear();
    }

    boolean hasOutput() {
        return !outbox.isEmpty();
    }

    /** Handles a message whose envelope cannot be read. */
    interface Unreadable {
        void setAside(MessageReference reference, String reason);
    }

    /** Sends from the outbox, in order, as far as the deliveries are ready. */
    void release(long kept, Unreadable unreadable) {
        Outgoing head = outbox.peek();
        while (head != null && head.isReady(kept)) {
            outbox.remove();
            if (head.drained != null) {
                head.drained.complete(new Reply.Done());
            } else if (head.reference != null && head.envelope != null) {
                MessageReference reference = head.reference;
                connection.send(new Event.Delivery(number, reference.tag(), reference.attempts(), head.envelope));
            } else if (head.reference != null) {
                addCredit(1, head.reference.message().size());
                unreadable.setAside(head.reference, String.valueOf(head.failure));
            }
            head = outbox.peek();
        }
    }

    /** Takes the deliveries that have not been sent out of the outbox. */
    public List<MessageReference> withdraw() {
        List<MessageReference> withdrawn = new ArrayList<>();
        outbox.removeIf(outgoing -> outgoing.reference != null && withdrawn.add(outgoing.reference));
        return withdrawn;
    }
}
