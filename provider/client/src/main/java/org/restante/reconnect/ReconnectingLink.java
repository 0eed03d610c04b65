package org.restante.reconnect;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link over one plain link after another. While there is none, requests wait; what is kept by the broker is asked for with a number,
 * so that asking again does nothing twice. Any thread may use it.
 *
 * <p>Two locks: {@code order} makes requests leave in the order of their numbers, and is held while a plain link is asked, which may
 * wait; {@code lock} guards the state and is held for moments, and while an event is handed on. The trap: a callback of a plain link
 * may take {@code lock}, never {@code order}.
 */
public final class ReconnectingLink implements Link {

    private static final System.Logger LOG = System.getLogger(ReconnectingLink.class.getName());

    /** Threads that wait for links to come back: one for each link that is away, gone ten seconds after they are of no use. */
    public static final Executor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), ReconnectingLink::thread);

    private final LinkSupplier supplier;
    private final Backoff patience;
    private final Consumer<Event> events;
    private final Executor threads;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final UUID conversation;
    private final PendingQuota room = new PendingQuota();
    private final ReentrantLock order = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PendingRequests unanswered = new PendingRequests();
    private final KnownState mirror = new KnownState();
    private final Restoration restoration = new Restoration(mirror, unanswered);

    private @Nullable Link current;
    private Request.@Nullable Connect connect;

    /** Counts the plain links; what comes from an older one is void. */
    private int generation;

    /** Whether what the newest plain link says counts, though it is not yet asked by others. */
    private boolean listening;

    private boolean broken;
    private @Nullable String ended;

    private ReconnectingLink(
            LinkSupplier supplier,
            Backoff patience,
            Consumer<Event> events,
            Executor threads,
            LongSupplier nanos,
            RandomGenerator random) {
        this.supplier = supplier;
        this.patience = patience;
        this.events = events;
        this.threads = threads;
        this.nanos = nanos;
        this.random = random;
        this.conversation = new UUID(random.nextLong(), random.nextLong());
    }

    private static Thread thread(Runnable task) {
        Thread made = new Thread(task, "restante-reconnect");
        made.setDaemon(true);
        return made;
    }

    /**
     * Opens a first link, and waits for it.
     *
     * @param threads runs what waits for links to come back, each on a thread of its own
     * @param nanos a clock
     * @param random hard to guess, for it names the conversation
     * @throws LinkException if nobody is there in the time for it
     */
    public static ReconnectingLink open(
            LinkSupplier supplier,
            Backoff patience,
            Consumer<Event> events,
            Executor threads,
            LongSupplier nanos,
            RandomGenerator random)
            throws LinkException {
        ReconnectingLink link = new ReconnectingLink(supplier, patience, events, threads, nanos, random);
        link.openFirst();
        return link;
    }

    private void openFirst() throws LinkException {
        long begun = nanos.getAsLong();
        for (int attempt = 0; true; attempt++) {
            try {
                if (restore()) {
                    return;
                }
            } catch (LinkException e) {
                long pause = Backoff.pause(attempt, random);
                if (isFinal(e.problem()) || nanos.getAsLong() - begun + pause > patience.first() || !pause(pause)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isFinal(Problem problem) {
        return problem == Problem.SECURITY || problem == Problem.INVALID_CLIENT_ID || problem == Problem.ILLEGAL_STATE;
    }

    /** Waits; false if it is interrupted, or the link has ended. */
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
        Pending pending = new Pending(request);
        Reply.Refused refusal = pending.size() == 0 ? null : room.enter(pending.size());
        if (refusal != null) {
            pending.answer().complete(refusal);
            return pending.answer();
        }
        order.lock();
        try {
            Link to = register(pending);
            if (to != null) {
                ask(to, pending);
            }
        } finally {
            order.unlock();
        }
        return pending.answer();
    }

    /** Whom to ask now; null if nobody is to be asked now. */
    private @Nullable Link register(Pending pending) {
        Reply now = null;
        lock.lock();
        try {
            if (ended != null) {
                now = new Reply.Refused(Problem.CLOSED, ended);
            } else if (pending.request() instanceof Request.Credit credit) {
                now = restoration.refusal(credit);
                if (now == null) {
                    mirror.credit(credit);
                    now = current == null ? new Reply.Done() : null; // granted when the link is back
                }
            }
            if (now == null) {
                unanswered.add(pending);
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
            room.leave(pending.size());
        }
        pending.answer().complete(reply);
    }

    /** Asks a plain link. Called with {@code order} held. */
    private void ask(Link link, Pending pending) {
        Request wire;
        int asked;
        lock.lock();
        try {
            asked = generation;
            wire = pending.request() instanceof Request.Connect first
                    ? new Request.Connect(first.user(), first.password(), conversation)
                    : unanswered.wire(pending);
        } finally {
            lock.unlock();
        }
        link.request(wire).thenAccept(reply -> answered(asked, pending, wire, reply));
    }

    private void answered(int by, Pending pending, Request wire, Reply reply) {
        if (reply instanceof Reply.Refused refused && refused.problem() == Problem.CLOSED) {
            lost(by, refused.reason());
            return;
        }
        lock.lock();
        try {
            if (by != generation || !unanswered.remove(pending)) {
                return;
            }
            if (wire instanceof Request.Connect made && reply instanceof Reply.Connected) {
                connect = made;
            }
            if (!(reply instanceof Reply.Refused)) {
                mirror.done(pending.request(), reply);
            }
        } finally {
            lock.unlock();
        }
        complete(pending, reply);
    }

    /** Called by a plain link. */
    private void take(int by, Event event) {
        if (event instanceof Event.Closed closed) {
            if (closed.reason().equals(Event.Closed.BY_OPERATOR)) {
                end(closed.reason());
            } else {
                lost(by, closed.reason());
            }
            return;
        }
        lock.lock();
        try {
            if (!(event instanceof Event.Delivery delivery)) {
                throw new IllegalArgumentException("a plain link does not make " + event);
            }
            if (by == generation && listening) {
                mirror.delivered(delivery);
                events.accept(event);
            }
        } finally {
            lock.unlock();
        }
    }

    private void lost(int by, String reason) {
        Link gone;
        List<Pending> unknown;
        lock.lock();
        try {
            if (by != generation || ended != null) {
                return;
            }
            gone = current;
            broken = true;
            if (gone == null) {
                return; // somebody is about to bring it back, and finds that this one is gone
            }
            current = null;
            listening = false;
            generation++;
            unknown = unanswered.takeUnknown();
        } finally {
            lock.unlock();
        }
        LOG.log(Level.WARNING, "the link to the broker is lost and is to come back: {0}", reason);
        tellUnknown(unknown);
        threads.execute(() -> {
            gone.lose(); // to close it would end the conversation
            comeBack(reason);
        });
    }

    private void tellUnknown(List<Pending> unknown) {
        for (Pending pending : unknown) {
            complete(
                    pending,
                    pending.repetition() == RetryMode.COVERED
                            ? new Reply.Done()
                            : new Reply.Refused(
                                    Problem.CLOSED,
                                    "the link was lost before the answer to "
                                            + pending.request().getClass().getSimpleName()
                                            + " came; it is not known whether it was done"));
        }
    }

    private void comeBack(String why) {
        long begun = nanos.getAsLong();
        String last = why;
        for (int attempt = 0; true; attempt++) {
            try {
                if (restore()) {
                    return;
                }
            } catch (LinkException e) {
                last = String.valueOf(e.getMessage());
                if (isFinal(e.problem())) {
                    end("the link was lost and cannot come back: " + last);
                    return;
                }
            } catch (RuntimeException e) {
                end("the link was lost and cannot come back: " + e);
                LOG.log(Level.ERROR, "a link cannot be restored", e);
                return;
            }
            long pause = Backoff.pause(attempt, random);
            if (nanos.getAsLong() - begun + pause > patience.again() && patience.again() != Long.MAX_VALUE) {
                end("the link was lost (" + why + ") and did not come back in time: " + last);
                return;
            }
            if (!pause(pause)) {
                end("the link was given up"); // nothing happens if it has ended already
                return;
            }
        }
    }

    /** Opens a plain link and puts it to use; false if it was lost meanwhile, or this link has ended. */
    private boolean restore() throws LinkException {
        int mine = begin();
        Link link = supplier.open(event -> take(mine, event));
        boolean done = false;
        try {
            Request.Connect again = known();
            List<Event> told = again == null ? List.of() : restoration.restore(link, again, lock);
            done = use(link, told);
        } finally {
            if (!done) {
                link.lose();
            }
        }
        return done;
    }

    private int begin() {
        List<Pending> unknown;
        int mine;
        lock.lock();
        try {
            mine = ++generation;
            broken = false;
            listening = false;
            unknown = unanswered.takeUnknown();
        } finally {
            lock.unlock();
        }
        tellUnknown(unknown);
        return mine;
    }

    private Request.@Nullable Connect known() {
        lock.lock();
        try {
            return connect;
        } finally {
            lock.unlock();
        }
    }

    /** From here on the link is asked: first again what had no answer, then what comes. */
    private boolean use(Link link, List<Event> told) {
        boolean isOver = false;
        order.lock();
        try {
            List<Request> credits;
            List<Pending> again;
            lock.lock();
            try {
                told.forEach(events);
                listening = true;
                credits = restoration.credits();
                again = unanswered.all();
            } finally {
                lock.unlock();
            }
            credits.forEach(link::request);
            again.forEach(pending -> ask(link, pending));
            lock.lock();
            try {
                if (broken || ended != null) {
                    listening = false;
                    isOver = ended != null;
                    if (!isOver) {
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
        if (isOver) {
            link.close(); // it waits for answers, which need the lock
            return true;
        }
        if (!told.isEmpty()) {
            LOG.log(Level.INFO, "the link to the broker is back; the broker had ended meanwhile");
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
            left = new ArrayList<>(unanswered.all());
            left.forEach(unanswered::remove);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        room.end(reason);
        if (last != null) {
            last.close();
        }
        left.forEach(pending -> complete(pending, new Reply.Refused(Problem.CLOSED, reason)));
        return true;
    }

    @Override
    public boolean isDistant() {
        return true;
    }

    @Override
    public void close() {
        finish("the connection was closed");
    }
}
