package org.restante.users;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.NameLength;

/**
 * The permissions of the user of one link or conversation, with a cache, so that no message needs a lookup in the table. Any thread may
 * use it.
 */
final class Grants {

    /** More destinations than a link mostly uses; beyond, the cache is emptied. */
    private static final int MAX_REMEMBERED = 1024;

    /** The bound of the broker for a connection. */
    private static final int MAX_CONSUMERS = 10_000;

    private final Permissions permissions;
    private final String user;
    private final Map<Integer, Request.OpenConsumer> consumers = new ConcurrentHashMap<>();
    private volatile Known known;

    private record Known(PermissionTable table, Map<Need, Boolean> answers) {}

    Grants(Permissions permissions, String user) {
        this.permissions = permissions;
        this.user = user;
        this.known = new Known(permissions.table(), new ConcurrentHashMap<>());
    }

    String user() {
        return user;
    }

    /** Null if the request is allowed. */
    Reply.@Nullable Refused refusal(Request request) {
        current(); // the broker may ask for more, without reading the file
        for (Need need : Need.of(request)) {
            Reply.Refused tooLong = tooLong(need.where());
            if (tooLong != null) {
                return tooLong; // before it is looked up, and its answer remembered
            }
            if (!isAllowed(need)) {
                return refused(need);
            }
        }
        if (VisibleListing.isOfAll(request) && !permissions.table().allowsSomewhere(user, Action.BROWSE)) {
            return refused(
                    "browse any destination, so that nothing can be listed"); // an empty list would hide the reason
        }
        return request instanceof Request.Once once ? followed(once.request()) : followed(request);
    }

    private static Reply.@Nullable Refused tooLong(@Nullable Address where) {
        String refusal =
                where == null ? null : NameLength.refusal(where.kind().isTopic() ? "topic" : "queue", where.name());
        return refusal == null ? null : new Reply.Refused(Problem.INVALID_DESTINATION, refusal);
    }

    /** Follows the consumers of the link: credit is refused once the user may not receive any more. */
    private Reply.@Nullable Refused followed(Request request) {
        if (request instanceof Request.Credit credit) {
            Request.OpenConsumer open = consumers.get(credit.consumer());
            Need need = open == null ? null : new Need(Action.RECEIVE, open.destination());
            return need == null || isAllowed(need) ? null : refused(need);
        } else if (request instanceof Request.OpenConsumer open) {
            boolean isFree = open.destination().kind().isTemporary();
            if (!isFree && consumers.size() < MAX_CONSUMERS) {
                consumers.putIfAbsent(open.consumer(), open);
            }
        } else if (request instanceof Request.CloseConsumer close) {
            consumers.remove(close.consumer());
        } else if (request instanceof Request.CloseSession close) {
            consumers.values().removeIf(open -> open.session() == close.session());
        }
        return null;
    }

    /** Forgets the answers so far: the link has ended, and its conversation may go on over another. */
    void forgetAnswers() {
        known.answers().clear();
    }

    /** The answers that are remembered. */
    int remembered() {
        return known.answers().size();
    }

    /** The consumers that are followed. */
    int followedConsumers() {
        return consumers.size();
    }

    /** The broker has refused a request that was allowed. */
    void undone(Request request) {
        Request asked = request instanceof Request.Once once ? once.request() : request;
        if (asked instanceof Request.OpenConsumer open) {
            consumers.computeIfPresent(open.consumer(), (number, known) -> isSame(known, open) ? null : known);
        }
    }

    @SuppressWarnings(
            "ReferenceEquality") // a second request with equal fields is refused, and must not remove the first
    private static boolean isSame(Request.OpenConsumer a, Request.OpenConsumer b) {
        return a == b;
    }

    /** Whether the permissions as they were last read allow something; reads no file. */
    boolean allowsAsRead(Need need) {
        return need.isFree() || known.table().allows(user, need.action(), need.where());
    }

    boolean maySee(Address where) {
        return isAllowed(Need.listed(Action.BROWSE, where));
    }

    private boolean isAllowed(Need need) {
        if (need.isFree()) {
            return true;
        }
        Known now = current();
        Boolean before = now.answers().get(need);
        if (before != null) {
            return before;
        }
        if (now.answers().size() >= MAX_REMEMBERED) {
            now.answers().clear();
        }
        boolean isAllowed = now.table().allows(user, need.action(), need.where());
        now.answers().put(need, isAllowed);
        return isAllowed;
    }

    private Known current() {
        PermissionTable table = permissions.table();
        Known now = known;
        if (now.table() != table) {
            now = new Known(table, new ConcurrentHashMap<>());
            known = now;
        }
        return now;
    }

    private Reply.Refused refused(Need need) {
        return refused(need.action().word() + " " + name(need));
    }

    private Reply.Refused refused(String what) {
        return new Reply.Refused(
                Problem.SECURITY,
                (user.isEmpty() ? "whoever connects without a user" : "the user '" + user + "'") + " may not " + what
                        + "; the broker's file of permissions says who may");
    }

    private static String name(Need need) {
        return need.where() == null ? "the broker as a whole" : "'" + need.where() + "'";
    }
}
