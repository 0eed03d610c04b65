package org.restante.users;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link that lets nothing through before its user is known. Any thread may use it.
 *
 * <p>The trap: a refused Connect is answered by a thread that checks passwords, not by the link's own.
 */
final class GuardedLink implements Link {

    private final Link link;
    private final Users users;
    private volatile boolean admitted;

    GuardedLink(Link link, Users users) {
        this.link = link;
        this.users = users;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        if (request instanceof Request.Connect connect) {
            return users.check(connect.user(), connect.password())
                    .thenCompose(refusal -> refusal.<CompletionStage<Reply>>map(CompletableFuture::completedFuture)
                            .orElseGet(() -> admit(connect)));
        }
        if (!admitted) {
            return CompletableFuture.completedFuture(new Reply.Refused(
                    Problem.SECURITY, "nobody has connected over this link; its first request is to be Connect"));
        }
        return link.request(request);
    }

    private CompletionStage<Reply> admit(Request.Connect connect) {
        admitted = true;
        return link.request(connect);
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
