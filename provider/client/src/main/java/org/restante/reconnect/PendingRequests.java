package org.restante.reconnect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.restante.link.BranchRequest;
import org.restante.link.NotAcknowledged;
import org.restante.link.Request;
import org.restante.link.Tag;

/**
 * The requests without an answer, in their order, and their sequence numbers in the conversation. Guarded by the lock
 * of its {@link ReconnectingLink}.
 */
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

    /**
     * The request to send over a plain link; with a sequence number where it must be executed once. Marks it as sent.
     */
    Request toSend(Pending one, KnownState known) {
        one.markSent();
        if (!one.isNumbered()) {
            return one.request();
        }
        if (one.number() == 0) {
            one.assignNumber(++last);
            numbers.add(last);
        }
        return new Request.Once(one.number(), numbers.first(), known.withoutLost(one.request()));
    }

    /** Removes the sent requests that cannot be repeated or need no repetition: the modes NEVER and COVERED. */
    List<Pending> takeUnrepeatable() {
        List<Pending> taken = new ArrayList<>();
        for (Pending one : all()) {
            if (one.isSent() && (one.retryMode() == RetryMode.NEVER || one.retryMode() == RetryMode.COVERED)) {
                remove(one);
                taken.add(one);
            }
        }
        return taken;
    }

    /**
     * Removes the sent requests whose only effect was in the memory of a broker that has ended: messages that are not
     * persistent. A consumer may have had them, so they must not be sent a second time.
     */
    List<Pending> takeEnded() {
        List<Pending> taken = new ArrayList<>();
        for (Pending one : all()) {
            if (one.isSent() && isInMemory(one.request())) {
                remove(one);
                taken.add(one);
            }
        }
        return taken;
    }

    private static boolean isInMemory(Request request) {
        boolean hasOnlySends = request instanceof Request.Send
                || (request instanceof Request.Commit commit
                        && commit.acknowledged().isEmpty());
        return hasOnlySends
                && request.sends().stream()
                        .noneMatch(message -> message.header().persistent());
    }

    /**
     * For a broker that does not know the conversation: takes back the numbers of requests that change the link, so
     * that they are sent again under new ones.
     */
    void renumber() {
        for (Pending one : pending) {
            if (one.retryMode() == RetryMode.LINK) {
                numbers.remove(one.number());
                one.assignNumber(0);
            }
        }
    }

    /** The deliveries that pending requests settle. They may be settled already, if the broker's answer was lost. */
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

    /**
     * Acknowledgements of these deliveries have no effect: the others of their requests are acknowledged, and the answers
     * are refusals. Nobody waits for those that are made ahead, so they stay as they are.
     *
     * @return the deliveries of the requests that are denied
     */
    Set<Tag> deny(Set<Tag> elsewhere) {
        Set<Tag> denied = new HashSet<>();
        for (Pending one : pending) {
            if (one.request() instanceof Request.Acknowledge acknowledge && !one.isAhead()) {
                List<Tag> tags =
                        acknowledge.tags().stream().filter(elsewhere::contains).toList();
                if (!tags.isEmpty()) {
                    denied.addAll(tags);
                    one.deny(NotAcknowledged.reason(tags.size()));
                }
            }
        }
        return denied;
    }

    /** The sessions with a pending Recover, whose answer will revoke their credit. */
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
