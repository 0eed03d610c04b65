package org.restante.broker.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.restante.broker.backlog.Packer;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Duplicates;
import org.restante.broker.state.Eviction;
import org.restante.broker.state.LastValues;
import org.restante.broker.state.OwnerSet;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.Sender;
import org.restante.broker.state.State;
import org.restante.broker.state.Timetable;
import org.restante.broker.state.Topic;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.Problem;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.NamePattern;

/**
 * Routes a message: finds the queue or subscriptions that it goes to, and stores it once for all of them. Owned by the broker
 * thread.
 *
 * <p>{@link #check} makes all checks that may refuse a send, before the first change.
 */
public final class Router {

    /**
     * The bounds that are checked for each send.
     *
     * @param maxMessage the largest message, in bytes of its encoding
     * @param maxWaiting how many messages may be waiting, counted once for each queue or subscription
     * @param waitingBytes how many bytes of the heap waiting messages may take besides their bodies
     * @param definitionBytes how many bytes of the heap queues, topics and subscriptions may take
     */
    public record Limits(int maxMessage, long maxWaiting, long waitingBytes, long definitionBytes) {}

    /** How many sequences are reserved at once; a start leaves out twice as many. */
    private static final long SEQUENCES = 1 << 23;

    /** The most bytes of an entry for each message, besides its envelope. */
    private static final int OVERHEAD = 256;

    /** The most bytes of an entry for each message that it acknowledges, each of another queue. */
    private static final long BYTES_PER_ACKNOWLEDGED = 32;

    /** The most bytes of an entry for each queue or subscription in which a last value is replaced, and in which a ring drops. */
    private static final long BYTES_PER_REPLACEMENT = 80;

    private static final long BYTES_PER_EVICTION = 48;

    /** The most bytes of an entry for each message that is dropped. */
    private static final long BYTES_PER_DROPPED = 12;

    private final State state;
    private final Reservations reservations = new Reservations();
    private final Ledger ledger;
    private final Dispatcher dispatcher;
    private final EnvelopeCache envelopes;
    private final Limits limits;
    private final OwnerSearches searches;
    private long reserved;

    public Router(
            State state,
            Ledger ledger,
            EnvelopeCache envelopes,
            Dispatcher dispatcher,
            OwnerSearches searches,
            Limits limits) {
        this.envelopes = envelopes;
        this.reserved = state.nextSequence() + SEQUENCES;
        this.searches = searches;
        this.state = state;
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.limits = limits;
    }

    /**
     * Checks that these messages may be sent together, in one entry with acknowledgements.
     *
     * @param acknowledged how many messages the entry acknowledges
     * @throws RefusedException if one of them may not, or all together do not fit
     */
    public void check(List<Envelope> messages, int acknowledged) {
        check(messages, acknowledged, 0);
    }

    /**
     * Checks that these messages may be sent together, in one entry with acknowledgements and others.
     *
     * @param others the bytes of the other parts of the entry
     * @throws RefusedException if one of them may not, or all together do not fit
     */
    public void check(List<Envelope> messages, int acknowledged, long others) {
        for (Envelope message : messages) {
            checkSize(message);
            Address to = message.header().destination();
            state.destinations().checkName(to);
            if (message.hasProperties()) {
                LastValues.check(state.destinations().policy(to).lastValueKey(), message);
            }
            if (to.kind() == Address.Kind.TOPIC && NamePattern.isOpen(to.name())) {
                throw new RefusedException(
                        Problem.INVALID_DESTINATION,
                        to + " is a pattern, and a message is sent to one topic: send it to a topic that matches;"
                                + " only consumers may use * and >");
            }
            checkSchedule(message);
            if (isForNobody(message)) {
                throw new RefusedException(
                        Problem.INVALID_DESTINATION,
                        "the temporary destination " + message.header().destination() + " is gone with its connection");
            }
        }
        if (!messages.isEmpty()) {
            checkWaiting(messages.size());
            checkDefinitions(heapOfNew(messages));
        }
        checkRoom(messages, acknowledged, others);
    }

    /**
     * Checks the size of a message.
     *
     * @throws RefusedException if the message is larger than this broker takes
     */
    public void checkSize(Envelope message) {
        if (message.size() > limits.maxMessage()) {
            throw new RefusedException(
                    Problem.MESSAGE_TOO_LARGE,
                    message + " is above the limit of " + limits.maxMessage()
                            + " bytes; send it in parts, or raise maxMessage");
        }
    }

