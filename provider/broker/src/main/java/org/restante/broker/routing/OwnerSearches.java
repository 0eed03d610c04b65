package org.restante.broker.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.Slice;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.MessageSelection;
import org.restante.broker.state.OwnerSet;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.Sender;
import org.restante.broker.state.State;
import org.restante.broker.state.Topic;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.Header;

/**
 * The searches for the subscriptions of messages, before these are sent. A search with many selectors is done in slices; meanwhile
 * the requests of its own connection wait behind it, in order, and the requests of others go on. Owned by the broker thread.
 */
public final class OwnerSearches implements Chore {

    /** The most requests of a connection that wait for a search. */
    static final int MAX_REQUESTS = 4096;

    /** The most bytes of messages of a connection that wait for a search; a single request may exceed it. */
    static final long MAX_BYTES = 32L << 20;

    /** The most bytes of an entry for each owner of a message. */
    static final int OWNER_OVERHEAD = 10;

    private final State state;
    private final Ledger ledger;
    private final Slice slice;
    private final Map<Object, Turn> turns = new LinkedHashMap<>();
    private final IdentityHashMap<Header, List<DeliveryQueue>> found = new IdentityHashMap<>();

    public OwnerSearches(State state, Ledger ledger, Slice slice) {
        this.state = state;
        this.ledger = ledger;
        this.slice = slice;
    }

    /**
     * A task that needs the subscriptions of the messages it sends.
     *
     * @param ofClient whether the messages are sent without the properties that only the broker sets
     * @param outcome completes when the subscriptions are not needed any more; completed with a refusal if the task never runs
     * @param then runs when they are known
     */
    public record Task(
            Sender sender, List<Envelope> messages, boolean ofClient, CompletableFuture<Reply> outcome, Runnable then) {

        private long bytes() {
            return messages.stream().mapToLong(Envelope::size).sum();
        }
    }

    /** The tasks of one connection, of which the first one is under way. */
    private static final class Turn {
        private final ArrayDeque<Task> tasks = new ArrayDeque<>();
        private @Nullable OwnerSearch search;
        private long bytes;

        void add(Task task) {
            tasks.add(task);
            bytes += task.bytes();
        }
    }

    /**
     * Runs a task: at once, or later if its search takes long or others of its turn wait.
     *
     * @throws RefusedException if too many wait, or too many subscriptions are owed the messages
     */
    public void run(Object turn, Task task) {
        Turn before = turns.get(turn);
        if (before != null) {
            admit(before, task);
            before.add(task);
            return;
        }
        OwnerSearch search = begin(task);
        if (search != null && !search.run(slice)) {
            Turn made = new Turn();
            made.add(task);
            made.search = search;
            turns.put(turn, made);
            return;
        }
        finish(task, search);
    }

