package org.restante.broker.dispatch;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.Decision;
import org.restante.link.Cases;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A table with a handler for each type of request; making it fails if a permitted type has none. Owned by the broker thread.
 *
 * @param <R> the sealed type of the requests
 */
public final class Handlers<R extends Request> {

    /** Decides on requests of one type. */
    public interface Handler<Q> {
        /** Null if the answer comes later. */
        @Nullable
        Reply decide(Decision decision, ClientConnection connection, Q request, CompletableFuture<Reply> answer);
    }

    /** Decides on a request whose answer is {@link Reply.Done}. */
    public interface Action<Q> {
        void decide(Decision decision, ClientConnection connection, Q request);
    }

    private final Cases<R, Handler<R>> cases;

    private Handlers(Cases<R, Handler<R>> cases) {
        this.cases = cases;
    }

    public static <R extends Request> Builder<R> of(Class<R> sealed) {
        return new Builder<>(Cases.of(sealed));
    }

    /** Null if the answer comes later. */
    public @Nullable Reply decide(
            Decision decision, ClientConnection connection, R request, CompletableFuture<Reply> answer) {
        return cases.of(request).decide(decision, connection, request, answer);
    }

    /** Collects the handlers of one table. */
    public static final class Builder<R extends Request> {

        private final Cases.Builder<R, Handler<R>> cases;

        private Builder(Cases.Builder<R, Handler<R>> cases) {
            this.cases = cases;
        }

        @SuppressWarnings("unchecked") // the table gives a handler requests of its own type only
        public <Q extends R> Builder<R> put(Class<Q> type, Handler<? super Q> handler) {
            cases.put(type, (Handler<R>) handler);
            return this;
        }

        public <Q extends R> Builder<R> act(Class<Q> type, Action<? super Q> action) {
            return put(type, (decision, connection, request, answer) -> {
                action.decide(decision, connection, request);
                return new Reply.Done();
            });
        }

        /**
         * Makes the table.
         *
         * @throws IllegalStateException if a type of request has no handler
         */
        public Handlers<R> build() {
            return new Handlers<>(cases.build());
        }
    }
}
