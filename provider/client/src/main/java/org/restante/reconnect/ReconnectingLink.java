package org.restante.reconnect;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link that reconnects: it runs over one plain link after another. While there is none, requests wait. Requests with
 * durable effects carry a sequence number, so that the broker executes a repeated one only once. Any thread may use it.
 *
 * <p>Two locks: {@code order} makes requests leave in the order of their numbers; it is held during a request to a
 * plain link, which may block. {@code lock} guards the state; it is held briefly, and while an event is passed on. The
 * trap: a callback of a plain link may take {@code lock}, never {@code order}.
 */
public final class ReconnectingLink implements Link {

    private static final System.Logger LOG = System.getLogger(ReconnectingLink.class.getName());

    private final LinkSupplier supplier;
    private final Backoff backoff;
    private final Consumer<Event> events;
    private final Executor threads;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final UUID conversation;
    private final PendingQuota quota = new PendingQuota();
    private final ReentrantLock order = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PendingRequests requests = new PendingRequests();
    private final KnownState known = new KnownState();
    private final Restoration restoration = new Restoration(known, requests);

    /** The plain link that requests are sent over; null while the link is lost. */
    private @Nullable Link current;

    private Request.@Nullable Connect connect;

    /** When the first plain link was asked for. */
    private final long begun;

    /** How often a server was reached that did not let the client in, before the first one did. */
    private int refusedLogins;

    /** The number of the newest plain link; answers and events of an older one are ignored. */
    private int generation;

    /** Whether deliveries of the newest plain link are passed on; true before it becomes {@link #current}. */
    private boolean listening;

    /** Whether the newest plain link was lost before it became {@link #current}. */
    private boolean broken;

    private @Nullable String ended;

    private ReconnectingLink(
            LinkSupplier supplier,
            Backoff backoff,
            Consumer<Event> events,
            Executor threads,
            LongSupplier nanos,
            RandomGenerator random) {
        this.supplier = supplier;
        this.backoff = backoff;
        this.events = events;
        this.threads = threads;
        this.nanos = nanos;
        this.random = random;
        this.begun = nanos.getAsLong();
        this.conversation = new UUID(random.nextLong(), random.nextLong());
    }

    /**
     * Opens a first plain link and waits for it.
     *
     * @param threads runs each reconnecting link on a thread of its own
     * @param nanos a monotonic clock in nanoseconds
     * @param random a secure source, because it makes the name of the conversation, which must be hard to guess
     * @throws LinkException if no broker is reachable within the backoff's time for the first link
     */
    public static ReconnectingLink open(
            LinkSupplier supplier,
            Backoff backoff,
            Consumer<Event> events,
            Executor threads,
            LongSupplier nanos,
            RandomGenerator random)
            throws LinkException {
        ReconnectingLink link = new ReconnectingLink(supplier, backoff, events, threads, nanos, random);
        link.openFirst();
        return link;
    }

    private void openFirst() throws LinkException {
        for (int attempt = 0; true; attempt++) {
            try {
                if (restore()) {
                    return;
                }
            } catch (LinkException e) {
                long pause = Backoff.pause(attempt, random);
                if (Backoff.isFinal(e.problem())
                        || nanos.getAsLong() - begun + pause > backoff.first()
                        || !pause(pause)) {
                    throw e;
                }
            }
        }
    }

