package org.restante.server;

import java.util.concurrent.CompletionStage;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers to requests that fail by a defect: a client must not wait for ever. Stateless. */
final class DefectAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private DefectAnswers() {}

    /** The stage, with a refusal in place of a failure. */
    static CompletionStage<Reply> with(CompletionStage<Reply> stage, Request request, Peer peer) {
        return stage.exceptionally(failure -> to(request, peer, failure));
    }

    static Reply to(Request request, Peer peer, Throwable failure) {
        LOG.error("The request '{}' of {} has failed", request.words(), peer, failure);
        return new Reply.Refused(Problem.INTERNAL, "the request failed in the broker: " + Reason.of(failure));
    }
}
