package org.restante.users;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Cases;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;

/**
 * The part of a listing that a user may see: the entries of destinations that the user may browse.
 *
 * <p>Both tables are complete. An answer that cannot be filtered is withheld.
 */
final class VisibleListing {

    private static final Cases<Request, Boolean> FILTERED = Cases.<Request, Boolean>of(Request.class)
            .putAll(
                    true,
                    Request.Status.class,
                    AdminRequest.Destinations.class,
                    AdminRequest.Deliveries.class,
                    AdminRequest.Configuration.class)
            .putAll(
                    false, // refused as a whole, by Need, or without anything of other users in the answer
                    Request.Connect.class,
                    Request.Once.class,
                    Request.Identify.class,
                    Request.OpenConsumer.class,
                    Request.CloseConsumer.class,
                    Request.Credit.class,
                    Request.Drain.class,
                    Request.Send.class,
                    Request.Acknowledge.class,
                    Request.Expired.class,
                    Request.Commit.class,
                    Request.Recover.class,
                    Request.Reclaim.class,
                    Request.HandOver.class,
                    Request.CloseSession.class,
                    Request.Unsubscribe.class,
                    Request.CreateTemporary.class,
                    Request.DeleteTemporary.class,
                    Request.Browse.class,
                    BranchRequest.Prepare.class,
                    BranchRequest.CommitPrepared.class,
                    BranchRequest.RollbackPrepared.class,
                    BranchRequest.Prepared.class,
                    AdminRequest.Configure.class,
                    AdminRequest.CancelSchedule.class,
                    AdminRequest.Sweep.class,
                    AdminRequest.Look.class,
                    AdminRequest.Messages.class,
                    AdminRequest.Pause.class,
                    AdminRequest.Info.class,
                    AdminRequest.Connections.class,
                    AdminRequest.EndConnection.class,
                    AdminRequest.Create.class,
                    AdminRequest.CreateSubscription.class,
                    AdminRequest.Delete.class,
                    AdminRequest.Import.class,
                    AdminRequest.Disk.class,
                    AdminRequest.Holders.class)
            .build();

    private static final Cases<Reply, Filter<Reply>> FILTERS = filters();

    /** Makes the answer for one user. */
    private interface Filter<R extends Reply> {
        Reply of(Grants grants, R all);
    }

    private VisibleListing() {}

    /** Whether the answer is different for each user. */
    static boolean isFiltered(Request request) {
        Request asked = request instanceof Request.Once once ? once.request() : request;
        return FILTERED.of(asked);
    }

    /** Whether it lists all destinations, settings or deliveries, of which each user sees a part. */
    static boolean isOfAll(Request request) {
        Request asked = request instanceof Request.Once once ? once.request() : request;
        return asked instanceof AdminRequest administration
                && administration.concerns().isEmpty()
                && isFiltered(administration);
    }

    /** The answer to a request that is filtered, for one user. */
    static Reply of(Grants grants, Reply all) {
        return FILTERS.of(all).of(grants, all);
    }

    private static Cases<Reply, Filter<Reply>> filters() {
        Cases.Builder<Reply, Filter<Reply>> table = Cases.of(Reply.class);
        put(
                table,
                Reply.Statuses.class,
                (grants, all) -> new Reply.Statuses(visible(grants, all.statuses(), DeliveryStatus::destination)));
        put(
                table,
                Reply.Deliveries.class,
                (grants, all) -> new Reply.Deliveries(
                        visible(grants, all.deliveries(), DeliveryStatus::destination), all.next()));
        put(
                table,
                Reply.Destinations.class,
                (grants, all) -> new Reply.Destinations(
                        visible(grants, all.destinations(), DestinationStatus::address), all.next()));
        put(
                table,
                Reply.Configured.class,
                (grants, all) -> new Reply.Configured(all.settings().entrySet().stream()
                        .filter(entry -> grants.maySee(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
        return table.putAll((grants, all) -> all, Reply.Done.class, Reply.Refused.class)
                .putAll(
                        (grants, all) -> withheld(), // no filtered request has such an answer
                        Reply.Connected.class,
                        Reply.Created.class,
                        Reply.NoPrefetch.class,
                        Reply.Page.class,
                        Reply.Reclaimed.class,
                        Reply.Branches.class,
                        Reply.Swept.class,
                        Reply.Looked.class,
                        Reply.Messages.class,
                        Reply.Disk.class,
                        Reply.Holders.class,
                        Reply.Info.class,
                        Reply.Connections.class)
                .build();
    }

    private static <R extends Reply> void put(
            Cases.Builder<Reply, Filter<Reply>> table, Class<R> type, Filter<R> filter) {
        table.put(type, (grants, all) -> filter.of(grants, type.cast(all)));
    }

    private static Reply withheld() {
        return new Reply.Refused(
                Problem.INTERNAL, "an answer is withheld, because it cannot be reduced to what this user may see");
    }

    private static <T> List<T> visible(Grants grants, List<T> all, Function<T, Address> where) {
        return all.stream().filter(one -> grants.maySee(where.apply(one))).toList();
    }
}
