package org.restante.log.journal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.log.Keep;
import org.restante.log.LogException;

/**
 * One entry that is being appended, and the stage that its appender received. Owned by the appender until it is queued, by the writer
 * thread afterwards.
 */
final class Appended extends CompletableFuture<Long> {
    private static final byte[] RELEASED = new byte[0];

    final Keep keep;
    byte[] entry;
    long position;

    @Nullable
    LogException refusal;

    /** In the queue: the entry queued before this one. In the writer's chain: the entry queued after this one. */
    @Nullable
    Appended next;

    Appended(byte[] entry, Keep keep) {
        this.entry = entry;
        this.keep = keep;
    }

    /** Completes the stage. Clears the references to the bytes and the chain, so that a caller that keeps the stage does not keep them. */
    void finish() {
        entry = RELEASED;
        next = null;
        if (refusal == null) {
            complete(position);
        } else {
            completeExceptionally(refusal);
        }
    }
}
