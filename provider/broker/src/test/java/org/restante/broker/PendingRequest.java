package org.restante.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.Reply;
import org.restante.link.Request;

/** What a simulated client asked for, and asks for again until it has heard the answer. Owned by the simulation's thread. */
final class PendingRequest {

    final long number;
    final Request request;

    /** What it acknowledges. */
    final List<Model.Owed> acknowledged;

    CompletableFuture<Reply> answer = new CompletableFuture<>();
    Model.@Nullable Operation operation;

    /** @param number 0 where nothing is asked for again */
    PendingRequest(long number, Request request, List<Model.Owed> acknowledged) {
        this.number = number;
        this.request = request;
        this.acknowledged = acknowledged;
    }

    /** Whether the log remembers that it was done, if it was. */
    boolean isRemembered() {
        boolean acknowledges = request instanceof Request.Commit && !acknowledged.isEmpty();
        return operation != null && (acknowledges || !operation.sends.isEmpty());
    }
}
