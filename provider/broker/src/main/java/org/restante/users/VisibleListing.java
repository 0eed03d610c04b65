package org.restante.users;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;

/** Of a listing, what a user may browse. */
final class VisibleListing {

    private VisibleListing() {}

    /** Whether each user gets an answer of their own. */
    static boolean isFiltered(Request request) {
        return request instanceof Request.Status
                || request instanceof AdminRequest.Destinations
                || request instanceof AdminRequest.Deliveries
                || request instanceof AdminRequest.Configuration;
    }

    static Reply of(Grants grants, Reply all) {
        if (all instanceof Reply.Statuses statuses) {
            return new Reply.Statuses(seen(grants, statuses.statuses(), DeliveryStatus::destination));
        } else if (all instanceof Reply.Deliveries deliveries) {
            return new Reply.Deliveries(
                    seen(grants, deliveries.deliveries(), DeliveryStatus::destination), deliveries.next());
        } else if (all instanceof Reply.Destinations destinations) {
            return new Reply.Destinations(
                    seen(grants, destinations.destinations(), DestinationStatus::address), destinations.next());
        } else if (all instanceof Reply.Configured configured) {
            return new Reply.Configured(configured.settings().entrySet().stream()
                    .filter(entry -> grants.maySee(entry.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
        return all;
    }

    private static <T> List<T> seen(Grants grants, List<T> all, Function<T, Address> where) {
        return all.stream().filter(one -> grants.maySee(where.apply(one))).toList();
    }
}
