package org.restante.users;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.restante.link.DeliveryStatus;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link that lets nothing through before its user is known, and then what the user may do. Any thread may use it.
 *
 * <p>The trap: a refused Connect is answered by a thread that checks passwords, or later by a clock's, not by the link's own.
 */
final class GuardedLink implements Link {

    private final Link link;
    private final Access access;
    private final String peer;
    private volatile @Nullable User user;

    /** @param grants null if every user may do everything */
    private record User(String name, @Nullable Grants grants) {}

    GuardedLink(Link link, Access access, String peer) {
        this.link = link;
        this.access = access;
        this.peer = peer;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        User known = user;
        if (request instanceof Request.Connect connect) {
            return known == null
                    ? connect(connect)
                    : refuse(new Reply.Refused(Problem.ILLEGAL_STATE, "this link is connected already"));
        }
        if (known == null) {
            return refuse(new Reply.Refused(
                    Problem.SECURITY, "nobody has connected over this link; its first request is to be Connect"));
        }
        CompletionStage<Reply> answer = known.grants() == null
                ? link.request(request)
                : known.grants().refusal(request).map(GuardedLink::refuse).orElseGet(() -> link.request(request));
        return Audit.isWorthALine(request) ? audited(known, request, answer) : filtered(known, request, answer);
    }

    private static CompletionStage<Reply> refuse(Reply.Refused refused) {
        return CompletableFuture.completedFuture(refused);
    }

    private CompletionStage<Reply> connect(Request.Connect connect) {
        return access.check(connect.user(), connect.password(), peer)
                .thenCompose(refusal -> refusal.map(GuardedLink::refuse).orElseGet(() -> admit(connect)));
    }

    private CompletionStage<Reply> admit(Request.Connect connect) {
        String name = connect.user() == null ? "" : connect.user();
        user = new User(name, access.grants(name));
        return link.request(connect);
    }

    private CompletionStage<Reply> audited(User known, Request request, CompletionStage<Reply> answer) {
        return answer.thenApply(reply -> {
            Audit.done(known.name(), peer, request, reply);
            return reply;
        });
    }

    /** Of a message's status each user sees what they may look at. */
    private static CompletionStage<Reply> filtered(User known, Request request, CompletionStage<Reply> answer) {
        Grants grants = known.grants();
        if (grants == null || !(request instanceof Request.Status)) {
            return answer;
        }
        return answer.thenApply(reply -> reply instanceof Reply.Statuses all ? visible(grants, all) : reply);
    }

    private static Reply visible(Grants grants, Reply.Statuses all) {
        List<DeliveryStatus> seen = all.statuses().stream()
                .filter(status -> grants.isAllowed(new Need(Action.BROWSE, status.destination()))
                        || grants.isAllowed(new Need(Action.ADMINISTER, status.destination())))
                .toList();
        return new Reply.Statuses(seen);
    }

    @Override
    public void setReady(boolean ready) {
        link.setReady(ready);
    }

    @Override
    public void lose() {
        link.lose();
    }

    @Override
    public void close() {
        link.close();
    }
}
