package org.restante;

import java.util.concurrent.CompletionStage;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A link whose client cannot come back over another: who loses a socket of its own machine has ended. Any thread may use it. */
final class LocalLink implements Link {

    private final Link link;

    LocalLink(Link link) {
        this.link = link;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        return link.request(request);
    }

    @Override
    public void setReady(boolean ready) {
        link.setReady(ready);
    }

    /** {@link #lose} does the same. */
    @Override
    public void close() {
        link.close();
    }
}
