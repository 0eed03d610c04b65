package org.restante.log.journal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.log.Keep;
import org.restante.log.LogException;

/**
 * One entry on its way to the disk, and the stage that its appender holds. Its fields belong to whoever holds it: the
 * appender until it is queued, the writer thread from then on.
 */
final class Appended extends CompletableFuture<Long> {
    private static final byte[] GONE = new byte[0];

    final Keep keep;
    byte[] entry;
    long position;

    @Nullable
    LogException refusal;

    /** The entry queued after this one, once the writer has the chain; before it that one queued before. */
    @Nullable
    Appended next;

    Appended(byte[] entry, Keep keep) {
        this.entry = entry;
        this.keep = keep;
    }

    /** Completes the stage and lets go of the entry and of the chain, which whoever holds the stage would keep alive. */
    void finish() {
        entry = GONE;
        next = null;
        if (refusal == null) {
            complete(position);
        } else {
            completeExceptionally(refusal);
        }
    }
}
