package org.restante.users;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Request;
import org.restante.link.Setting;
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
        if (VisibleListing.isFiltered(request) && request.concerns().isEmpty()) {
            return List.of();
        }
        Action action = VisibleListing.isFiltered(request) || isALook(request) ? Action.BROWSE : Action.ADMINISTER;
        Stream<Address> concerns = request.concerns().stream();
        if (request instanceof AdminRequest.Configure configure) {
            concerns = Stream.concat(concerns, targets(configure));
        }
        List<Need> needs = concerns.map(address -> new Need(action, address)).toList();
        return needs.isEmpty() ? List.of(new Need(action, null)) : needs;
    }

    private static boolean isALook(AdminRequest request) {
        return request instanceof AdminRequest.Look
                || request instanceof AdminRequest.Messages
                || (request instanceof AdminRequest.Sweep sweep && sweep.act() == AdminRequest.Act.COUNT);
    }

    /** Where messages go by settings, which nobody may send elsewhere that way. */
    private static Stream<Address> targets(AdminRequest.Configure configure) {
        return Stream.of(Setting.DEAD_LETTER_QUEUE, Setting.EXPIRY_QUEUE)
                .map(setting -> configure.settings().get(setting))
                .filter(name -> name != null && !name.isEmpty())
                .map(name -> String.valueOf(name)
                        .replace("{name}", configure.pattern().name()))
                .map(Address::queue);
    }

    /** Temporary destinations belong to their connection, and whoever knows their name may answer there. */
    boolean isFree() {
        return where != null && where.kind().isTemporary() && action != Action.ADMINISTER;
    }
}
