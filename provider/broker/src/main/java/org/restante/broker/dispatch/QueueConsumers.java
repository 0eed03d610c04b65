package org.restante.broker.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.Backlog;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.state.DeliveryQueue;
import org.restante.selector.Selector;

/**
 * The consumers of one queue or subscription, with their cursors, message groups and turn. Owned by the broker thread.
 *
 * <p>Not stored: it is made for the first consumer after a start. It listens to its {@link DeliveryQueue} for messages that
 * leave or are returned.
 */
public final class QueueConsumers implements DeliveryQueue.Listener {

    private final DeliveryQueue queue;
    private final List<ClientConsumer> consumers = new ArrayList<>();
    private final Groups groups = new Groups(consumers);
    private final Cursors cursors;
    private int turn;
    private long attached;

    /** Whether messages may be in flight for a consumer of an exclusive queue that has ended. */
    private boolean awaitsFormer;

    private QueueConsumers(DeliveryQueue queue) {
        this.queue = queue;
        this.cursors = new Cursors(queue, groups);
    }

    /** The consumers of this queue; made at the first call. */
    public static QueueConsumers of(DeliveryQueue queue) {
        if (queue.listener() instanceof QueueConsumers there) {
            return there;
        }
        QueueConsumers made = new QueueConsumers(queue);
        queue.setListener(made);
        return made;
    }

    /** The consumers of this queue, in the order in which they were opened. */
    public static List<ClientConsumer> on(DeliveryQueue queue) {
        return queue.listener() instanceof QueueConsumers there ? there.consumers : List.of();
    }

    /** Whether the queue has a consumer or a message in flight. */
    public static boolean isInUse(DeliveryQueue queue) {
        return queue.inFlight() > 0 || !on(queue).isEmpty();
    }

    /** The next consumer that takes any message, and has credit; null if there is none. */
    static @Nullable ClientConsumer ready(DeliveryQueue queue) {
        QueueConsumers consumers = of(queue);
        for (int i = consumers.activeConsumers(); i > 0; i--) {
            ClientConsumer next = consumers.next();
            if (next.hasCredit() && next.cursor().takesAny()) {
                return next;
            }
        }
        return null;
    }

    public Groups groups() {
        return groups;
    }

    /** The cursor of a new consumer. */
    public Cursor cursor(String text, @Nullable Selector selector) {
        return cursors.use(text, selector);
    }

    public void attach(ClientConsumer consumer) {
        consumers.add(consumer);
        queue.setWatched(true);
        attached++;
    }

    /** How many consumers have been opened on a queue since the start. */
    public static long attached(DeliveryQueue queue) {
        return queue.listener() instanceof QueueConsumers there ? there.attached : 0;
    }

    public void detach(ClientConsumer consumer) {
        consumers.remove(consumer);
        queue.setWatched(!consumers.isEmpty());
        awaitsFormer = true;
        endGroups(consumer);
        cursors.leave(consumer.selector());
    }

    /** Frees the groups of a consumer; messages queued for it can go to others. */
    private void endGroups(ClientConsumer consumer) {
        Backlog waiting = groups.leave(consumer);
        if (waiting != null) {
            waiting.forEach(cursors::rewind);
        }
    }

    /**
     * How many consumers get messages: none while the queue is paused, one if it is exclusive. Then the first consumer gets
     * nothing while another session, or a prepared branch, still holds messages of an earlier consumer: they would come back
     * behind later ones.
     */
    int activeConsumers() {
        if (queue.isPaused()) {
            return 0;
        }
        if (!queue.policy().exclusive()) {
            return consumers.size();
        }
        return consumers.isEmpty() || isHeldByFormer() ? 0 : 1;
    }

    private boolean isHeldByFormer() {
        awaitsFormer = awaitsFormer && queue.inFlight() > heldFor(consumers.get(0));
        return awaitsFormer;
    }

    /** How many messages are in flight for a consumer or its session, including those handed over to a session of a pool. */
    private int heldFor(ClientConsumer consumer) {
        int held = 0;
        for (ClientSession session : consumer.connection().sessions().values()) {
            for (MessageReference reference : session.inFlight()) {
                boolean isIts = session == consumer.session() || reference.consumer() == consumer;
                held += isIts && reference.owner() == queue ? 1 : 0;
            }
        }
        return held;
    }

    /** The consumer whose turn it is; the turn passes on. */
    ClientConsumer next() {
        turn = turn + 1 >= activeConsumers() ? 0 : turn + 1;
        return consumers.get(turn);
    }

    @Override
    public void removed(MessageReference reference) {
        cursors.forget(reference);
        if (reference.message().group() != null && !reference.isInFlight()) {
            groups.forget(reference);
        }
    }

    @Override
    public void rewound(MessageReference reference) {
        cursors.rewind(reference);
    }

    @Override
    public void groupsEnded() {
        consumers.forEach(this::endGroups);
    }
}
