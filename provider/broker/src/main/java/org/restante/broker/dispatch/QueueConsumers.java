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
 * <p>It exists for this run only, from the first consumer on, and hears from its {@link DeliveryQueue} what leaves or comes back.
 */
public final class QueueConsumers implements DeliveryQueue.Listener {

    private final DeliveryQueue queue;
    private final List<ClientConsumer> consumers = new ArrayList<>();
    private final Groups groups = new Groups(consumers);
    private final Cursors cursors;
    private int turn;

    private QueueConsumers(DeliveryQueue queue) {
        this.queue = queue;
        this.cursors = new Cursors(queue, groups);
    }

    /** Those of this queue; made when they are first asked for. */
    public static QueueConsumers of(DeliveryQueue queue) {
        if (queue.listener() instanceof QueueConsumers there) {
            return there;
        }
        QueueConsumers made = new QueueConsumers(queue);
        queue.listen(made);
        return made;
    }

    /** The consumers of this queue, in the order in which they were opened. */
    public static List<ClientConsumer> on(DeliveryQueue queue) {
        return queue.listener() instanceof QueueConsumers there ? there.consumers : List.of();
    }

    /** Whether a consumer is open on the queue, or somebody has yet to acknowledge a message of it. */
    public static boolean isInUse(DeliveryQueue queue) {
        return queue.inFlight() > 0 || !on(queue).isEmpty();
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
    }

    public void detach(ClientConsumer consumer) {
        consumers.remove(consumer);
        endGroups(consumer);
        cursors.leave(consumer.selector());
    }

    /** Its groups go to others, with what waits for it. */
    private void endGroups(ClientConsumer consumer) {
        Backlog waiting = groups.leave(consumer);
        if (waiting != null) {
            waiting.forEach(cursors::rewind);
        }
    }

    /** How many consumers take turns: one where the queue is exclusive, none while it is paused. */
    int takers() {
        if (queue.isPaused()) {
            return 0;
        }
        return queue.policy().exclusive() ? Math.min(1, consumers.size()) : consumers.size();
    }

    /** The consumer whose turn it is; the turn passes on. */
    ClientConsumer next() {
        turn = turn + 1 >= takers() ? 0 : turn + 1;
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
