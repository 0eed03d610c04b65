package org.restante.jms.session;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.restante.jms.failure.Problems;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;

/**
 * Acknowledges the finished messages of an automatic session without waiting for the answers: in order, and a bounded
 * number ahead. Owned by the session's thread, except {@link #sendFinished}.
 *
 * <p>A message is acknowledged at once if no acknowledgement is unanswered or the session has no further message;
 * otherwise messages share a request, of up to {@link #BATCH} messages and {@link #MAX_DELAY_MILLIS}. The trap: a
 * message whose acknowledgement is lost comes again, as redelivered.
 */
final class Acknowledging {

    static final int BATCH = 64;

    /** The most messages whose acknowledgement has no answer; a further one waits. */
    static final int MAX_AHEAD = 1000;

    static final long MAX_DELAY_MILLIS = 100;

    private final LinkClient client;
    private final int session;
    private final Unacknowledged unacknowledged;
    private final Consumer<JMSException> problems;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private record Sent(Request request, CompletionStage<Reply> reply) {}

    /** @param problems called with each refusal */
    Acknowledging(LinkClient client, int session, Unacknowledged unacknowledged, Consumer<JMSException> problems) {
        this.client = client;
        this.session = session;
        this.unacknowledged = unacknowledged;
        this.problems = problems;
    }

    /** A message was processed. Waits only if too many acknowledgements have no answer yet. */
    void finish(Tag tag) throws JMSException {
        int finished = unacknowledged.finish(tag);
        while (finished + unanswered.get() > MAX_AHEAD && !sent.isEmpty()) {
            awaitOldest();
        }
        if (sent.isEmpty() || finished >= BATCH) {
            sendFinished();
        } else if (scheduled.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(MAX_DELAY_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        scheduled.set(false);
                        sendFinished();
                    });
        }
    }

    /** Acknowledges what is finished, without waiting for the answer. Any thread may call it. */
    synchronized void sendFinished() {
        List<Tag> tags = unacknowledged.takeFinished();
        if (tags.isEmpty()) {
            return;
        }
        Request request = new Request.Acknowledge(session, tags);
        unanswered.addAndGet(tags.size());
        Sent one = new Sent(request, client.start(request));
        sent.add(one);
        one.reply.whenComplete((reply, failure) -> {
            unanswered.addAndGet(-tags.size());
            sent.remove(one);
            if (reply instanceof Reply.Refused refused && refused.problem() != Problem.CLOSED) {
                problems.accept(Problems.translate(
                        refused.problem(), "the broker has not taken an acknowledgement: " + refused.reason()));
            }
        });
    }

    private void awaitOldest() throws JMSException {
        Sent oldest = sent.peek();
        if (oldest != null) {
            client.awaitReply(oldest.reply, oldest.request);
            sent.remove(oldest);
        }
    }

    /** Acknowledges what is finished, and waits for all answers, or for the end of the link. */
    void awaitAll() throws JMSException {
        sendFinished();
        while (!sent.isEmpty()) {
            awaitOldest();
        }
    }
}
