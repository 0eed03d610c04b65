package org.restante.reconnect;

import java.util.concurrent.CompletableFuture;
import org.restante.link.BranchRequest;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Envelope;

/** A request that has no answer yet. Guarded by its link's lock. */
final class Pending {

    private final Request request;
    private final RetryMode repetition;
    private final CompletableFuture<Reply> answer = new CompletableFuture<>();

    /** Its number in the conversation; 0 if it is not asked for once. */
    private long number;

    /** Whether it was handed to a link that may have carried it. */
    private boolean asked;

    Pending(Request request) {
        this.request = request;
        this.repetition = RetryMode.of(request);
    }

    Request request() {
        return request;
    }

    RetryMode repetition() {
        return repetition;
    }

    CompletableFuture<Reply> answer() {
        return answer;
    }

    boolean isOnce() {
        return repetition == RetryMode.KEPT || repetition == RetryMode.LINK;
    }

    long number() {
        return number;
    }

    void number(long next) {
        number = next;
    }

    boolean isAsked() {
        return asked;
    }

    void asked() {
        asked = true;
    }

    /** The bytes of messages in it. */
    long size() {
        if (request instanceof Request.Send send) {
            return send.message().size();
        } else if (request instanceof Request.Commit commit) {
            return commit.sends().stream().mapToLong(Envelope::size).sum();
        } else if (request instanceof BranchRequest.Prepare prepare) {
            return prepare.sends().stream().mapToLong(Envelope::size).sum();
        }
        return 0;
    }
}
