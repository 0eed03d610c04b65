package org.restante.broker;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.link.Caller;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link within the process. Requests go into the broker's inbox; replies and events come on the broker thread.
 *
 * <p>The trap: the inbox runs tasks before requests. Closing is a task, so it counts the requests in progress, and ends the link
 * only when all of them are decided.
 */
final class BrokerLink implements Link {

    private static final int MAX_WAIT_SECONDS = 10;

    private final Broker broker;
    private final Consumer<Event> events;
    private final Caller caller;
    private final boolean blocks;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();

    /** Owned by the broker thread, and made by the first task of this link that runs there. */
    private @Nullable LinkEnd end;

    /** How to end the link once no request is in progress; null while it is open. Owned by the broker thread. */
    private @Nullable Consumer<LinkEnd> ending;

    /**
     * @param caller the user of the link
     * @param blocks whether a request blocks the thread that makes it while the inbox is full
     */
    BrokerLink(Broker broker, Consumer<Event> events, Caller caller, boolean blocks) {
        this.broker = broker;
        this.events = events;
        this.caller = caller;
        this.blocks = blocks;
        broker.inbox().execute(this::end);
    }

    private LinkEnd end() {
        LinkEnd made = end == null ? broker.engine().connect(events, caller) : end;
        end = made;
        return made;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        inProgress.incrementAndGet();
        if (closed.get()) {
            withdraw();
            answer.complete(Reply.Refused.unsent("the link is closed"));
            return answer;
        }
        if (broker.hasEnded()) {
            withdraw();
            answer.complete(Reply.Refused.unsent("the broker is closed"));
            return answer;
        }
        if (blocks) {
            offer(request, answer);
        } else {
            broker.inbox().add(() -> handle(request, answer));
        }
        if (broker.hasEnded()) { // requests put in after the end are never run
            answer.complete(new Reply.Refused(Problem.CLOSED, "the broker is closed"));
        }
        return answer;
    }

    private void offer(Request request, CompletableFuture<Reply> answer) {
        if (!offer(() -> handle(request, answer))) {
            withdraw();
            answer.complete(new Reply.Refused(
                    Problem.RESOURCE_LIMIT,
                    "the broker has been busy for " + MAX_WAIT_SECONDS + " seconds, with "
                            + broker.options().inbox() + " requests waiting; try again later"));
        }
    }

    /** An interrupt does not end the wait; its flag is set again afterwards. */
    private boolean offer(Runnable task) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return broker.inbox().offer(task, MAX_WAIT_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void handle(Request request, CompletableFuture<Reply> answer) {
        try {
            broker.engine().handle(end(), request, answer);
        } catch (RuntimeException | Error e) { // ends the broker; the caller must not wait for it
            answer.complete(new Reply.Refused(Problem.CLOSED, "the broker has stopped: " + Reason.of(e)));
            throw e;
        }
        inProgress.decrementAndGet();
        endWhenIdle();
    }

    /** A request never reached the inbox. */
    private void withdraw() {
        inProgress.decrementAndGet();
        broker.inbox().execute(this::endWhenIdle);
    }

    private void endWhenIdle() {
        if (ending != null && inProgress.get() == 0) {
            ending.accept(end());
            ending = null;
            finished.complete(true);
        }
    }

    @Override
    public InstantSource clock() {
        return broker.clock();
    }

    @Override
    public void setReady(boolean ready) {
        broker.inbox().execute(() -> broker.engine().setReady(end(), ready));
    }

    @Override
    public CompletionStage<Boolean> released() {
        return finished;
    }

    @Override
    public void lose() {
        end(lost -> broker.engine().lose(lost));
    }

    @Override
    public void close() {
        boolean ends = end(ended -> broker.engine().disconnect(ended));
        if (ends && blocks && !broker.isInRound() && !broker.hasEnded()) {
            finished.completeOnTimeout(false, MAX_WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** Returns whether the link was open. */
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
