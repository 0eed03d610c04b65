package org.restante.reconnect;

import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Request;

/** What may be done with a request whose answer was lost with the link. */
enum RetryMode {
    /** What it does is kept, so it is asked for once, with a number that the broker keeps as well. */
    KEPT,
    /** It changes what belongs to the link; once as long as the broker knows the link, anew for a broker that does not. */
    LINK,
    /** It changes nothing, or nothing more the second time. */
    PLAIN,
    /** It is made anew from what is known of the link, so nothing is left to ask. */
    COVERED,
    /** Nobody can know whether it was done. */
    NEVER;

    static RetryMode of(Request request) {
        if (request instanceof Request.Send
                || request instanceof Request.Commit
                || request instanceof Request.Acknowledge
                || request instanceof Request.Expired
                || request instanceof Request.Unsubscribe) {
            return KEPT;
        } else if (request instanceof BranchRequest) {
            return request instanceof BranchRequest.Prepared ? PLAIN : KEPT;
        } else if (request instanceof AdminRequest) {
            return ofAdministration(request);
        } else if (request instanceof Request.Credit) {
            return COVERED;
        } else if (request instanceof Request.Connect
                || request instanceof Request.Once
                || request instanceof Request.Reclaim) {
            return NEVER;
        }
        return isPlain(request) ? PLAIN : LINK;
    }

    private static boolean isPlain(Request request) {
        return request instanceof Request.Browse
                || request instanceof Request.Status
                || request instanceof Request.Drain
                || request instanceof Request.CreateTemporary;
    }

    private static RetryMode ofAdministration(Request request) {
        boolean isSafe = isQuestion(request)
                || request instanceof AdminRequest.Configure
                || request instanceof AdminRequest.Create
                || request instanceof AdminRequest.CreateSubscription
                || request instanceof AdminRequest.Pause;
        return isSafe ? PLAIN : NEVER;
    }

    /** Whether it changes nothing. */
    private static boolean isQuestion(Request request) {
        if (request instanceof AdminRequest.Sweep sweep) {
            return sweep.act() == AdminRequest.Act.COUNT;
        }
        return request instanceof AdminRequest.Configuration
                || request instanceof AdminRequest.Destinations
                || request instanceof AdminRequest.Connections
                || request instanceof AdminRequest.Info
                || request instanceof AdminRequest.Look
                || request instanceof AdminRequest.Messages
                || request instanceof AdminRequest.Deliveries
                || request instanceof AdminRequest.Disk
                || request instanceof AdminRequest.Holders;
    }
}
