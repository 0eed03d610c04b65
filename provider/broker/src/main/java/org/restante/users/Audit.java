package org.restante.users;

import java.util.Locale;
import java.util.function.Predicate;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Cases;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The audit log, {@code org.restante.audit}: a line for each change by an operator, for each refused login, for each refusal to
 * use what belongs to another user, and for each operator who does use it. Questions are not written.
 *
 * <p>What comes from within the process ({@link Access#HERE}) is logged at DEBUG: an application knows what it does itself.
 *
 * <p>Text from outside is written without line breaks and other control characters.
 */
final class Audit {

    static final String NAME = "org.restante.audit";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final int MAX_LENGTH = 500;

    /** Made with the first request of an operator. */
    private static final class Written {
        static final Cases<AdminRequest, Predicate<AdminRequest>> WRITTEN =
                Cases.<AdminRequest, Predicate<AdminRequest>>of(AdminRequest.class)
                        .put(
                                AdminRequest.Sweep.class,
                                asked -> ((AdminRequest.Sweep) asked).act() != AdminRequest.Act.COUNT)
                        .putAll(
                                asked -> true,
                                AdminRequest.Configure.class,
                                AdminRequest.CancelSchedule.class,
                                AdminRequest.Pause.class,
                                AdminRequest.EndConnection.class,
                                AdminRequest.Create.class,
                                AdminRequest.CreateSubscription.class,
                                AdminRequest.Delete.class,
                                AdminRequest.Import.class)
                        .putAll(
                                asked -> false,
                                AdminRequest.Configuration.class,
                                AdminRequest.Look.class,
                                AdminRequest.Messages.class,
                                AdminRequest.Deliveries.class,
                                AdminRequest.Destinations.class,
                                AdminRequest.Connections.class,
                                AdminRequest.Info.class,
                                AdminRequest.Disk.class,
                                AdminRequest.Holders.class)
                        .build();
    }

    private Audit() {}

    /** Whether a request changes something in an operator's name. */
    static boolean isWorthALine(Request request) {
        return request instanceof AdminRequest asked
                && Written.WRITTEN.of(asked).test(asked);
    }

    /** Whether a request uses what may belong to another user: a branch, a client identifier, a durable subscription. */
    static boolean isWorthALineIfRefused(Request request) {
        Request asked = request instanceof Request.Once once ? once.request() : request;
        if (asked instanceof Request.OpenConsumer open) {
            return open.subscription() != null && open.subscription().durable();
        }
        return asked instanceof BranchRequest
                || asked instanceof Request.Identify
                || asked instanceof Request.Unsubscribe;
    }

    /** An operator uses what belongs to another user. */
    static void actsFor(String user, long connection, String peer, Request request, String owner) {
        LOG.info(
                "user={} connection={} peer={} request={} owner={}",
                quote(user),
                connection,
                quote(peer),
                quote(words(request)),
                quote(owner));
    }

    /** @param refused how many such requests of the connection were refused until now */
    static void settlesForeign(String user, long connection, String peer, Request request, long refused) {
        LOG.atLevel(peer.equals(Access.HERE) ? Level.DEBUG : Level.WARN)
                .log(
                        "user={} connection={} peer={} request={} outcome=\"refused: never delivered here\" refused={}",
                        quote(user),
                        connection,
                        quote(peer),
                        quote(words(request)),
                        refused);
    }

    static void done(String user, long connection, String peer, Request request, Reply reply) {
        LOG.atLevel(peer.equals(Access.HERE) ? Level.DEBUG : Level.INFO)
                .log(
                        "user={} connection={} peer={} request={} outcome={}",
                        quote(user),
                        connection,
                        quote(peer),
                        quote(words(request)),
                        outcome(reply));
    }

    static void loginRefused(String user, String peer, long delayMillis) {
        LOG.atLevel(peer.equals(Access.HERE) ? Level.DEBUG : Level.WARN)
                .log(
                        "user={} peer={} request=\"Connect\" outcome=\"refused\" delayMs={}",
                        quote(user),
                        quote(peer),
                        delayMillis);
    }

    private static String words(Request request) {
        if (request instanceof Request.Once once) {
            return words(once.request());
        } else if (request instanceof BranchRequest.Prepare prepare) {
            return "Prepare[branch=" + prepare.branch() + ", sends="
                    + prepare.sends().size() + ", acknowledged="
                    + prepare.acknowledged().size() + "]";
        }
        if (request.tagCount() > 0) { // the list may be long
            return request.getClass().getSimpleName() + "[tags=" + request.tagCount() + "]";
        }
        return request instanceof AdminRequest.Import imported
                ? "Import[to=" + imported.to() + ", messages="
                        + imported.messages().size() + "]"
                : request.toString();
    }

    private static String outcome(Reply reply) {
        return quote(
                reply instanceof Reply.Refused refused
                        ? "refused: " + refused.problem() + ", " + refused.reason()
                        : reply.toString());
    }

    /** In quotes, in one line, and not longer than it should be. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int end = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < end; i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                quoted.append('\\').append(next);
            } else if (Character.isISOControl(next) || next == '\u2028' || next == '\u2029') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) next));
            } else {
                quoted.append(next);
            }
        }
        return quoted.append(end < text.length() ? "...\"" : "\"").toString();
    }
}
