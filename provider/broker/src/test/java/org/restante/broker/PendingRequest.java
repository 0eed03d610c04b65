package org.restante.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A request of a simulated client, which repeats it until it has the reply. Owned by the simulation's thread. */
final class PendingRequest {

    final long number;
    Request request;

    /** The messages it acknowledges. */
    final List<Model.Owed> acknowledged;

    CompletableFuture<Reply> answer = new CompletableFuture<>();
    Model.@Nullable Operation operation;

    /** @param number 0 for a request that is never repeated */
    PendingRequest(long number, Request request, List<Model.Owed> acknowledged) {
        this.number = number;
        this.request = request;
        this.acknowledged = acknowledged;
    }

    /** Whether it is durable, so that the request history has it once it was executed. */
    boolean isRemembered() {
        boolean acknowledges =
                request instanceof Request.Commit && acknowledged.stream().anyMatch(Model.Owed::isRecovered);
        return operation != null && (acknowledges || operation.sends.stream().anyMatch(Model.Owed::isRecovered));
    }
}
