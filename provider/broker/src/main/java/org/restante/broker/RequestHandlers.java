package org.restante.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.dispatch.Handlers;
import org.restante.broker.state.Decision;
import org.restante.broker.state.RefusedException;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/** The table of request handlers: which part of the broker decides on which type of request. Owned by the broker thread. */
final class RequestHandlers {

    private final Wiring parts;
    private final Handlers<Request> handlers;

    RequestHandlers(Wiring parts) {
        this.parts = parts;
        Handlers.Builder<Request> table = Handlers.of(Request.class);
        putSending(table);
        putConsuming(table);
        putSessions(table);
        putQuestions(table);
        this.handlers = table.build();
    }

    /** Null if the handler completes the answer itself, now or later. */
    @Nullable
    Reply decide(Decision decision, ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        return handlers.decide(decision, connection, request, answer);
    }

    private void putSending(Handlers.Builder<Request> table) {
        table.act(Request.Send.class, (decision, connection, send) -> {
            parts.router.check(List.of(send.message()));
            parts.router.send(decision, connection.sender(), send.message());
        });
        table.act(Request.Commit.class, this::commit);
        table.put(Request.Once.class, this::once);
        table.put(BranchRequest.class, parts.branches::decide);
    }

    private void putConsuming(Handlers.Builder<Request> table) {
        table.act(Request.OpenConsumer.class, parts.registry::open);
        table.act(
                Request.CloseConsumer.class,
                (decision, connection, close) ->
                        parts.registry.close(decision, connection, close.consumer(), close.seen()));
        table.put(Request.Credit.class, (decision, connection, credit, answer) -> credit(connection, credit));
        table.put(Request.Drain.class, this::drain);
        table.act(
                Request.Acknowledge.class,
                (decision, connection, acknowledge) -> parts.acknowledgements.acknowledge(
                        decision, connection.session(acknowledge.session()), acknowledge.tags()));
        table.act(
                Request.Expired.class,
                (decision, connection, expired) ->
                        parts.acknowledgements.expire(decision, connection.session(expired.session()), expired.tags()));
        table.act(
                Request.Recover.class,
                (decision, connection, recover) -> parts.acknowledgements.recover(
                        decision, connection, connection.session(recover.session()), recover));
        table.act(
                Request.HandOver.class,
                (decision, connection, hand) -> parts.acknowledgements.handOver(
                        connection.session(hand.from()), connection.session(hand.to()), hand.tags()));
        table.put(
                Request.Reclaim.class,
                (decision, connection, reclaim, answer) -> parts.reclaimer.reclaim(decision, connection, reclaim));
    }

    private void putSessions(Handlers.Builder<Request> table) {
        table.act(Request.Connect.class, (decision, connection, connect) -> {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, "Connect cannot be part of another request; send it by itself");
        });
        table.act(
                Request.Identify.class,
                (decision, connection, identify) -> parts.connections.identify(connection, identify));
        table.act(
                Request.CloseSession.class,
                (decision, connection, close) ->
                        parts.registry.closeSession(decision, connection, close.session(), close.seen()));
        table.act(
                Request.Unsubscribe.class,
                (decision, connection, unsubscribe) ->
                        parts.registry.unsubscribe(decision, connection, unsubscribe.name()));
        table.put(
                Request.CreateTemporary.class,
                (decision, connection, create, answer) -> new Reply.Created(
                        parts.registry.createTemporary(decision, connection, create.kind(), create.name())));
        table.act(
                Request.DeleteTemporary.class,
                (decision, connection, delete) ->
                        parts.registry.deleteTemporary(decision, connection, delete.address()));
    }

    private void putQuestions(Handlers.Builder<Request> table) {
        table.put(Request.Browse.class, (decision, connection, browse, answer) -> {
            parts.inspector.browse(browse, answer);
            return null;
        });
        table.put(Request.Status.class, (decision, connection, status, answer) -> parts.inspector.status(status.id()));
        table.put(AdminRequest.class, parts.administration::decide);
    }

    private @Nullable Reply once(
            Decision decision, ClientConnection connection, Request.Once once, CompletableFuture<Reply> answer) {
        if (once.request() instanceof BranchRequest.CommitPrepared commit) {
            parts.branches.commit(commit.branch(), answer, made -> parts.repetitions.done(made, connection, once));
            return null;
        }
        Reply reply = decide(decision, connection, once.request(), answer);
        parts.repetitions.done(decision, connection, once);
        return reply;
    }

    private Reply credit(ClientConnection connection, Request.Credit credit) {
        ClientConsumer consumer = connection.consumers().get(credit.consumer());
        if (consumer == null) {
            return new Reply.Done();
        }
        consumer.addCredit(credit.messages(), credit.bytes());
        parts.dispatcher.lookAgain(consumer.queue());
        return consumer.queue().policy().isRing() ? new Reply.NoPrefetch() : new Reply.Done();
    }

    private @Nullable Reply drain(
            Decision decision, ClientConnection connection, Request.Drain drain, CompletableFuture<Reply> answer) {
        ClientConsumer consumer = connection.consumers().get(drain.consumer());
        if (consumer == null) {
            return new Reply.Done();
        }
        consumer.drains().add(answer);
        parts.dispatcher.lookAgain(consumer.queue());
        parts.dispatcher.watch(consumer);
        return null;
    }

    private void commit(Decision decision, ClientConnection connection, Request.Commit commit) {
        ClientSession session = connection.session(commit.session());
        parts.router.check(commit.sends());
        parts.acknowledgements.check(session, commit.acknowledged());
        parts.acknowledgements.acknowledge(decision, session, commit.acknowledged());
        commit.sends().forEach(message -> parts.router.send(decision, connection.sender(), message));
    }
}
