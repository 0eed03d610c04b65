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
import org.restante.broker.state.RefusedException;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets sends to a full destination wait until there is room, in order, each destination by itself. Owned by the broker thread.
 *
 * <p>A transaction waits as a whole, at all of its destinations at once. The trap: whoever comes to a destination where somebody
 * waits already waits behind, though there may be room just now.
 */
public final class FlowControl implements Chore {

    /** What may wait of one connection; one request always may. */
    public static final int MAX_REQUESTS = 1024;

    static final long MAX_BYTES = 8L << 20;

    /** What may wait of all connections together. */
    static final long MAX_TOTAL_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(FlowControl.class);
    private static final long SAY_EVERY = 60_000;
    private static final int MAX_ANNOUNCED = 1000;

    /** Takes a request for which there is room now. */
    public interface Taker {
        void take(ClientConnection connection, Request request, CompletableFuture<Reply> answer);
    }

    private final Demand.Terms terms;
    private final Taker taker;
    private final Map<Address, ArrayDeque<Waiting>> lines = new LinkedHashMap<>();
    private final TreeSet<Waiting> deadlines =
            new TreeSet<>(Comparator.comparingLong(Waiting::deadline).thenComparingLong(Waiting::number));
    private final Map<ClientConnection, Set<Waiting>> byConnection = new HashMap<>();
    private final Map<Address, Long> said = new LinkedHashMap<>();
    private long bytes;
    private long count;

    /** A request that waits. */
    private record Waiting(
            long number,
            ClientConnection connection,
            Request request,
            CompletableFuture<Reply> answer,
            Set<Address> destinations,
            long bytes,
            long since,
            long deadline) {}

    public FlowControl(Demand.Terms terms, Taker taker) {
        this.terms = terms;
        this.taker = taker;
    }

    /**
     * Whether a request waits here now; if so, it is answered later.
     *
     * @throws RefusedException if there is no room, and it is not to wait
     */
    public boolean holds(ClientConnection connection, Request request, CompletableFuture<Reply> answer, long now) {
        if (!terms.mayBind() && lines.isEmpty()) {
            return false;
        }
        Demand demand = terms.demand(connection, request);
        if (demand == null) {
            return false;
        }
        Demand.Shortage shortage = demand.shortage();
        boolean isBehind = demand.destinations().stream().anyMatch(lines::containsKey);
        if (shortage == null && !isBehind) {
            return false;
        }
        admit(connection, demand);
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
            lines.computeIfAbsent(destination, any -> new ArrayDeque<>()).add(waiting);
        }
        if (shortage != null) {
            say(shortage, now);
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

    /** Once an episode, and not again within a minute. */
    private void say(Demand.Shortage shortage, long now) {
        Long before = said.get(shortage.destination());
        if (before == null || now - before >= SAY_EVERY) {
            LOG.warn("Sends wait for room: {}", shortage.reason());
            said.remove(shortage.destination());
            said.put(shortage.destination(), now);
        }
        if (said.size() > MAX_ANNOUNCED) {
            said.remove(said.keySet().iterator().next());
        }
    }

    /** Lets go what there is room for now, and refuses what has waited too long. Says whether anything went. */
    @Override
    public boolean run(long now) {
        boolean any = false;
        while (!deadlines.isEmpty() && deadlines.first().deadline <= now) {
            Waiting late = deadlines.first();
            any |= leave(late, now);
        }
        for (Address destination : List.copyOf(lines.keySet())) {
            Waiting head = head(destination);
            while (head != null && isFirst(head) && leave(head, now)) {
                any = true;
                head = head(destination);
            }
        }
        return any;
    }

    private @Nullable Waiting head(Address destination) {
        ArrayDeque<Waiting> line = lines.get(destination);
        return line == null ? null : line.peek();
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

    /** Takes or refuses one of the first, or one that is late; false if it goes on waiting. */
    private boolean leave(Waiting waiting, long now) {
        RefusedException refusal = null;
        Demand.Shortage shortage = null;
        try {
            Demand demand = terms.demand(waiting.connection, waiting.request);
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
            String why = shortage == null ? "others wait at " + waiting.destinations : shortage.reason();
            waiting.answer.complete(new Reply.Refused(
                    Problem.RESOURCE_LIMIT,
                    "the send waited " + (now - waiting.since) + " ms for room (blockTimeout): " + why
                            + "; consume messages, or raise the bound"));
        } else {
            taker.take(waiting.connection, waiting.request, waiting.answer);
        }
        return true;
    }

    private void remove(Waiting waiting) {
        deadlines.remove(waiting);
        bytes -= waiting.bytes;
        for (Address destination : waiting.destinations) {
            ArrayDeque<Waiting> line = lines.get(destination);
            if (line != null && line.remove(waiting) && line.isEmpty()) {
                lines.remove(destination);
            }
        }
        Set<Waiting> own = byConnection.get(waiting.connection);
        if (own != null && own.remove(waiting) && own.isEmpty()) {
            byConnection.remove(waiting.connection);
        }
    }

    /** When {@link #run} is due though nothing has come in, in milliseconds since the epoch. */
    @Override
    public long next() {
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first().deadline;
    }

    /** How many requests wait for room at this destination. */
    public int waiting(Address destination) {
        ArrayDeque<Waiting> line = lines.get(destination);
        return line == null ? 0 : line.size();
    }

    /** The connection is gone, and what of it waited is dropped. */
    public void forget(ClientConnection connection, String reason) {
        for (Waiting waiting : new ArrayList<>(byConnection.getOrDefault(connection, Set.of()))) {
            remove(waiting);
            waiting.answer.complete(new Reply.Refused(Problem.CLOSED, reason));
        }
    }
}
