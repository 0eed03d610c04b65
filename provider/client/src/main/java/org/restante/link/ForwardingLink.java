package org.restante.link;

import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A link that forwards each call to another link. A subclass overrides only the calls that it changes. Any thread may use it.
 *
 * <p>The trap: {@link #lose} does not call {@link #close}; a subclass that frees something at the end overrides both.
 */
public abstract class ForwardingLink implements Link {

    private final Link link;

    /** Forwards to this link. */
    protected ForwardingLink(Link link) {
        this.link = link;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        return link.request(request);
    }

    @Override
    public Reply.@Nullable Refused refusal(Request beginning) {
        return link.refusal(beginning);
    }

    @Override
    public InstantSource clock() {
        return link.clock();
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
    public CompletionStage<Boolean> released() {
        return link.released();
    }

    @Override
    public void close() {
        link.close();
    }
}