    /** Waits; returns false if the thread is interrupted or the link has ended. */
    private boolean pause(long nanoseconds) {
        lock.lock();
        try {
            long left = nanoseconds;
            while (left > 0 && ended == null) {
                left = changed.awaitNanos(left);
            }
            return ended == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        return request(new Pending(request, false));
    }

    @Override
    public CompletionStage<Reply> requestAhead(Request request) {
        return request(new Pending(request, true));
    }

    private CompletionStage<Reply> request(Pending pending) {
        Reply.Refused refusal = pending.size() == 0 ? null : quota.acquire(pending.size());
        if (refusal != null) {
            pending.answer().complete(refusal);
            return pending.answer();
        }
        order.lock();
        try {
            Link to = register(pending);
            if (to != null) {
                send(to, pending);
            }
        } finally {
            order.unlock();
        }
        return pending.answer();
    }

    /**
     * Registers a request. Returns the plain link to send it over now; null if there is none, or if the request is
     * answered already.
     */
    private @Nullable Link register(Pending pending) {
        Reply now = null;
        lock.lock();
        try {
            if (ended != null) {
                now = Reply.Refused.unsent(ended);
            } else if (pending.request() instanceof Request.Credit credit) {
                now = restoration.refusal(credit);
                if (now == null) {
                    known.addCredit(credit);
                    now = current == null ? new Reply.Done() : null; // the credit is granted again after reconnecting
                }
            }
            if (now == null) {
                requests.add(pending);
                return current;
            }
        } finally {
            lock.unlock();
        }
        complete(pending, now);
        return null;
    }

    private void complete(Pending pending, Reply reply) {
        if (pending.size() > 0) {
            quota.release(pending.size());
        }
        pending.answer().complete(reply);
    }

    /** Sends a request over a plain link. Called with {@code order} held. */
    private void send(Link link, Pending pending) {
        Request wire;
        int by;
        lock.lock();
        try {
            by = generation;
            wire = pending.request() instanceof Request.Connect first
                    ? new Request.Connect(first.user(), first.password(), conversation)
                    : requests.toSend(pending, known);
        } finally {
            lock.unlock();
        }
        (pending.isAhead() ? link.requestAhead(wire) : link.request(wire))
                .thenAccept(reply -> onReply(by, pending, wire, reply));
    }

    private void onReply(int by, Pending pending, Request wire, Reply reply) {
        if (reply instanceof Reply.Refused refused && refused.problem() == Problem.CLOSED) {
            onLoss(by, refused.reason());
            return;
        }
        lock.lock();
        try {
            if (by != generation || !requests.remove(pending)) {
                return;
            }
            if (wire instanceof Request.Connect made && reply instanceof Reply.Connected) {
                connect = made;
            }
            if (!(reply instanceof Reply.Refused)) {
                known.apply(pending.request(), reply);
            }
        } finally {
            lock.unlock();
        }
        complete(pending, pending.outcome(reply));
    }

    /** Called by a plain link's thread. */
    private void onEvent(int by, Event event) {
        if (event instanceof Event.Closed closed) {
            if (closed.reason().equals(Event.Closed.BY_OPERATOR)) {
                end(closed.reason());
            } else {
                onLoss(by, closed.reason());
            }
            return;
        }
        lock.lock();
        try {
            if (!(event instanceof Event.Delivery delivery)) {
                throw new IllegalArgumentException("a plain link does not make " + event);
            }
            if (by == generation && listening) {
                known.addDelivery(delivery);
                events.accept(event);
            }
        } finally {
            lock.unlock();
        }
    }

    private void onLoss(int by, String reason) {
        Link gone;
        List<Pending> taken;
        lock.lock();
        try {
            if (by != generation || ended != null) {
                return;
            }
            gone = current;
            broken = true;
            if (gone == null) {
                return; // another thread is reconnecting and will find that this plain link is lost
            }
            current = null;
            listening = false;
            generation++;
            taken = requests.takeUnrepeatable();
        } finally {
            lock.unlock();
        }
        LOG.log(Level.WARNING, "the link to the broker is lost, reconnecting: {0}", reason);
        completeUnrepeatable(taken);
        try {
            threads.execute(() -> {
                try {
                    gone.lose(); // close would end the conversation
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.WARNING, "a lost link cannot be left", e);
                }
                reconnect(reason);
            });
        } catch (RuntimeException | Error e) { // no thread can be made; nobody else would end the requests
            end("the link was lost (" + reason + ") and no thread can restore it: " + Reason.of(e));
        }
    }

    private void completeUnrepeatable(List<Pending> taken) {
        for (Pending pending : taken) {
            complete(
                    pending,
                    pending.retryMode() == RetryMode.COVERED
                            ? new Reply.Done()
                            : new Reply.Refused(
                                    Problem.CLOSED,
                                    "the link was lost before the answer to '"
                                            + pending.request().words()
                                            + "' came; it is not known whether the broker executed it"));
        }
    }

