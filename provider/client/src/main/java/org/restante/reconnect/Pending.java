package org.restante.reconnect;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.BranchRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Envelope;

/** A request that has no answer yet. Guarded by the lock of its {@link ReconnectingLink}. */
final class Pending {

    private final Request request;
    private final boolean ahead;
    private final RetryMode retryMode;
    private final CompletableFuture<Reply> answer = new CompletableFuture<>();

    /** The sequence number in the conversation; 0 while it has none. */
    private long number;

    /** Why the answer {@link Reply.Done} would not be true; null if it would. */
    private @Nullable String denial;

    /** Whether the request was passed to a plain link, so that the broker may have received it. */
    private boolean sent;

    /** @param ahead whether nobody waits for the answer now */
    Pending(Request request, boolean ahead) {
        this.request = request;
        this.ahead = ahead;
        this.retryMode = RetryMode.of(request);
    }

    Request request() {
        return request;
    }

    boolean isAhead() {
        return ahead;
    }

    RetryMode retryMode() {
        return retryMode;
    }

    CompletableFuture<Reply> answer() {
        return answer;
    }

    /** Whether the request is sent with a sequence number, so that the broker executes it once. */
    boolean isNumbered() {
        return retryMode == RetryMode.KEPT || retryMode == RetryMode.LINK;
    }

    long number() {
        return number;
    }

    void assignNumber(long next) {
        number = next;
    }

    boolean isSent() {
        return sent;
    }

    void markSent() {
        sent = true;
    }

    /** Only a part of the request will be done. */
    void deny(String reason) {
        denial = reason;
    }

    /** The answer for the application, after the broker's. */
    Reply outcome(Reply reply) {
        String reason = denial;
        return reason == null || !(reply instanceof Reply.Done)
                ? reply
                : new Reply.Refused(Problem.ILLEGAL_STATE, reason);
    }

    /** The size of the messages in the request, in bytes. */
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
