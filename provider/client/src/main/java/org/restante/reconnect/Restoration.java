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
 * Restores the state of a lost link over a new plain link. A broker that still knows the conversation gets the list of
 * held deliveries and takes all others back. On any other broker everything is opened again, and held deliveries are
 * claimed.
 *
 * <p>Owned by the thread that reconnects, one at a time; {@link KnownState} is read under the link's lock.
 */
final class Restoration {

    private static final int TIMEOUT_SECONDS = 30;

    private final KnownState known;
    private final PendingRequests requests;

    /** The consumers that could not be opened again, with the refusal. Guarded by the link's lock. */
    private final Map<Integer, Reply.Refused> failed = new HashMap<>();

    /** Requests whose effect has ended with a broker; they count as done, like those that it had answered. */
    private List<Pending> ended = List.of();

    /** Whether an earlier restoration broke off, so that a broker may know the conversation without its full state. */
    private boolean incomplete;

    Restoration(KnownState known, PendingRequests requests) {
        this.known = known;
        this.requests = requests;
    }

    /** The refusal for credit of a consumer that could not be opened again; null for any other consumer. */
    Reply.@Nullable Refused refusal(Request.Credit credit) {
        return failed.get(credit.consumer());
    }

    /**
     * The requests that grant each consumer the rest of its credit again. Sessions with a pending Recover are left out:
     * if the broker executed it before, it will not execute it again, and the answer revokes the credit only here.
     */
    List<Request> credits() {
        Set<Integer> recovering = requests.recovering();
        List<Request> credits = new ArrayList<>();
        for (KnownState.Consumer consumer : known.consumers()) {
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
     * Connects and restores the state.
     *
     * @return the events to pass to the link's user before the next delivery
     */
    List<Event> restore(Link link, Request.Connect connect, Lock lock) throws LinkException {
        Reply reply = request(link, connect);
        boolean isKnown = reply instanceof Reply.Connected connected && connected.resumed();
        if (isKnown && !incomplete) {
            resume(link, lock);
            return List.of();
        }
        incomplete = true;
        if (isKnown) {
            for (int session : under(lock, known::sessions)) {
                request(link, new Request.CloseSession(session, List.of()));
            }
        }
        Event.Renewed renewed = reopen(link, lock, isKnown);
        incomplete = false;
        return List.of(renewed);
    }

    /** The requests that are not repeated and not answered, because their effect has ended with a broker. */
    List<Pending> takeEnded() {
        List<Pending> taken = ended;
        ended = List.of();
        return taken;
    }

    private void resume(Link link, Lock lock) throws LinkException {
        List<Request> recovers = under(lock, () -> {
            List<Request> all = new ArrayList<>();
            known.sessions().forEach(session -> all.add(new Request.Recover(session, List.of(), known.held(session))));
            return all;
        });
        List<CompletableFuture<Reply>> answers = new ArrayList<>();
        recovers.forEach(recover -> answers.add(link.request(recover).toCompletableFuture()));
        for (CompletableFuture<Reply> answer : answers) {
            orThrow(await(answer));
        }
    }

    private Event.Renewed reopen(Link link, Lock lock, boolean isKnown) throws LinkException {
        String clientId = under(lock, known::clientId);
        if (clientId != null) {
            Reply reply = await(link.request(new Request.Identify(clientId)).toCompletableFuture());
            if (!isKnown) {
                orThrow(reply);
            }
        }
        for (Address address : under(lock, known::temporaries)) {
            await(link.request(new Request.CreateTemporary(address.kind(), address.name()))
                    .toCompletableFuture());
        }
        for (KnownState.Consumer consumer : under(lock, known::consumers)) {
            open(link, consumer.opened(), lock);
        }
        Set<Tag> elsewhere = new HashSet<>();
        Map<Integer, Set<Tag>> lost = claim(link, lock, elsewhere);
        return under(lock, () -> {
            ended = requests.takeEnded();
            requests.renumber();
            known.renewed();
            Set<Tag> settling = requests.settling();
            settling.removeAll(requests.deny(elsewhere));
            List<Tag> reported = new ArrayList<>();
            lost.forEach((session, tags) -> {
                known.remove(session, tags);
                tags.stream().filter(tag -> !settling.contains(tag)).forEach(reported::add);
            });
            return new Event.Renewed(reported, Map.copyOf(failed));
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

    /**
     * Claims the held deliveries. Returns those that could not be reclaimed, by session.
     *
     * @param elsewhere is given those of them whose message is still there
     */
    private Map<Integer, Set<Tag>> claim(Link link, Lock lock, Set<Tag> elsewhere) throws LinkException {
        Map<Integer, Set<Tag>> lost = new HashMap<>();
        for (int session : under(lock, known::sessions)) {
            Set<Tag> missing = new HashSet<>(under(lock, () -> known.held(session)));
            for (Map.Entry<Integer, List<Tag>> held :
                    under(lock, () -> known.heldByConsumer(session)).entrySet()) {
                Request.Reclaim reclaim = new Request.Reclaim(session, held.getKey(), held.getValue());
                if (await(link.request(reclaim).toCompletableFuture()) instanceof Reply.Reclaimed reclaimed) {
                    missing.removeAll(new HashSet<>(reclaimed.tags()));
                    elsewhere.addAll(reclaimed.elsewhere());
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

    private static Reply request(Link link, Request request) throws LinkException {
        return orThrow(await(link.request(request).toCompletableFuture()));
    }

    private static Reply orThrow(Reply reply) throws LinkException {
        if (reply instanceof Reply.Refused refused) {
            throw new LinkException(refused.problem(), refused.reason());
        }
        return reply;
    }

    /** Waits for a reply. The end of the link is thrown as an exception, other refusals are returned. */
    private static Reply await(CompletableFuture<Reply> answer) throws LinkException {
        try {
            Reply reply = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (reply instanceof Reply.Refused refused && refused.problem() == Problem.CLOSED) {
                throw new LinkException(refused.problem(), refused.reason());
            }
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(Problem.CLOSED, "interrupted while the link was restored", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LinkException(Problem.CLOSED, "the broker did not answer in " + TIMEOUT_SECONDS + " seconds", e);
        }
    }
}
