package org.restante.broker.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.state.RefusedException;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flow control: sends to a full destination wait in a queue, one for each destination, until there is room. Owned by the broker
 * thread.
 *
 * <p>A transaction waits as a whole, in the queues of all its destinations at once. The trap: a send to a destination with waiting
 * requests waits behind them, even if there is room for it now.
 */
public final class FlowControl implements Chore {

    /** The most waiting requests of one connection. */
    public static final int MAX_REQUESTS = 1024;

    /** The most waiting bytes of one connection; a single request may exceed it. */
    static final long MAX_BYTES = 8L << 20;

    /** The most waiting bytes of all connections; a single request may exceed it. */
    static final long MAX_TOTAL_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(FlowControl.class);
    private static final long WARN_INTERVAL_MILLIS = 60_000;
    private static final int MAX_WARNED = 1000;

    /** Decides on a request for which there is room now. */
    public interface Decider {
        void decide(ClientConnection connection, Request request, CompletableFuture<Reply> answer);
    }

    private final Demand.Calculator calculator;
    private final Decider decider;
    private final ElapsedTime elapsed;
    private final Map<Address, ArrayDeque<Waiting>> waitQueues = new LinkedHashMap<>();
    private final TreeSet<Waiting> deadlines =
            new TreeSet<>(Comparator.comparingLong(Waiting::deadline).thenComparingLong(Waiting::number));
    private final Map<ClientConnection, Set<Waiting>> byConnection = new HashMap<>();
    private final Map<Address, Long> lastWarned = new LinkedHashMap<>();
    private long bytes;
    private long count;

    /** A request that waits; times are of {@link ElapsedTime}. */
    private record Waiting(
            long number,
            ClientConnection connection,
            Request request,
            CompletableFuture<Reply> answer,
            Set<Address> destinations,
            long bytes,
            long since,
            long deadline) {}

    /** @param elapsed measures how long a request waits */
    public FlowControl(Demand.Calculator calculator, Decider decider, ElapsedTime elapsed) {
        this.calculator = calculator;
        this.decider = decider;
        this.elapsed = elapsed;
    }

    /**
     * Queues a request if a destination has no room for it, or has requests waiting. Returns whether it was queued; if so, it is
     * answered later.
     *
     * @throws RefusedException if there is no room and the request must not wait, or too many requests wait
     */
    public boolean enqueueIfFull(ClientConnection connection, Request request, CompletableFuture<Reply> answer) {
        if (!calculator.hasBounds() && waitQueues.isEmpty()) {
            return false;
        }
        Demand demand = calculator.demand(connection, request);
        if (demand == null) {
            return false;
        }
        Demand.Shortage shortage = demand.shortage();
        boolean isBehind = demand.destinations().stream().anyMatch(waitQueues::containsKey);
        if (shortage == null && !isBehind) {
            return false;
        }
        admit(connection, demand);
        long now = elapsed.millis();
        Waiting waiting = new Waiting(
                ++count,
                connection,
                request,
                answer,
                new LinkedHashSet<>(demand.destinations()),
                demand.bytes(),
                now,
                now + demand.blockTimeout());
        byConnection.computeIfAbsent(connection, any -> new LinkedHashSet<>()).add(waiting);
        deadlines.add(waiting);
        bytes += waiting.bytes;
        for (Address destination : waiting.destinations) {
            waitQueues.computeIfAbsent(destination, any -> new ArrayDeque<>()).add(waiting);
        }
        if (shortage != null) {
            warn(shortage, now);
        }
        return true;
    }

