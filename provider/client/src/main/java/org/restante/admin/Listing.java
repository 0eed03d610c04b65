package org.restante.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.ConnectionStatus;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;

/** Combines the answers that a broker gives in parts. Any thread may use it. */
final class Listing {

    private final Asker asker;

    Listing(Asker asker) {
        this.asker = asker;
    }

    /** The destinations by name, each topic before its subscriptions. */
    List<DestinationStatus> destinations(@Nullable Address only) {
        List<DestinationStatus> all = new ArrayList<>();
        int after = 0;
        do {
            var part = asker.ask(new AdminRequest.Destinations(only, after), Reply.Destinations.class);
            all.addAll(part.destinations());
            after = part.next();
        } while (after != 0);
        all.sort(Comparator.comparing(
                        (DestinationStatus status) -> status.address().toString())
                .thenComparingInt(status -> status.subscription() == null ? 0 : status.id()));
        return all;
    }

    List<ConnectionStatus> connections() {
        List<ConnectionStatus> all = new ArrayList<>();
        long after = 0;
        do {
            var part = asker.ask(new AdminRequest.Connections(after), Reply.Connections.class);
            all.addAll(part.connections());
            after = part.next();
        } while (after != 0);
        return all;
    }

    Stream<DeliveryStatus> deliveries(DeliveryFilter which) {
        return MessageAdmin.stream(new Pages<>((@Nullable Tag after, long newest) -> {
                    Reply.Deliveries page = asker.ask(which.page(after), Reply.Deliveries.class);
                    return new Pages.Page<>(page.deliveries(), page.next(), newest);
                }))
                .limit(which.limit());
    }

    DiskUse diskUse() {
        DiskStatus status = asker.ask(new AdminRequest.Disk(), Reply.Disk.class).status();
        long before = (status.oldestLive() / status.segment() + 1) * status.segment();
        Map<Object, Reply.Holder> holders = new LinkedHashMap<>();
        Tag after = null;
        do {
            var part = asker.ask(new AdminRequest.Holders(before, after), Reply.Holders.class);
            for (Reply.Holder holder : part.holders()) {
                List<@Nullable Object> key =
                        Arrays.asList(holder.destination(), holder.clientId(), holder.subscription());
                holders.merge(key, holder, Listing::sum);
            }
            after = part.next();
        } while (after != null);
        List<Reply.Holder> sorted = new ArrayList<>(holders.values());
        sorted.sort(Comparator.comparingLong(Reply.Holder::bytes).reversed());
        return new DiskUse(status, sorted);
    }

    private static Reply.Holder sum(Reply.Holder a, Reply.Holder b) {
        return new Reply.Holder(
                a.destination(),
                a.clientId(),
                a.subscription(),
                a.messages() + b.messages(),
                a.bytes() + b.bytes(),
                Math.min(a.oldest(), b.oldest()));
    }
}
