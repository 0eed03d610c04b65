package org.restante.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link within the process: requests go into the broker's inbox, answers and events come on the broker thread.
 *
 * <p>The trap: the inbox runs tasks before requests, so the end of the link, which is a task, waits for the requests made before it.
 */
final class BrokerLink implements Link {

    private static final int PATIENCE_SECONDS = 10;

    private final Broker broker;
    private final Consumer<Event> events;
    private final boolean waits;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

    /** Owned by the broker thread, and made by whatever of this link runs there first. */
    private @Nullable LinkEnd end;

    /** What is to be done when the requests under way are through; owned by the broker thread. */
    private @Nullable Consumer<LinkEnd> ending;

    /** @param waits whether who asks waits for a place in the inbox when that is full */
    BrokerLink(Broker broker, Consumer<Event> events, boolean waits) {
        this.broker = broker;
        this.events = events;
        this.waits = waits;
        broker.inbox().execute(this::end);
    }

    private LinkEnd end() {
        LinkEnd made = end == null ? broker.engine().connect(events) : end;
        end = made;
        return made;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        underWay.incrementAndGet();
        if (closed.get()) {
            through();
            answer.complete(new Reply.Refused(Problem.CLOSED, "the link is closed"));
            return answer;
        }
        if (waits) {
            offer(request, answer);
        } else {
            broker.inbox().add(() -> handle(request, answer));
        }
        if (broker.hasEnded()) { // what was put in before the end has been run; what came later nobody runs
            answer.complete(new Reply.Refused(Problem.CLOSED, "the broker is closed"));
        }
        return answer;
    }

    private void offer(Request request, CompletableFuture<Reply> answer) {
        try {
            if (!broker.inbox().offer(() -> handle(request, answer), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                through();
                answer.complete(new Reply.Refused(
                        Problem.RESOURCE_LIMIT,
                        "the broker has been busy for " + PATIENCE_SECONDS + " seconds, with "
                                + broker.options().inbox() + " requests waiting; try again later"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            through();
            answer.complete(new Reply.Refused(
                    Problem.RESOURCE_LIMIT, "interrupted while waiting for a place in the broker's inbox"));
        }
    }

    private void handle(Request request, CompletableFuture<Reply> answer) {
        broker.engine().handle(end(), request, answer);
        underWay.decrementAndGet();
        endWhenIdle();
    }

    /** A request has come to nothing. */
    private void through() {
        underWay.decrementAndGet();
        broker.inbox().execute(this::endWhenIdle);
    }

    private void endWhenIdle() {
        if (ending != null && underWay.get() == 0) {
            ending.accept(end());
            ending = null;
            gone.complete(true);
        }
    }

    @Override
    public void setReady(boolean ready) {
        broker.inbox().execute(() -> broker.engine().ready(end(), ready));
    }

    @Override
    public void lose() {
        end(lost -> broker.engine().lose(lost));
    }

    @Override
    public void close() {
        boolean ends = end(ended -> broker.engine().disconnect(ended));
        if (ends && waits && !broker.isOwnThread() && !broker.hasEnded()) {
            gone.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    /** Says whether it was open. */
    private boolean end(Consumer<LinkEnd> how) {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        broker.inbox().execute(() -> {
            ending = how;
            endWhenIdle();
        });
        return true;
    }
}
