package org.restante.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.state.Decision;
import org.restante.broker.state.RefusedException;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * Chooses the part of the broker that decides on a request. Owned by the broker thread.
 *
 * <p>No table, which would cost each start the classes of all requests; a test walks all of them instead.
 */
final class RequestHandlers {

    private final Wiring parts;

    RequestHandlers(Wiring parts) {
        this.parts = parts;
    }

    /** Null if the handler completes the answer itself, now or later. The requests of each message come first. */
    @Nullable
    Reply decide(Decision decision, ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        if (request instanceof Request.Send send) {
            parts.router.check(List.of(send.message()), 0);
            parts.router.sendOfClient(decision, connection.sender(), send.message());
        } else if (request instanceof Request.Acknowledge acknowledge) {
            ClientSession session = connection.session(acknowledge.session());
            List<@Nullable MessageReference> found = parts.state.destinations().find(acknowledge.tags());
            parts.foreign.check(connection, acknowledge.tags(), found, request);
            parts.acknowledgements.acknowledge(decision, session, acknowledge.tags(), found);
        } else if (request instanceof Request.Credit credit) {
            return credit(connection, credit);
        } else if (request instanceof Request.Drain drain) {
            return drain(connection, drain, answer);
        } else if (request instanceof Request.Commit commit) {
            commit(decision, connection, commit);
        } else if (request instanceof Request.Once once) {
            return once(decision, connection, once, answer);
        } else if (request instanceof Request.Recover recover) {
            parts.acknowledgements.recover(decision, connection, connection.session(recover.session()), recover);
        } else if (request instanceof Request.Expired expired) {
            parts.foreign.check(connection, expired.tags(), request);
            parts.acknowledgements.expire(decision, connection.session(expired.session()), expired.tags());
        } else if (request instanceof Request.HandOver hand) {
            parts.foreign.check(connection, hand.tags(), request);
            parts.acknowledgements.handOver(
                    connection.session(hand.from()), connection.session(hand.to()), hand.tags());
        } else {
            return decideRarer(decision, connection, request, answer);
        }
        return new Reply.Done();
    }

    private @Nullable Reply decideRarer(
            Decision decision, ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        if (request instanceof Request.OpenConsumer open) {
            parts.registry.open(decision, connection, open);
        } else if (request instanceof Request.CloseConsumer close) {
            parts.registry.close(decision, connection, close.consumer(), close.seen());
        } else if (request instanceof Request.CloseSession close) {
            parts.registry.closeSession(decision, connection, close.session(), close.seen());
        } else if (request instanceof Request.Identify identify) {
            parts.owners.checkIdentifier(connection, identify.clientId(), identify);
            parts.connections.identify(connection, identify);
        } else if (request instanceof Request.Unsubscribe unsubscribe) {
            parts.registry.unsubscribe(decision, connection, unsubscribe);
        } else if (request instanceof Request.DeleteTemporary delete) {
            parts.registry.deleteTemporary(decision, connection, delete.address());
        } else {
            return answer(decision, connection, request, answer);
        }
        return new Reply.Done();
    }

    /** Requests with an answer of their own. */
    private @Nullable Reply answer(
            Decision decision, ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        if (request instanceof Request.CreateTemporary create) {
            return new Reply.Created(
                    parts.registry.createTemporary(decision, connection, create.kind(), create.name()));
        } else if (request instanceof Request.Browse browse) {
            parts.registry.checkTemporary(connection, browse.destination());
            parts.inspector.browse(browse, answer);
            return null;
        } else if (request instanceof Request.Status status) {
            return parts.inspector.status(status.id());
        } else if (request instanceof Request.Reclaim reclaim) {
            return parts.reclaimer.reclaim(decision, connection, reclaim);
        } else if (request instanceof BranchRequest asked) {
            return parts.branches.decide(decision, connection, asked, answer);
        } else if (request instanceof AdminRequest asked) {
            return parts.administration.decide(decision, connection, asked, answer);
        } else if (request instanceof Request.Connect) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, "Connect cannot be part of another request; send it by itself");
        }
        throw new RefusedException(
                Problem.INTERNAL, "no part of the broker decides on the request '" + request.words() + "'");
    }

    private @Nullable Reply once(
            Decision decision, ClientConnection connection, Request.Once once, CompletableFuture<Reply> answer) {
        if (once.request() instanceof BranchRequest.CommitPrepared commit) {
            parts.branches.commit(connection, commit, answer, made -> parts.repetitions.done(made, connection, once));
            return null;
        }
        Reply reply = decide(decision, connection, once.request(), answer);
        parts.repetitions.done(decision, connection, once);
        return reply;
    }

    private Reply credit(ClientConnection connection, Request.Credit credit) {
        if (credit.messages() < 0 || credit.bytes() < 0) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "a credit of " + credit.messages() + " messages and " + credit.bytes()
                            + " bytes cannot be added; the minimum of each is 0");
        }
        ClientConsumer consumer = connection.consumers().get(credit.consumer());
        if (consumer == null) {
            return new Reply.Done();
        }
        consumer.addCredit(credit.messages(), credit.bytes());
        parts.dispatcher.lookAgain(consumer.queue());
        return consumer.queue().policy().isRing() ? new Reply.NoPrefetch() : new Reply.Done();
    }

    private @Nullable Reply drain(ClientConnection connection, Request.Drain drain, CompletableFuture<Reply> answer) {
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
        parts.router.check(commit.sends(), commit.acknowledged().size());
        parts.acknowledgements.check(session, commit.acknowledged());
        parts.acknowledgements.acknowledge(decision, session, commit.acknowledged());
        commit.sends().forEach(message -> parts.router.sendOfClient(decision, connection.sender(), message));
    }
}
