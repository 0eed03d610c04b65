package org.restante.broker.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.SequenceWindow;
import org.restante.link.Reply;

/**
 * What a client needs to resume its connection over another link: its repeatable requests in progress, and the numbers of the
 * requests that have been executed. Ends with the connection; {@link org.restante.broker.state.RequestHistory} outlives it. Owned
 * by the broker thread.
 */
public final class Conversation {

    private final UUID name;
    private final @Nullable String user;
    private final Map<Long, CompletableFuture<Reply>> pending = new HashMap<>();
    private final SequenceWindow done = new SequenceWindow();

    public Conversation(UUID name, @Nullable String user) {
        this.name = name;
        this.user = user;
    }

    public UUID name() {
        return name;
    }

    /** The user whose conversation it is; null without login. */
    public @Nullable String user() {
        return user;
    }

    /** The outcomes of requests in progress, by number. */
    public Map<Long, CompletableFuture<Reply>> pending() {
        return pending;
    }

    public SequenceWindow done() {
        return done;
    }
}
