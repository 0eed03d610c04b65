package org.restante.users;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.restante.link.ForwardingLink;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link that refuses every request before its user is known, and then every request without permission. Any thread may use it.
 *
 * <p>The trap: the answer to a refused Connect comes on a thread that checks passwords, or later on a timer's, not on the link's own.
 */
final class GuardedLink extends ForwardingLink {

    private final Access access;
    private final LinkOrigin origin;
    private final Login login;

    GuardedLink(Link link, Access access, Login login) {
        super(link);
        this.access = access;
        this.origin = login.origin();
        this.login = login;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        LoggedIn known = login.known();
        if (request instanceof Request.Connect connect) {
            return known == null || known.connection() == 0
                    ? connect(connect)
                    : refuse(new Reply.Refused(Problem.ILLEGAL_STATE, "this link is connected already"));
        }
        if (known == null) {
            return refuse(new Reply.Refused(
                    Problem.SECURITY, "nobody has connected over this link; its first request is to be Connect"));
        }
        if (access.isGone(known.name()) && !isLeaving(request)) {
            return refuse(new Reply.Refused(
                    Problem.SECURITY,
                    "the user '" + known.name()
                            + "' is not in the broker's file of users any more; connect as another"));
        }
        CompletionStage<Reply> answer = allowed(known, request);
        if (!Audit.isWorthALine(request) && !Audit.isWorthALineIfRefused(request)) {
            return answer;
        }
        return answer.thenApply(reply -> {
            boolean forbidden = reply instanceof Reply.Refused refused && refused.problem() == Problem.SECURITY;
            if (forbidden || Audit.isWorthALine(request)) {
                Audit.done(known.name(), known.connection(), origin.peer(), request, reply);
            }
            return reply;
        });
    }

    @Override
    public void lose() {
        forgetAnswers();
        super.lose();
    }

    @Override
    public void close() {
        forgetAnswers();
        super.close();
    }

    private void forgetAnswers() {
        LoggedIn known = login.known();
        if (known != null && known.grants() != null) {
            known.grants().forgetAnswers();
        }
    }

    private static boolean isLeaving(Request request) {
        return request instanceof Request.CloseConsumer || request instanceof Request.CloseSession;
    }

    @Override
    public Reply.@Nullable Refused refusal(Request beginning) {
        LoggedIn known = login.known();
        Reply.Refused refusal =
                known == null || known.grants() == null ? null : known.grants().refusal(beginning);
        boolean isWorthALine = Audit.isWorthALine(beginning) || Audit.isWorthALineIfRefused(beginning);
        if (known != null && refusal != null && isWorthALine) {
            Audit.done(known.name(), known.connection(), origin.peer(), beginning, refusal);
        }
        return refusal == null ? super.refusal(beginning) : refusal;
    }

    private CompletionStage<Reply> allowed(LoggedIn known, Request request) {
        Grants grants = known.grants();
        if (grants == null) {
            return super.request(request);
        }
        Reply.Refused refusal = grants.refusal(request);
        if (refusal != null) {
            return refuse(refusal);
        }
        CompletionStage<Reply> answer = super.request(request);
        if (VisibleListing.isFiltered(request)) {
            return answer.thenApply(reply -> VisibleListing.of(grants, reply));
        }
        return request instanceof Request.OpenConsumer || request instanceof Request.Once
                ? answer.thenApply(reply -> followed(grants, request, reply))
                : answer;
    }

    private static Reply followed(Grants grants, Request request, Reply reply) {
        if (reply instanceof Reply.Refused) {
            grants.undone(request);
        }
        return reply;
    }

    private static CompletionStage<Reply> refuse(Reply.Refused refused) {
        return CompletableFuture.completedFuture(refused);
    }

    private CompletionStage<Reply> connect(Request.Connect connect) {
        if (origin.vouchesFor(connect)) {
            String name = String.valueOf(origin.certified());
            Reply.Refused refusal = access.checkCertified(name, origin.peer());
            return refusal != null
                    ? refuse(refusal)
                    : admit(new Request.Connect(name, null, connect.conversation()), name);
        }
        String name = connect.user() == null ? "" : connect.user();
        return access.check(connect.user(), connect.password(), origin.peer())
                .thenCompose(refusal -> refusal.map(GuardedLink::refuse).orElseGet(() -> admit(connect, name)));
    }

    private CompletionStage<Reply> admit(Request.Connect connect, String name) {
        Reply.Refused later = access.checkOperator(name);
        if (later != null) {
            return refuse(later);
        }
        return super.request(connect).thenApply(reply -> {
            if (reply instanceof Reply.Connected connected) {
                login.begin(new LoggedIn(name, connected.connection(), access.grants(name, connect.conversation())));
            }
            return reply;
        });
    }
}
