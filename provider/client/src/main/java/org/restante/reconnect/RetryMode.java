package org.restante.reconnect;

import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Cases;
import org.restante.link.Request;

/** How a request is asked for again when its answer was lost with the link. */
enum RetryMode {
    /** Its effect is durable. It is asked for once, with a number that the broker keeps with the effect. */
    KEPT,
    /** It changes the state of the link: once as long as the broker knows the link, anew for a broker that does not. */
    LINK,
    /** It changes nothing, or nothing more the second time: it is asked for again without a number. */
    PLAIN,
    /** The restored link has its effect already, so it is answered without being asked for again. */
    COVERED,
    /** It is not asked for again, because nobody can know whether it was done. */
    NEVER;

    private static final Cases<Request, RetryMode> MODES = Cases.<Request, RetryMode>of(Request.class)
            .putAll(
                    KEPT,
                    Request.Send.class,
                    Request.Commit.class,
                    Request.Acknowledge.class,
                    Request.Expired.class,
                    Request.Unsubscribe.class,
                    BranchRequest.Prepare.class,
                    BranchRequest.CommitPrepared.class,
                    BranchRequest.RollbackPrepared.class)
            .putAll(
                    LINK,
                    Request.Identify.class,
                    Request.OpenConsumer.class,
                    Request.CloseConsumer.class,
                    Request.Recover.class,
                    Request.HandOver.class,
                    Request.CloseSession.class,
                    Request.DeleteTemporary.class)
            .putAll(
                    PLAIN,
                    Request.Browse.class,
                    Request.Status.class,
                    Request.Drain.class,
                    Request.CreateTemporary.class,
                    BranchRequest.Prepared.class,
                    AdminRequest.Configuration.class,
                    AdminRequest.Destinations.class,
                    AdminRequest.Connections.class,
                    AdminRequest.Info.class,
                    AdminRequest.Look.class,
                    AdminRequest.Messages.class,
                    AdminRequest.Deliveries.class,
                    AdminRequest.Disk.class,
                    AdminRequest.Holders.class,
                    AdminRequest.Configure.class,
                    AdminRequest.Create.class,
                    AdminRequest.CreateSubscription.class,
                    AdminRequest.Pause.class)
            .putAll(COVERED, Request.Credit.class)
            .putAll(
                    NEVER,
                    Request.Connect.class,
                    Request.Once.class,
                    Request.Reclaim.class,
                    AdminRequest.Sweep.class, // PLAIN if it only counts
                    AdminRequest.CancelSchedule.class,
                    AdminRequest.EndConnection.class,
                    AdminRequest.Delete.class,
                    AdminRequest.Import.class)
            .build();

    static RetryMode of(Request request) {
        boolean isCount = request instanceof AdminRequest.Sweep sweep && sweep.act() == AdminRequest.Act.COUNT;
        return isCount ? PLAIN : MODES.of(request);
    }
}
