package org.restante.jms.session;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
 * otherwise messages share a request, of up to {@link #BATCH} messages and {@link #MAX_DELAY_MILLIS}. A request waits a
 * moment for others ({@link org.restante.link.Link#requestAhead}). The trap: a message whose acknowledgement is lost
 * comes again, as redelivered.
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

    /** @param handled completed when its reply has been handled */
    private record Sent(Request request, CompletableFuture<Reply> handled) {}

    /** @param problems called with each refusal */
    Acknowledging(LinkClient client, int session, Unacknowledged unacknowledged, Consumer<JMSException> problems) {
        this.client = client;
        this.session = session;
        this.unacknowledged = unacknowledged;
        this.problems = problems;
    }

    /** A message was processed. Waits only if too many acknowledgements have no answer yet. */
    void finish(Tag tag) throws JMSException {
        int finished = mark(tag);
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

    /** A message was processed; acknowledges only whole batches, or what {@link #sendFinished} finds. Waits as {@link #finish}. */
    void finishLazily(Tag tag) throws JMSException {
        if (mark(tag) >= BATCH) {
            sendFinished();
        }
    }

    /** Returns the number of finished messages whose acknowledgement is not sent. */
    private int mark(Tag tag) throws JMSException {
        int finished = unacknowledged.finish(tag);
        while (finished + unanswered.get() > MAX_AHEAD && !sent.isEmpty()) {
            awaitOldest();
        }
        return finished;
    }

    /** Acknowledges what is finished, without waiting for the answer. Any thread may call it. */
    synchronized void sendFinished() {
        List<Unacknowledged.Finished> taken = unacknowledged.takeFinished();
        if (taken.isEmpty()) {
            return;
        }
        List<Tag> tags = new ArrayList<>(taken.size());
        taken.forEach(one -> tags.add(one.tag()));
        Request request = new Request.Acknowledge(session, tags);
        unanswered.addAndGet(tags.size());
        Sent one = new Sent(request, new CompletableFuture<>());
        sent.add(one);
        client.startAhead(request).whenComplete((reply, failure) -> {
            try {
                answered(taken, reply);
            } finally {
                sent.remove(one);
                one.handled.complete(reply); // last: who waits finds a refused message among the unacknowledged ones
            }
        });
    }

    private void answered(List<Unacknowledged.Finished> taken, @Nullable Reply reply) {
        unanswered.addAndGet(-taken.size());
        if (reply instanceof Reply.Refused refused && refused.problem() != Problem.CLOSED) {
            taken.forEach(one ->
                    unacknowledged.add(one.tag(), one.consumer())); // they are in flight, and come again as redelivered
            problems.accept(Problems.translate(
                    refused.problem(), "the broker has not taken an acknowledgement: " + refused.reason()));
        }
    }

    private void awaitOldest() throws JMSException {
        Sent oldest = sent.peek();
        if (oldest != null) {
            client.awaitReply(oldest.handled, oldest.request);
            sent.remove(oldest);
        }
    }

    /** Acknowledges what is finished, and waits for all answers, or for the end of the link. */
    void awaitAll() throws JMSException {
        sendFinished();
        if (!sent.isEmpty()) {
            client.start(new Request.Acknowledge(session, List.of())); // its answer takes the late ones along
        }
        while (!sent.isEmpty()) {
            awaitOldest();
        }
    }
}
