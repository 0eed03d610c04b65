package org.restante.broker.state;

import org.restante.link.DeliveryStatus;
import org.restante.link.Traffic;

/** Counts how often messages enter each delivery state. Owned by the broker thread. */
public final class StateCounters {

    private long queued;
    private long delivered;
    private long returned;
    private long acknowledged;
    private long expired;
    private long deadLettered;
    private long moved;
    private long purged;

    void count(DeliveryStatus.State state) {
        switch (state) {
            case QUEUED -> queued++;
            case DELIVERED -> delivered++;
            case RETURNED -> returned++;
            case ACKNOWLEDGED -> acknowledged++;
            case EXPIRED -> expired++;
            case DEAD_LETTERED -> deadLettered++;
            case MOVED -> moved++;
            case PURGED -> purged++;
        }
    }

    /** As many messages were queued at once. */
    void countQueued(int messages) {
        queued += messages;
    }

    public Traffic traffic() {
        return traffic(0);
    }

    /** The counts, with so many queued messages more. */
    Traffic traffic(int more) {
        return new Traffic(queued + more, delivered, returned, acknowledged, expired, deadLettered, moved, purged);
    }
}
