package org.restante.users;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * What a request needs to be allowed.
 *
 * @param where null for everything, and the broker itself
 */
record Need(Action action, @Nullable Address where) {

    /** All that a request needs; nothing for what concerns only its own link. */
    static List<Need> of(Request request) {
        if (request instanceof Request.Once once) {
            return of(once.request());
        } else if (request instanceof Request.Send send) {
            return List.of(send(send.message()));
        } else if (request instanceof Request.Commit commit) {
            return sends(commit.sends());
        } else if (request instanceof BranchRequest.Prepare prepare) {
            return sends(prepare.sends());
        } else if (request instanceof Request.OpenConsumer open) {
            return List.of(new Need(Action.RECEIVE, open.destination()));
        } else if (request instanceof Request.Browse browse) {
            return List.of(new Need(Action.BROWSE, browse.destination()));
        } else if (request instanceof AdminRequest asked) {
            return administration(asked);
        }
        return List.of();
    }

    private static List<Need> sends(List<Envelope> messages) {
        return messages.stream().map(Need::send).distinct().toList();
    }

    private static Need send(Envelope message) {
        return new Need(Action.SEND, message.header().destination());
    }

    private static List<Need> administration(AdminRequest request) {
        List<Address> concerns = request.concerns();
        List<Need> needs = new ArrayList<>();
        concerns.forEach(address -> needs.add(new Need(Action.ADMINISTER, address)));
        return concerns.isEmpty() ? List.of(new Need(Action.ADMINISTER, null)) : needs;
    }

    /** Temporary destinations belong to their connection, and whoever knows their name may answer there. */
    boolean isFree() {
        return where != null && where.kind().isTemporary() && action != Action.ADMINISTER;
    }
}
