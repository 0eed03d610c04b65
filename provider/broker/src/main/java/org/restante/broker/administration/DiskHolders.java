package org.restante.broker.administration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.PackedMessages;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.AdminRequest;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;
import org.restante.link.Tag;

/**
 * Reports the disk usage, and which queues and subscriptions have messages that keep old segments; read-only. Owned by the
 * broker thread.
 */
public final class DiskHolders {

    private final State state;
    private final Supplier<DiskStatus> disk;

    public DiskHolders(State state, Supplier<DiskStatus> disk) {
        this.state = state;
        this.disk = disk;
    }

    Reply.Disk disk() {
        return new Reply.Disk(disk.get());
    }

    /** Counts the messages before a position by owner; a prepared branch appears under the address with its name. */
    Reply.Holders holders(AdminRequest.Holders request) {
        Map<DeliveryQueue, long[]> found = new LinkedHashMap<>();
        Tag last = request.after();
        int examined = 0;
        Predicate<PackedMessages> skip = packed -> packed.lowest() >= request.before();
        DeliveryQueue owner = state.destinations().ownerFrom(last == null ? 1 : last.owner());
        while (owner != null) {
            MessageReference next = owner.behind(last, skip);
            while (next != null) {
                if (examined++ == Selection.MAX_LOOKED_AT) {
                    return reply(found, last);
                }
                last = next.tag();
                count(found, next, request.before());
                next = owner.backlog().after(last, skip);
            }
            owner = state.destinations().ownerFrom(owner.id() + 1);
        }
        return reply(found, null);
    }

    private static void count(Map<DeliveryQueue, long[]> found, MessageReference reference, long before) {
        StoredMessage message = reference.message();
        if (message.position() != StoredMessage.NOWHERE && message.position() < before) {
            long[] sums = found.computeIfAbsent(DeliveryQueue.of(reference), any -> new long[] {0, 0, Long.MAX_VALUE});
            sums[0]++;
            sums[1] += message.size();
            sums[2] = Math.min(sums[2], message.queuedAt());
        }
    }

    private static Reply.Holders reply(Map<DeliveryQueue, long[]> found, @Nullable Tag next) {
        List<Reply.Holder> holders = found.entrySet().stream()
                .map(entry -> holder(entry.getKey(), entry.getValue()))
                .toList();
        return new Reply.Holders(holders, next);
    }

    private static Reply.Holder holder(DeliveryQueue owner, long[] sums) {
        SubscriptionDefinition subscription = owner.subscription();
        return new Reply.Holder(
                owner.address(),
                subscription == null ? null : subscription.clientId(),
                subscription == null ? null : subscription.name(),
                sums[0],
                sums[1],
                sums[2]);
    }
}