    private static void admit(Turn turn, Task task) {
        if (turn.tasks.size() >= MAX_REQUESTS || turn.bytes + task.bytes() > MAX_BYTES) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    turn.tasks.size() + " requests of this connection with " + turn.bytes
                            + " bytes wait until many selectors have been applied to a message; send again later");
        }
    }

    /** Null if no selector has to be applied. */
    private @Nullable OwnerSearch begin(Task task) {
        Map<Address, List<DeliveryQueue>> subscribers = Map.of();
        long owners = 0;
        for (Envelope message : task.messages()) {
            Address to = message.header().destination();
            if (!to.kind().isTopic()) {
                continue;
            }
            if (!subscribers.containsKey(to)) {
                List<DeliveryQueue> all = state.destinations().selective(to);
                subscribers = subscribers.isEmpty() ? new HashMap<>() : subscribers;
                subscribers.put(to, hasSelective(all) ? List.copyOf(all) : List.of());
            }
            owners += subscribers.getOrDefault(to, List.of()).size();
        }
        String refusal = owners == 0 ? null : ledger.refusalOfLength(owners * OWNER_OVERHEAD);
        if (refusal != null) {
            throw new RefusedException(Problem.RESOURCE_LIMIT, "the messages were not kept: " + refusal);
        }
        return owners == 0 ? null : new OwnerSearch(task.sender(), task.messages(), task.ofClient(), subscribers);
    }

    private static boolean hasSelective(List<DeliveryQueue> subscriptions) {
        for (DeliveryQueue subscription : subscriptions) {
            if (subscription.isSelective()) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // outcomes never complete exceptionally
    private void finish(Task task, @Nullable OwnerSearch search) {
        if (search != null) {
            found.putAll(search.owners());
            task.outcome().thenAccept(reply -> search.owners().keySet().forEach(found::remove));
        }
        task.then().run();
    }

    /** The searches go on, each in its turn. Returns whether a task has run. */
    @Override
    public boolean run(long now) {
        boolean any = false;
        while (!turns.isEmpty() && !slice.isHalfSpent()) {
            Map.Entry<Object, Turn> next = turns.entrySet().iterator().next();
            Object key = next.getKey();
            Turn turn = next.getValue();
            any |= goOn(turn);
            if (turns.remove(key, turn) && !turn.tasks.isEmpty()) {
                turns.put(key, turn);
            }
        }
        return any;
    }

    /** Returns whether a task has run or was refused. */
    private boolean goOn(Turn turn) {
        Task task = turn.tasks.element();
        slice.spend(Slice.LOOK);
        try {
            OwnerSearch search = turn.search == null ? begin(task) : turn.search;
            turn.search = search;
            if (search != null && !search.run(slice)) {
                return false;
            }
            turn.search = null;
            turn.tasks.remove();
            turn.bytes -= task.bytes();
            finish(task, search);
        } catch (RefusedException e) {
            turn.tasks.remove(task);
            turn.bytes -= task.bytes();
            task.outcome().complete(new Reply.Refused(e.problem(), e.reason()));
        }
        return true;
    }

    @Override
    public long delay(long now) {
        return turns.isEmpty() ? Long.MAX_VALUE : 0;
    }

    /** Runs something behind the waiting tasks of a turn. Returns false, and runs nothing, if none waits. */
    public boolean runBehind(Object turn, Sender sender, Runnable last) {
        Turn before = turns.get(turn);
        if (before != null) {
            before.add(new Task(sender, List.of(), true, new CompletableFuture<>(), last));
        }
        return before != null;
    }

    /** Refuses all waiting tasks of a turn. */
    public void forget(Object turn, String reason) {
        Turn ended = turns.remove(turn);
        if (ended != null) {
            List<Task> tasks = new ArrayList<>(ended.tasks);
            ended.tasks.clear();
            tasks.forEach(task -> task.outcome().complete(new Reply.Refused(Problem.CLOSED, reason)));
        }
    }

    /**
     * The subscriptions to which a message to a topic goes, without those of these sets: those that were found before, or those of now.
     * Subscriptions that take every message are not searched for, because they may join a set or leave it meanwhile.
     *
     * @param asked the message as it was when the search began
     */
    List<DeliveryQueue> owners(Sender sender, Envelope asked, Envelope message, List<OwnerSet> sets) {
        Address to = message.header().destination();
        List<DeliveryQueue> owners = new ArrayList<>();
        for (Topic topic : state.destinations().topicsOf(to)) {
            boolean hasShareable = topic.subscriptions().size() > topic.others().size();
            if (hasShareable && sets.stream().noneMatch(set -> set.topic() == topic.id())) {
                topic.subscriptions().stream()
                        .filter(DeliveryQueue::isShareable)
                        .forEach(owners::add);
            }
        }
        List<DeliveryQueue> searched = found.get(asked.header());
        if (searched != null) {
            searched.stream().filter(this::isThere).forEach(owners::add);
            return owners;
        }
        MessageSelection fields = new MessageSelection(message);
        for (DeliveryQueue subscription : state.destinations().selective(to)) {
            if (OwnerSearch.isOwner(subscription, sender, fields)) {
                owners.add(subscription);
            }
        }
        return owners;
    }

    private boolean isThere(DeliveryQueue subscription) {
        return state.destinations().owner(subscription.id()) == subscription;
    }
}
