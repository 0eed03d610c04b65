package org.restante.users;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Cases;
import org.restante.link.Request;
import org.restante.link.Setting;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * A permission that a request needs: an action at a place.
 *
 * <p>The table states it for each kind of request. A kind without an entry is refused: the table is not made, and no request passes.
 *
 * @param where null for the broker as a whole
 */
record Need(Action action, @Nullable Address where) {

    private static final Cases<Request, Function<Request, List<Need>>> TABLE = table();

    /** All permissions that a request needs. */
    static List<Need> of(Request request) {
        return TABLE.of(request).apply(request);
    }

    private static Cases<Request, Function<Request, List<Need>>> table() {
        Cases.Builder<Request, Function<Request, List<Need>>> table = Cases.of(Request.class);
        put(table, Request.Once.class, once -> of(once.request()));
        put(table, Request.Send.class, send -> List.of(send(send.message())));
        put(table, Request.Commit.class, commit -> sends(commit.sends()));
        put(table, BranchRequest.Prepare.class, prepare -> sends(prepare.sends()));
        put(table, Request.OpenConsumer.class, open -> List.of(new Need(Action.RECEIVE, open.destination())));
        put(table, Request.Browse.class, browse -> List.of(new Need(Action.BROWSE, browse.destination())));
        putAdministration(table);
        return table.putAll(
                        request -> List.of(), // about its own link, or prepared, subscribed and consumed with
                        // permission before
                        Request.Connect.class,
                        Request.Identify.class,
                        Request.CloseConsumer.class,
                        Request.Credit.class, // Grants has its consumer, and asks for RECEIVE
                        Request.Drain.class,
                        Request.Acknowledge.class,
                        Request.Expired.class,
                        Request.Recover.class,
                        Request.Reclaim.class,
                        Request.HandOver.class,
                        Request.CloseSession.class,
                        Request.Unsubscribe.class,
                        Request.CreateTemporary.class,
                        Request.DeleteTemporary.class,
                        Request.Status.class, // VisibleListing filters the answer
                        BranchRequest.CommitPrepared.class,
                        BranchRequest.RollbackPrepared.class,
                        BranchRequest.Prepared.class)
                .build();
    }

    private static void putAdministration(Cases.Builder<Request, Function<Request, List<Need>>> table) {
        put(table, AdminRequest.Configure.class, Need::configure);
        put(
                table,
                AdminRequest.Sweep.class,
                sweep -> concerned(isCount(sweep) ? Action.BROWSE : Action.ADMINISTER, sweep));
        table.putAll(
                // the answer is filtered, so a question about all destinations needs nothing
                request -> needs(Action.BROWSE, ((AdminRequest) request).concerns().stream()),
                AdminRequest.Configuration.class,
                AdminRequest.Deliveries.class,
                AdminRequest.Destinations.class);
        table.putAll(
                request -> concerned(Action.BROWSE, (AdminRequest) request),
                AdminRequest.Look.class,
                AdminRequest.Messages.class);
        table.putAll(
                request -> concerned(Action.ADMINISTER, (AdminRequest) request),
                AdminRequest.CancelSchedule.class,
                AdminRequest.Pause.class,
                AdminRequest.Info.class,
                AdminRequest.Connections.class,
                AdminRequest.EndConnection.class,
                AdminRequest.Create.class,
                AdminRequest.CreateSubscription.class,
                AdminRequest.Delete.class,
                AdminRequest.Import.class,
                AdminRequest.Disk.class,
                AdminRequest.Holders.class);
    }

    private static <R extends Request> void put(
            Cases.Builder<Request, Function<Request, List<Need>>> table, Class<R> type, Function<R, List<Need>> needs) {
        table.put(type, request -> needs.apply(type.cast(request)));
    }

    private static List<Need> sends(List<Envelope> messages) {
        return messages.stream().map(Need::send).distinct().toList();
    }

    private static Need send(Envelope message) {
        return new Need(Action.SEND, message.header().destination());
    }

    private static boolean isCount(AdminRequest.Sweep sweep) {
        return sweep.act() == AdminRequest.Act.COUNT;
    }

    private static List<Need> configure(AdminRequest.Configure configure) {
        return needs(Action.ADMINISTER, Stream.concat(configure.concerns().stream(), targets(configure)));
    }

    /** Where messages go by settings: these queues must be the user's to administer, too. */
    private static Stream<Address> targets(AdminRequest.Configure configure) {
        return Stream.of(Setting.DEAD_LETTER_QUEUE, Setting.EXPIRY_QUEUE)
                .map(setting -> configure.settings().get(setting))
                .filter(name -> name != null && !name.isEmpty())
                .map(name -> String.valueOf(name)
                        .replace("{name}", configure.pattern().name()))
                .map(Address::queue);
    }

    /** An action at each place that a request concerns, or at the broker as a whole. */
    private static List<Need> concerned(Action action, AdminRequest request) {
        return request.concerns().isEmpty()
                ? List.of(new Need(action, null))
                : needs(action, request.concerns().stream());
    }

    private static List<Need> needs(Action action, Stream<Address> places) {
        return places.map(address -> listed(action, address)).toList();
    }

    /** An operator's action. Temporary destinations are their connection's own; others see them who may administer everything. */
    static Need listed(Action action, Address place) {
        return place.kind().isTemporary() ? new Need(Action.ADMINISTER, null) : new Need(action, place);
    }

    /**
     * Temporary destinations belong to their connection, and whoever knows their name may answer there. The broker lets no other
     * connection consume or browse them.
     */
    boolean isFree() {
        return where != null && where.kind().isTemporary() && action != Action.ADMINISTER;
    }
}