    /** The heap of the queues that these messages create, each counted once. A send creates no topic. */
    private long heapOfNew(List<Envelope> messages) {
        Set<Address> created = Set.of();
        long bytes = 0;
        for (Envelope message : messages) {
            Address to = message.header().destination();
            long heap = to.kind().isTopic() ? 0 : state.destinations().heapOfNew(to);
            if (heap > 0) { // seldom: no set is made for each send
                created = created.isEmpty() ? new HashSet<>() : created;
                bytes += created.add(to) ? heap : 0;
            }
        }
        return bytes;
    }

    /**
     * Checks that there is room for the queues, topics and subscriptions that a request creates.
     *
     * @param bytes the heap that they take; 0 if all are there
     * @throws RefusedException if they would take more of the heap than they may
     */
    public void checkDefinitions(long bytes) {
        long there = state.destinations().heap();
        if (bytes > 0 && there + bytes > limits.definitionBytes()) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    "the queues, topics and subscriptions take " + there + " bytes of this heap, which has room for "
                            + limits.definitionBytes()
                            + "; delete some that are not used, or give the JVM more memory");
        }
    }

    /**
     * Checks the bounds on waiting messages.
     *
     * @throws RefusedException if there is no room for this many more
     */
    public void checkWaiting(int more) {
        long heap = state.heap() + (long) more * Packer.LOOSE;
        if (heap > limits.waitingBytes()) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    state.waiting() + " messages wait already and take " + state.heap()
                            + " bytes of this heap, which has room for " + limits.waitingBytes()
                            + "; consume some, or give the JVM more memory");
        }
        if (state.waiting() + more > limits.maxWaiting()) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    state.waiting() + " messages wait already, and this heap has room for " + limits.maxWaiting()
                            + "; consume some, or give the JVM more memory");
        }
    }

    /**
     * Checks that a scheduled message has a due time.
     *
     * @throws RefusedException if its cron expression never matches
     */
    public static void checkComesDue(Envelope message) {
        Timetable timetable = Timetable.of(message);
        if (timetable != null && timetable.first(1, message.header().deliveryTime()) == 0) {
            throw new RefusedException(
                    Problem.INVALID_MESSAGE, "the cron expression of " + message + " never comes; it was not sent");
        }
    }

    private static void checkSchedule(Envelope message) {
        checkComesDue(message);
        if (message.header().destination().equals(AdminRequest.SCHEDULES)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    AdminRequest.SCHEDULES
                            + " belongs to the broker; set the properties of a schedule on a message to another queue instead");
        }
    }

    /** Whether the destination of a message is a temporary one that has been deleted. */
    public boolean isForNobody(Envelope message) {
        Address to = message.header().destination();
        return to.kind().isTemporary()
                && state.destinations().queue(to) == null
                && state.destinations().topic(to) == null;
    }

    /**
     * Checks that the log takes these messages in one entry. Acknowledgements alone need no room, as they free it.
     *
     * @param acknowledged how many messages the entry acknowledges
     * @throws RefusedException if the entry is too large, or the log has no room
     */
    public void checkRoom(List<Envelope> messages, int acknowledged) {
        checkRoom(messages, acknowledged, 0);
    }

    private void checkRoom(List<Envelope> messages, int acknowledged, long others) {
        long bytes = others + BYTES_PER_ACKNOWLEDGED * acknowledged;
        for (Envelope message : messages) {
            Address to = message.header().destination();
            int owners = to.kind().isTopic() ? state.destinations().countSubscribers(to) : 1;
            String id = Duplicates.idOf(message);
            bytes += size(message, owners) + (id == null ? 0 : id.length() * 3L);
            bytes += sizeOfDropped(message);
        }
        String refusal = messages.isEmpty() ? ledger.refusalOfLength(bytes) : ledger.refusal(bytes);
        if (refusal != null) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    (acknowledged == 0 ? "the message was not kept: " : "the transaction was not kept: ")
                            + refusal
                            + (messages.isEmpty()
                                    ? "; commit more often"
                                    : "; consume messages or make room, then send it again"));
        }
    }

    /** The most bytes that an entry needs for the messages which are dropped for this one, by rings and as earlier last values. */
    long sizeOfDropped(Envelope message) {
        if (state.policies().size() == 0) {
            return 0;
        }
        Address to = message.header().destination();
        DeliveryQueue queue = state.destinations().queue(to);
        long bytes = queue == null ? 0 : sizeOfDropped(queue, message);
        for (Topic topic : queue == null ? state.destinations().topicsOf(to) : List.<Topic>of()) {
            if (topic.policy().drops()) {
                for (DeliveryQueue owner : topic.subscriptions()) {
                    bytes += sizeOfDropped(owner, message);
                }
            }
        }
        return bytes;
    }

    private static long sizeOfDropped(DeliveryQueue owner, Envelope message) {
        int dropped = owner.replacedBy(message).size();
        long bytes = owner.policy().lastValueKey() == null ? 0 : BYTES_PER_REPLACEMENT;
        if (owner.policy().isRing()) {
            bytes += BYTES_PER_EVICTION;
            dropped += 1
                    + owner.overflow(1, message.size(), Eviction.maxDropped(message))
                            .size();
        }
        return bytes + BYTES_PER_DROPPED * dropped;
    }

    /** The most bytes that a message takes in an entry that it may share with others. */
    public static long size(Envelope message, int owners) {
        int name = message.header().destination().name().length() * 3; // its destination may be created by the entry
        return message.size() + name + OVERHEAD + (long) OwnerSearches.OWNER_OVERHEAD * owners;
    }

    /** Sends a message of a client, without the properties that only the broker sets. */
    public void sendOfClient(Decision decision, Sender sender, Envelope message) {
        send(decision, sender, message, Reserved.takeOff(message));
    }

    /** Stores a message that a client sends in a branch, without the properties that only the broker sets. */
    public void storeOfClient(Decision decision, Envelope message, List<DeliveryQueue> branch) {
        store(decision, Reserved.takeOff(message), branch);
    }

    public void send(Decision decision, Sender sender, Envelope message) {
        send(decision, sender, message, message);
    }

    private void send(Decision decision, Sender sender, Envelope asked, Envelope message) {
        if (isDuplicate(decision, message)) {
            return;
        }
        Timetable timetable = Timetable.of(message);
        if (timetable != null) {
            schedule(decision, message, timetable, 0);
            return;
        }
        if (!message.header().destination().kind().isTopic()) {
            queue(decision, message.header().destination());
        }
        List<OwnerSet> sets = state.sharing().sets(message);
        List<DeliveryQueue> owners = owners(sender, asked, message, sets);
        owners.forEach(owner -> Eviction.beforeStored(decision, owner, message));
        store(decision, message, owners, sets);
    }

    /**
     * Stores a scheduled message in the queue of schedules until its next copy is due.
     *
     * @param copies how many copies have been sent already
     */
    public void schedule(Decision decision, Envelope message, Timetable timetable, int copies) {
        long first = timetable.first(decision.time(), message.header().deliveryTime());
        DeliveryQueue schedules = queue(decision, AdminRequest.SCHEDULES);
        Tag tag = new Tag(schedules.id(), message.header().priority(), state.nextSequence());
        store(decision, message, List.of(schedules));
        decision.make(Change.Returned.until(first, tag, copies));
    }

    /** Whether the message is a duplicate, without remembering it. */
    boolean isKnownDuplicate(Envelope message) {
        String id = Duplicates.idOf(message);
        Address to = message.header().destination();
        DeliveryQueue queue = state.destinations().queue(to);
        Topic topic = state.destinations().topic(to);
        int destination = queue != null ? queue.id() : topic != null ? topic.id() : 0;
        return id != null
                && state.destinations().duplicateWindow(destination) > 0
                && state.duplicates().has(destination, id);
    }

    /**
     * Whether the message is a duplicate; if not, its identifier is remembered. A duplicate asks for a sync, so that it is not
     * confirmed before the first one is safe.
     */
    private boolean isDuplicate(Decision decision, Envelope message) {
        String id = Duplicates.idOf(message);
        int destination =
                id == null ? 0 : destination(decision, message.header().destination());
        if (id == null || state.destinations().duplicateWindow(destination) == 0) {
            return false;
        }
        if (state.duplicates().has(destination, id)) {
            decision.sync();
            return true;
        }
        var remembered = new Change.Remembered(destination, state.nextSequence(), id);
        decision.make(remembered);
        state.duplicates().writtenAfter(remembered, ledger.lastPosition());
        return false;
    }

    /** The number of a queue, which is created if it is absent, or of a topic; 0 for a topic without subscriptions. */
    private int destination(Decision decision, Address address) {
        if (!address.kind().isTopic()) {
            return queue(decision, address).id();
        }
        Topic topic = state.destinations().topic(address);
        return topic == null ? 0 : topic.id();
    }

    /** Reserves the space that a send of a prepared branch will take when it is committed. */
    public void reserve(BranchId branch, Sender sender, Envelope message) {
        if (!isKnownDuplicate(message) && Timetable.of(message) == null) {
            reservations.reserve(branch, message, owners(sender, message));
        }
    }

    public Reservations reservations() {
        return reservations;
    }

    /** Stores a message once for all these owners. */
    public void store(Decision decision, Envelope message, List<DeliveryQueue> owners) {
        store(decision, message, owners, List.of());
    }

    private void store(Decision decision, Envelope message, List<DeliveryQueue> owners, List<OwnerSet> sets) {
        if (owners.isEmpty() && sets.isEmpty()) {
            return;
        }
        int[] ids = new int[owners.size()];
        boolean isRecovered = !sets.isEmpty();
        for (int i = 0; i < ids.length; i++) {
            DeliveryQueue owner = owners.get(i);
            ids[i] = owner.id();
            isRecovered |= owner.isDurable() && (message.header().persistent() || owner.branch() != null);
        }
        StoredMessage stored = new StoredMessage(state.nextSequence(), decision.time(), message);
        stored.setEnvelope(message);
        Change.Stored change = new Change.Stored(stored, message, ids, new int[ids.length], sets, false);
        if (isRecovered) {
            decision.make(change);
            decision.sync();
            return;
        }
        reserveSequences(decision);
        stored.setVolatile();
        if (envelopes.hold(stored)) {
            decision.makeInMemory(change);
        } else {
            decision.make(change);
        }
    }

    /**
     * The log knows no sequences of messages in memory. So that the next start does not give one of them to another message, it gets a
     * bound of them from time to time.
     */
    private void reserveSequences(Decision decision) {
        if (state.nextSequence() > reserved) {
            reserved = state.nextSequence() + SEQUENCES;
            decision.record(new Change.SequencesFrom(reserved));
            decision.sync();
        }
    }

    /** The queue or subscriptions that a message goes to; none if the destination does not exist. */
    List<DeliveryQueue> owners(Sender sender, Envelope message) {
        return owners(sender, message, message, List.of());
    }

    /**
     * The queue or subscriptions that a message goes to, without those of these sets.
     *
     * @param asked the message as it was when the search for its subscriptions began
     */
    private List<DeliveryQueue> owners(Sender sender, Envelope asked, Envelope message, List<OwnerSet> sets) {
        Address to = message.header().destination();
        if (!to.kind().isTopic()) {
            DeliveryQueue queue = state.destinations().queue(to);
            return queue == null ? List.of() : List.of(queue);
        }
        return searches.owners(sender, asked, message, sets);
    }

    /** The queue of this name, which is created if it is absent. */
    public DeliveryQueue queue(Decision decision, Address address) {
        DeliveryQueue queue = state.destinations().queue(address);
        if (queue == null) {
            decision.make(new Change.QueueMade(state.nextId(), address));
            queue = state.destinations().queue(address);
        }
        if (queue == null) {
            throw new IllegalStateException("the queue " + address + " is not there after it was made");
        }
        return queue;
    }

    /** The log has written the entry of a message: it may be dispatched. */
    public void kept(Change.Stored stored) {
        for (int id : stored.owners()) {
            DeliveryQueue owner = state.destinations().owner(id);
            if (owner != null) {
                dispatcher.lookAgain(owner);
            }
        }
        for (OwnerSet set : stored.sets()) {
            Topic topic = state.destinations().topic(set.topic());
            if (topic != null) {
                topic.shared().watched().forEach(dispatcher::lookAgain);
            }
        }
    }
}