    private void reconnect(String why) {
        if (connectRequest() == null && !mayLogInAgain(why)) {
            return;
        }
        long lost = nanos.getAsLong();
        String last = why;
        for (int attempt = 0; true; attempt++) {
            try {
                if (restore()) {
                    return;
                }
            } catch (LinkException e) {
                last = String.valueOf(e.getMessage());
                attempt = Backoff.capped(attempt, last);
                if (Backoff.isFinal(e.problem())) {
                    end("the link was lost and cannot be restored: " + last);
                    return;
                }
            } catch (RuntimeException | Error e) {
                end("the link was lost and cannot be restored: " + Reason.of(e));
                LOG.log(Level.ERROR, "a link cannot be restored", e);
                return;
            }
            long pause = Backoff.pause(attempt, random);
            if (nanos.getAsLong() - lost + pause > backoff.again() && backoff.again() != Long.MAX_VALUE) {
                end("the link was lost (" + why + ") and could not be restored in time: " + last);
                return;
            }
            if (!pause(pause)) {
                end("reconnecting was given up"); // no effect if the link has ended already
                return;
            }
        }
    }

    /**
     * Before the first login has succeeded, a server that ends the link instead is no reason to ask the next one without a
     * pause, nor for ever.
     */
    private boolean mayLogInAgain(String why) {
        long pause = Backoff.pause(Math.min(refusedLogins++, Backoff.MAX_NOT_HERE), random);
        boolean isLate = nanos.getAsLong() - begun + pause > backoff.first();
        if (isLate || !pause(pause)) {
            end(isLate ? why : "reconnecting was given up");
            return false;
        }
        return true;
    }

    /**
     * Opens a plain link, restores the state, and makes it current. Returns false if the plain link was lost meanwhile.
     */
    private boolean restore() throws LinkException {
        int mine = begin();
        Link link = supplier.open(event -> onEvent(mine, event));
        boolean isUsed = false;
        try {
            Request.Connect again = connectRequest();
            List<Event> restored = again == null ? List.of() : restoration.restore(link, again, lock);
            restoration.takeEnded().forEach(pending -> complete(pending, new Reply.Done()));
            isUsed = makeCurrent(link, restored);
        } finally {
            if (!isUsed) {
                link.lose();
            }
        }
        return isUsed;
    }

    private int begin() {
        List<Pending> taken;
        int mine;
        lock.lock();
        try {
            mine = ++generation;
            broken = false;
            listening = false;
            taken = requests.takeUnrepeatable();
        } finally {
            lock.unlock();
        }
        completeUnrepeatable(taken);
        return mine;
    }

    private Request.@Nullable Connect connectRequest() {
        lock.lock();
        try {
            return connect;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a plain link current: passes events on, grants credit again, repeats the pending requests. Returns false if
     * the plain link was lost meanwhile.
     */
    private boolean makeCurrent(Link link, List<Event> restored) {
        boolean hasEnded = false;
        order.lock();
        try {
            List<Request> credits;
            List<Pending> again;
            lock.lock();
            try {
                restored.forEach(events);
                listening = true;
                credits = restoration.credits();
                again = requests.all();
            } finally {
                lock.unlock();
            }
            credits.forEach(link::request);
            again.forEach(pending -> send(link, pending));
            lock.lock();
            try {
                if (broken || ended != null) {
                    listening = false;
                    hasEnded = ended != null;
                    if (!hasEnded) {
                        return false;
                    }
                } else {
                    current = link;
                }
            } finally {
                lock.unlock();
            }
        } finally {
            order.unlock();
        }
        if (hasEnded) {
            link.close(); // outside the locks: close waits for answers, which take the lock
            return true;
        }
        if (!restored.isEmpty()) {
            LOG.log(Level.INFO, "the link to the broker is restored; the broker had ended meanwhile");
        }
        return true;
    }

    private void end(String reason) {
        if (finish(reason)) {
            events.accept(new Event.Closed(reason));
        }
    }

    private boolean finish(String reason) {
        Link last;
        List<Pending> left;
        lock.lock();
        try {
            if (ended != null) {
                return false;
            }
            ended = reason;
            last = current;
            current = null;
            listening = false;
            left = new ArrayList<>(requests.all());
            left.forEach(requests::remove);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        quota.end(reason);
        if (last != null) {
            last.close();
        }
        left.forEach(pending -> complete(
                pending, pending.isSent() ? new Reply.Refused(Problem.CLOSED, reason) : Reply.Refused.unsent(reason)));
        return true;
    }

    @Override
    public void close() {
        finish("the connection was closed");
    }
}
