package org.restante.users;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/** What one user was allowed before, so that it is not looked up for each message. Any thread may use it. */
final class Grants {

    /** More destinations than a link mostly uses; beyond, all are forgotten. */
    private static final int MOST = 1024;

    private final Permissions permissions;
    private final String user;
    private volatile Known known;

    private record Known(PermissionTable table, Map<Need, Boolean> answers) {}

    Grants(Permissions permissions, String user) {
        this.permissions = permissions;
        this.user = user;
        this.known = new Known(permissions.table(), new ConcurrentHashMap<>());
    }

    /** Empty if all of it is allowed. */
    Optional<Reply.Refused> refusal(Request request) {
        for (Need need : Need.of(request)) {
            if (!isAllowed(need)) {
                return Optional.of(refused(need));
            }
        }
        return Optional.empty();
    }

    boolean isAllowed(Need need) {
        if (need.isFree()) {
            return true;
        }
        Known now = current();
        Boolean before = now.answers().get(need);
        if (before != null) {
            return before;
        }
        if (now.answers().size() >= MOST) {
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
        return new Reply.Refused(
                Problem.SECURITY,
                (user.isEmpty() ? "whoever connects without a user" : "the user '" + user + "'") + " may not "
                        + need.action().word() + " " + name(need) + "; the broker's file of permissions says who may");
    }

    private static String name(Need need) {
        return need.where() == null ? "the broker as a whole" : "'" + need.where() + "'";
    }
}
