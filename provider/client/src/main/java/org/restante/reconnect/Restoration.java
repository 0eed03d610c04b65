package org.restante.reconnect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * Makes a new plain link what the lost one was. A broker that still knows the conversation is told what is held, and takes the rest
 * back; for any other all is opened anew, and what is held is claimed.
 *
 * <p>Used by one thread at a time, the one that brings the link back; the mirror is read under the link's lock.
 */
final class Restoration {

    private static final int PATIENCE_SECONDS = 30;

    private final KnownState mirror;
    private final PendingRequests unanswered;

    /** Consumers that could not be opened again, and why. Guarded by the link's lock. */
    private final Map<Integer, Reply.Refused> failed = new HashMap<>();

    /** Whether a broker knows the conversation from an attempt that was broken off. */
    private boolean half;

    Restoration(KnownState mirror, PendingRequests unanswered) {
        this.mirror = mirror;
        this.unanswered = unanswered;
    }

    /** Why this consumer can have no credit; null if it can. */
    Reply.@Nullable Refused refusal(Request.Credit credit) {
        return failed.get(credit.consumer());
    }

    /**
     * What is left of each consumer's credit, to be granted again; but not where a Recover has no answer: one that was done before is
     * not done again, and its answer voids the credit here only.
     */
    List<Request> credits() {
        Set<Integer> recovering = unanswered.recovering();
        List<Request> credits = new ArrayList<>();
        for (KnownState.Consumer consumer : mirror.consumers()) {
            Request.Credit credit = consumer.credit();
            if (credit != null
                    && !failed.containsKey(credit.consumer())
                    && !recovering.contains(consumer.opened().session())) {
                credits.add(credit);
            }
        }
        return credits;
    }

    /**
     * Says who is there and restores the rest.
     *
     * @return what the link's user is to be told before the next delivery
     */
    List<Event> restore(Link link, Request.Connect connect, Lock lock) throws LinkException {
        Reply reply = ask(link, connect);
        boolean isKnown = reply instanceof Reply.Connected connected && connected.resumed();
        if (isKnown && !half) {
            resume(link, lock);
            return List.of();
        }
        half = true;
        if (isKnown) {
            for (int session : under(lock, mirror::sessions)) {
                ask(link, new Request.CloseSession(session, List.of()));
            }
        }
        Event.Renewed renewed = renew(link, lock, isKnown);
        half = false;
        return List.of(renewed);
    }

    private void resume(Link link, Lock lock) throws LinkException {
        List<Request> recovers = under(lock, () -> {
            List<Request> all = new ArrayList<>();
            mirror.sessions()
                    .forEach(session -> all.add(new Request.Recover(session, List.of(), mirror.held(session))));
            return all;
        });
        List<CompletableFuture<Reply>> answers = new ArrayList<>();
        recovers.forEach(recover -> answers.add(link.request(recover).toCompletableFuture()));
        for (CompletableFuture<Reply> answer : answers) {
            done(await(answer));
        }
    }

    private Event.Renewed renew(Link link, Lock lock, boolean isKnown) throws LinkException {
        String clientId = under(lock, mirror::clientId);
        if (clientId != null) {
            Reply reply = await(link.request(new Request.Identify(clientId)).toCompletableFuture());
            if (!isKnown) {
                done(reply);
            }
        }
        for (Address address : under(lock, mirror::temporaries)) {
            await(link.request(new Request.CreateTemporary(address.kind(), address.name()))
                    .toCompletableFuture());
        }
        for (KnownState.Consumer consumer : under(lock, mirror::consumers)) {
            open(link, consumer.opened(), lock);
        }
        Map<Integer, Set<Tag>> lost = claim(link, lock);
        return under(lock, () -> {
            unanswered.renumber();
            Set<Tag> settling = unanswered.settling();
            List<Tag> told = new ArrayList<>();
            lost.forEach((session, tags) -> {
                mirror.lost(session, tags);
                tags.stream().filter(tag -> !settling.contains(tag)).forEach(told::add);
            });
            return new Event.Renewed(told, Map.copyOf(failed));
        });
    }

    private void open(Link link, Request.OpenConsumer opened, Lock lock) throws LinkException {
        Reply reply = await(link.request(opened).toCompletableFuture());
        if (!(reply instanceof Reply.Refused refused)) {
            under(lock, () -> failed.remove(opened.consumer()));
        } else if (refused.problem() == Problem.RESOURCE_LIMIT || refused.problem() == Problem.CLOSED) {
            throw new LinkException(refused.problem(), refused.reason());
        } else {
            Reply.Refused why = new Reply.Refused(
                    refused.problem(),
                    "the consumer of '" + opened.destination() + "' could not be opened again: " + refused.reason());
            under(lock, () -> failed.put(opened.consumer(), why));
        }
    }

    /** By session, what is held and was not had again. */
    private Map<Integer, Set<Tag>> claim(Link link, Lock lock) throws LinkException {
        Map<Integer, Set<Tag>> lost = new HashMap<>();
        for (int session : under(lock, mirror::sessions)) {
            Set<Tag> missing = new HashSet<>(under(lock, () -> mirror.held(session)));
            for (Map.Entry<Integer, List<Tag>> held :
                    under(lock, () -> mirror.heldByConsumer(session)).entrySet()) {
                Request.Reclaim reclaim = new Request.Reclaim(session, held.getKey(), held.getValue());
                if (await(link.request(reclaim).toCompletableFuture()) instanceof Reply.Reclaimed had) {
                    missing.removeAll(new HashSet<>(had.tags()));
                }
            }
            lost.put(session, missing);
        }
        return lost;
    }

    private static <T> T under(Lock lock, java.util.function.Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private static Reply ask(Link link, Request request) throws LinkException {
        return done(await(link.request(request).toCompletableFuture()));
    }

    private static Reply done(Reply reply) throws LinkException {
        if (reply instanceof Reply.Refused refused) {
            throw new LinkException(refused.problem(), refused.reason());
        }
        return reply;
    }

    /** A link that is gone is an exception, whatever was asked. */
    private static Reply await(CompletableFuture<Reply> answer) throws LinkException {
        try {
            Reply reply = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (reply instanceof Reply.Refused refused && refused.problem() == Problem.CLOSED) {
                throw new LinkException(refused.problem(), refused.reason());
            }
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(Problem.CLOSED, "interrupted while the link was restored", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LinkException(
                    Problem.CLOSED, "the broker did not answer in " + PATIENCE_SECONDS + " seconds: " + e, e);
        }
    }
}
