package org.restante.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A link within the process: requests go into the broker's inbox, answers and events come on the broker thread. */
final class BrokerLink implements Link {

    private static final int PATIENCE_SECONDS = 10;

    private final Broker broker;
    private final Consumer<Event> events;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Owned by the broker thread, and made by whatever of this link runs there first. */
    private @Nullable ClientConnection connection;

    BrokerLink(Broker broker, Consumer<Event> events) {
        this.broker = broker;
        this.events = events;
        broker.inbox().execute(this::connection);
    }

    private ClientConnection connection() {
        ClientConnection made = connection == null ? broker.engine().connect(events) : connection;
        connection = made;
        return made;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        try {
            boolean taken = broker.inbox()
                    .offer(
                            () -> broker.engine().handle(connection(), request, answer),
                            PATIENCE_SECONDS,
                            TimeUnit.SECONDS);
            if (!taken) {
                answer.complete(new Reply.Refused(
                        Problem.RESOURCE_LIMIT,
                        "the broker has been busy for " + PATIENCE_SECONDS + " seconds, with "
                                + broker.options().inbox() + " requests waiting; try again later"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.complete(new Reply.Refused(
                    Problem.RESOURCE_LIMIT, "interrupted while waiting for a place in the broker's inbox"));
        }
        if (broker.hasEnded()) { // what was put in before the end has been run; what came later nobody runs
            answer.complete(new Reply.Refused(Problem.CLOSED, "the broker is closed"));
        }
        return answer;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        broker.inbox().execute(() -> {
            broker.engine().disconnect(connection());
            gone.complete(true);
        });
        if (!broker.isOwnThread() && !broker.hasEnded()) {
            gone.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }
}