    private void admit(ClientConnection connection, Demand demand) {
        Set<Waiting> own = byConnection.getOrDefault(connection, Set.of());
        long ownBytes = own.stream().mapToLong(Waiting::bytes).sum();
        boolean tooMany = own.size() >= MAX_REQUESTS || (!own.isEmpty() && ownBytes + demand.bytes() > MAX_BYTES);
        if (tooMany || (bytes > 0 && bytes + demand.bytes() > MAX_TOTAL_BYTES)) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    demand.destinations() + " is full, and " + own.size() + " sends of this connection with " + ownBytes
                            + " bytes wait for room already, " + bytes + " bytes of all connections; consume messages,"
                            + " or send again later");
        }
    }

    /** Logs a warning, at most once a minute for each destination. */
    private void warn(Demand.Shortage shortage, long now) {
        Long before = lastWarned.get(shortage.destination());
        if (before == null || now - before >= WARN_INTERVAL_MILLIS) {
            LOG.warn("Sends wait for room: {}", shortage.reason());
            lastWarned.remove(shortage.destination());
            lastWarned.put(shortage.destination(), now);
        }
        if (lastWarned.size() > MAX_WARNED) {
            lastWarned.remove(lastWarned.keySet().iterator().next());
        }
    }

    /**
     * Decides on waiting requests that fit now, and refuses those that have waited too long. Returns whether any left its
     * queue.
     */
    @Override
    public boolean run(long now) {
        long time = elapsed.millis();
        boolean any = false;
        while (!deadlines.isEmpty() && deadlines.first().deadline <= time) {
            Waiting late = deadlines.first();
            any |= tryLeave(late, time);
        }
        for (Address destination : List.copyOf(waitQueues.keySet())) {
            Waiting head = head(destination);
            while (head != null && isFirst(head) && tryLeave(head, time)) {
                any = true;
                head = head(destination);
            }
        }
        return any;
    }

    private @Nullable Waiting head(Address destination) {
        ArrayDeque<Waiting> waitQueue = waitQueues.get(destination);
        return waitQueue == null ? null : waitQueue.peek();
    }

    private boolean isFirst(Waiting waiting) {
        for (Address destination : waiting.destinations) {
            Waiting head = head(destination);
            if (head == null || head.number != waiting.number) {
                return false;
            }
        }
        return true;
    }

    /** Decides on or refuses a request that is first in its queues, or late. Returns false if it continues to wait. */
    private boolean tryLeave(Waiting waiting, long now) {
        RefusedException refusal = null;
        Demand.Shortage shortage = null;
        try {
            Demand demand = calculator.demand(waiting.connection, waiting.request);
            shortage = demand == null ? null : demand.shortage();
        } catch (RefusedException e) {
            refusal = e;
        }
        boolean isLate = waiting.deadline <= now;
        if (refusal == null && !isLate && shortage != null) {
            return false;
        }
        remove(waiting);
        if (refusal != null) {
            waiting.answer.complete(new Reply.Refused(refusal.problem(), refusal.reason()));
        } else if (isLate) {
            String why = shortage == null ? "other requests wait first at " + waiting.destinations : shortage.reason();
            waiting.answer.complete(new Reply.Refused(
                    Problem.RESOURCE_LIMIT,
                    "the send waited " + (now - waiting.since) + " ms for room (blockTimeout): " + why
                            + "; consume messages, or raise the bound"));
        } else {
            decider.decide(waiting.connection, waiting.request, waiting.answer);
        }
        return true;
    }

    private void remove(Waiting waiting) {
        deadlines.remove(waiting);
        bytes -= waiting.bytes;
        for (Address destination : waiting.destinations) {
            ArrayDeque<Waiting> waitQueue = waitQueues.get(destination);
            if (waitQueue != null && waitQueue.remove(waiting) && waitQueue.isEmpty()) {
                waitQueues.remove(destination);
            }
        }
        Set<Waiting> own = byConnection.get(waiting.connection);
        if (own != null && own.remove(waiting) && own.isEmpty()) {
            byConnection.remove(waiting.connection);
        }
    }

    /** How long until the first waiting request has waited too long, in milliseconds. */
    @Override
    public long delay(long now) {
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first().deadline - elapsed.millis();
    }

    /** How many requests wait for room at this destination. */
    public int waiting(Address destination) {
        ArrayDeque<Waiting> waitQueue = waitQueues.get(destination);
        return waitQueue == null ? 0 : waitQueue.size();
    }

    /** Refuses all waiting requests of a connection that has ended. */
    public void forget(ClientConnection connection, String reason) {
        for (Waiting waiting : new ArrayList<>(byConnection.getOrDefault(connection, Set.of()))) {
            remove(waiting);
            waiting.answer.complete(new Reply.Refused(Problem.CLOSED, reason));
        }
    }
}
