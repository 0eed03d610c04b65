package org.restante.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.InWords;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * Makes requests over a link and waits for their replies, without a time limit; the end of the link ends the wait. Any
 * thread may use it.
 */
final class Asker implements AutoCloseable {

    private static final int PATIENCE = 3;

    private final Link link;
    private final CompletableFuture<Reply> ended;

    private Asker(Link link, CompletableFuture<Reply> ended) {
        this.link = link;
        this.ended = ended;
    }

    static Asker open(Admin.Opening opening, @Nullable String user, @Nullable String password) {
        CompletableFuture<Reply> ended = new CompletableFuture<>();
        Link link;
        try {
            link = opening.open(listener(ended));
        } catch (LinkException e) {
            throw new AdminException(e.problem(), String.valueOf(e.getMessage()), e);
        }
        Asker asker = new Asker(link, ended);
        try {
            asker.ask(new Request.Connect(user, password), Reply.Connected.class);
            return asker;
        } catch (RuntimeException e) {
            asker.close();
            throw e;
        }
    }

    private static Consumer<Event> listener(CompletableFuture<Reply> ended) {
        return event -> {
            if (event instanceof Event.Closed closed) {
                ended.complete(new Reply.Refused(Problem.CLOSED, closed.reason()));
            }
        };
    }

    /**
     * As {@link #ask}, but an interrupt ends the wait only after {@value #PATIENCE} seconds: the broker does what was requested, and the
     * caller shall know how much that is. The flag of the thread stays set.
     */
    <R extends Reply> R askToTheEnd(Request request, Class<R> answer) {
        CompletableFuture<Object> reply =
                CompletableFuture.anyOf(link.request(request).toCompletableFuture(), ended);
        try {
            reply.get();
        } catch (InterruptedException e) {
            awaitABit(reply);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // reported by the line below
        }
        return answered(reply, request, answer);
    }

    private static void awaitABit(CompletableFuture<Object> reply) {
        try {
            reply.get(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // the caller looks at the reply
        }
    }

    /** @throws AdminException if the broker refuses, or the link has ended */
    <R extends Reply> R ask(Request request, Class<R> answer) {
        return answered(CompletableFuture.anyOf(link.request(request).toCompletableFuture(), ended), request, answer);
    }

    private static <R extends Reply> R answered(CompletableFuture<Object> coming, Request request, Class<R> answer) {
        String name = InWords.kind(request);
        try {
            Object reply = coming.get();
            if (answer.isInstance(reply)) {
                return answer.cast(reply);
            }
            if (reply instanceof Reply.Refused refused) {
                throw new AdminException(refused.problem(), refused.reason());
            }
            throw new AdminException(Problem.INTERNAL, "the broker answered " + name + " with " + reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminException(
                    Problem.CLOSED, "the thread was interrupted while waiting for the reply to " + name, e);
        } catch (ExecutionException e) {
            throw new AdminException(
                    Problem.INTERNAL,
                    "the link failed at " + name + ": " + InWords.reason(e.getCause() == null ? e : e.getCause()),
                    e);
        }
    }

    @Override
    public void close() {
        link.close();
        ended.complete(new Reply.Refused(Problem.CLOSED, "the admin was closed; connect again"));
    }
}
