package org.restante.broker.standby;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.restante.link.Link;
import org.restante.link.NotHere;
import org.restante.link.Reply;
import org.restante.link.Request;

/** The link to a process that has no broker: refuses each request, and names the owner. Immutable. */
record NotHereLink(NotHere place) implements Link {

    @Override
    public CompletionStage<Reply> request(Request request) {
        return CompletableFuture.completedFuture(place.refusal());
    }

    @Override
    public void close() {
        // nothing is open
    }
}
