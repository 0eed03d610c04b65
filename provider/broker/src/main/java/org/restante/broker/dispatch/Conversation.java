package org.restante.broker.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.SequenceWindow;
import org.restante.link.Reply;

/**
 * What a client goes on with over another link, as long as its connection is there: what it asked for once and has no answer to
 * yet, and what was done and is over with the connection. Owned by the broker thread.
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

    /** Whose it is; null for nobody in particular. */
    public @Nullable String user() {
        return user;
    }

    /** The outcomes of what is being done, by number. */
    public Map<Long, CompletableFuture<Reply>> pending() {
        return pending;
    }

    public SequenceWindow done() {
        return done;
    }
}
