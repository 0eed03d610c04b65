package org.restante.reconnect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.restante.link.BranchRequest;
import org.restante.link.Request;
import org.restante.link.Tag;

/** The requests without an answer, in their order, and their numbers in the conversation. Guarded by its link's lock. */
final class PendingRequests {

    private final Set<Pending> pending = new LinkedHashSet<>();
    private final TreeSet<Long> numbers = new TreeSet<>();
    private long last;

    void add(Pending one) {
        pending.add(one);
    }

    boolean remove(Pending one) {
        numbers.remove(one.number());
        return pending.remove(one);
    }

    List<Pending> all() {
        return List.copyOf(pending);
    }

    /** What to ask a plain link for: with a number where it is to be done once. */
    Request wire(Pending one) {
        one.asked();
        if (!one.isOnce()) {
            return one.request();
        }
        if (one.number() == 0) {
            one.number(++last);
            numbers.add(last);
        }
        return new Request.Once(one.number(), numbers.first(), one.request());
    }

    /** Takes out what may have been done, nobody knows, and what needs no asking. */
    List<Pending> takeUnknown() {
        List<Pending> unknown = new ArrayList<>();
        for (Pending one : all()) {
            if (one.isAsked() && (one.repetition() == RetryMode.NEVER || one.repetition() == RetryMode.COVERED)) {
                remove(one);
                unknown.add(one);
            }
        }
        return unknown;
    }

    /** For a broker that knows nothing of the link: what changes the link is to be asked for under new numbers. */
    void renumber() {
        for (Pending one : pending) {
            if (one.repetition() == RetryMode.LINK) {
                numbers.remove(one.number());
                one.number(0);
            }
        }
    }

    /** Deliveries that may be settled already, if only the answer was lost. */
    Set<Tag> settling() {
        Set<Tag> tags = new HashSet<>();
        for (Pending one : pending) {
            if (one.request() instanceof Request.Acknowledge acknowledge) {
                tags.addAll(acknowledge.tags());
            } else if (one.request() instanceof Request.Commit commit) {
                tags.addAll(commit.acknowledged());
            } else if (one.request() instanceof Request.Expired expired) {
                tags.addAll(expired.tags());
            } else if (one.request() instanceof BranchRequest.Prepare prepare) {
                tags.addAll(prepare.acknowledged());
            }
        }
        return tags;
    }

    /** Sessions whose credit is void as soon as the answer is there. */
    Set<Integer> recovering() {
        Set<Integer> sessions = new HashSet<>();
        for (Pending one : pending) {
            if (one.request() instanceof Request.Recover recover) {
                sessions.add(recover.session());
            }
        }
        return sessions;
    }
}
