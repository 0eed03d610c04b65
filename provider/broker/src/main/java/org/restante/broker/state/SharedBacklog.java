package org.restante.broker.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;

/**
 * The messages of a topic that its plain durable subscriptions, the members, have in common: one entry for each message, whatever the
 * number of members. A member takes its part, as references of its own, when its backlog is accessed. Owned by the broker thread.
 *
 * <p>The trap: a message in an entry counts one reference for each member that has not taken it. Whoever changes {@link Entry#left}
 * changes the references of the message by as much.
 */
public final class SharedBacklog {

    /** The sum of messages that a member has not taken. */
    record Untaken(int messages, long bytes, int expiring, long oldest) {
        static final Untaken NONE = new Untaken(0, 0, 0, 0);
    }

    /** A message, with the members that have it: those with numbers below a bound, except some. */
    public static final class Entry {
        private final StoredMessage message;
        private final int below;
        private final int[] except;
        private int left;

        Entry(StoredMessage message, int below, int[] except) {
            this.message = message;
            this.below = below;
            this.except = except;
        }

        public StoredMessage message() {
            return message;
        }

        public int below() {
            return below;
        }

        /** The numbers of the members that do not have it, ascending. */
        public int[] except() {
            return except;
        }

        /** How many members have it that have not taken it. */
        int left() {
            return left;
        }

        boolean isOf(DeliveryQueue member) {
            return member.id() < below && (except.length == 0 || Arrays.binarySearch(except, member.id()) < 0);
        }
    }

    /** Is called for a message that a member had already, as a reference of its own, when it took its part. */
    interface Twice {
        void counted(StoredMessage message);
    }

    private final Twice twice;
    private final List<DeliveryQueue> members = new ArrayList<>();
    private final Set<DeliveryQueue> watched = new LinkedHashSet<>();

    /** By sequence. The bounds of later entries are not lower. */
    private final List<Entry> entries = new ArrayList<>();

    private long highest;
    private long taken;
    private int irregular;
    private int version;
    private int summedVersion = -1;
    private int summedFrom;
    private Untaken summed = Untaken.NONE;

    SharedBacklog(Twice twice) {
        this.twice = twice;
    }

    /** A new member has none of the messages so far, whatever their bounds: a replay may bring back one that is removed again. */
    void join(DeliveryQueue member) {
        member.setTaken(highest);
        int at = indexOf(member.id());
        members.add(at < 0 ? -at - 1 : at, member);
    }

    /** A member has gone, after it has taken and dropped its part. */
    void leave(DeliveryQueue member) {
        int at = indexOf(member.id());
        if (at >= 0) {
            members.remove(at);
        }
        watched.remove(member);
    }

    private int indexOf(int id) {
        return DeliveryQueue.search(members, id);
    }

    /** Whether a subscription shares the messages. */
    boolean isMember(int id) {
        return indexOf(id) >= 0;
    }

    /** How many members have numbers below this one. */
    private int membersBelow(int id) {
        int at = indexOf(id);
        return at < 0 ? -at - 1 : at;
    }

    /** How many subscriptions share the messages. */
    public int members() {
        return members.size();
    }

    /** The members that have consumers. */
    public Iterable<DeliveryQueue> watched() {
        return watched;
    }

    void watch(DeliveryQueue member, boolean hasConsumers) {
        if (hasConsumers) {
            watched.add(member);
        } else {
            watched.remove(member);
        }
    }

    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** The highest sequence that was ever added. */
    long highest() {
        return highest;
    }

    /** The entry of a message; null if it has none. */
    public @Nullable Entry find(long sequence) {
        int at = firstAfter(sequence - 1, -1);
        Entry entry = at < entries.size() ? entries.get(at) : null;
        return entry != null && entry.message.sequence() == sequence ? entry : null;
    }

    /** The index of the first entry with a higher sequence and a bound above this number. */
    private int firstAfter(long sequence, int id) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Entry entry = entries.get(middle);
            if (entry.message.sequence() <= sequence || entry.below <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Visits the members of a set that have taken what comes up to this sequence: they have references of their own, or none. */
    public void forEachTaken(long sequence, int below, Consumer<DeliveryQueue> visitor) {
        if (sequence <= taken) {
            for (DeliveryQueue member : members) {
                if (member.id() < below && member.taken() >= sequence) {
                    visitor.accept(member);
                }
            }
        }
    }

    /** Adds a message that has no entry, for all members of the set that have not taken so far. Returns how many have it. */
    int add(StoredMessage message, int below, int[] except) {
        Entry entry = new Entry(message, below, except);
        entry.left = membersBelow(below);
        if (except.length > 0 || message.sequence() <= Math.max(highest, taken)) {
            entry.left = 0;
            for (DeliveryQueue member : members) {
                entry.left += member.taken() < message.sequence() && entry.isOf(member) ? 1 : 0;
            }
        }
        if (entry.left > 0) {
            entries.add(firstAfter(message.sequence() - 1, -1), entry);
            message.addReferences(entry.left);
            irregular += except.length == 0 ? 0 : 1;
            version++;
        }
        highest = Math.max(highest, message.sequence());
        return entry.left;
    }

    /** Fewer members have a message: those that are not among these. Returns how many do not share it any more. */
    int restrict(Entry entry, int[] except) {
        Entry less = new Entry(entry.message, entry.below, except);
        for (DeliveryQueue member : members) {
            less.left += member.taken() < entry.message.sequence() && less.isOf(member) ? 1 : 0;
        }
        irregular += entry.except.length == 0 ? 1 : 0;
        entries.set(entries.indexOf(entry), less);
        version++;
        if (less.left == 0) {
            removeIf(each -> each == less);
        }
        return entry.left - less.left;
    }

    /** From now on another object stands for the message of an entry. */
    void become(Entry entry, StoredMessage other) {
        Entry same = new Entry(other, entry.below, entry.except);
        same.left = entry.left;
        entry.message.addReferences(-entry.left);
        other.addReferences(entry.left);
        entries.set(entries.indexOf(entry), same);
    }

    /** Gives a member references of its own for all messages that it has not taken yet. */
    void takeAll(DeliveryQueue member) {
        int at = firstAfter(member.taken(), member.id());
        boolean isLast = false;
        member.setTaken(highest);
        taken = highest;
        for (int i = at; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.isOf(member)) {
                isLast |= --entry.left == 0;
                take(member, entry.message);
            }
        }
        if (isLast) {
            removeIf(entry -> entry.left == 0);
        }
    }

    /** A snapshot has how far a member has taken messages; its entries are added later. */
    void load(DeliveryQueue member, long sequence) {
        member.setTaken(Math.max(member.taken(), sequence));
        taken = Math.max(taken, sequence);
    }

    /** Visits the messages that a member has not taken, as references that are not in its backlog. */
    void forEachUntaken(DeliveryQueue member, Consumer<MessageReference> visitor) {
        for (int i = firstAfter(member.taken(), member.id()); i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.isOf(member)) {
                visitor.accept(new MessageReference(entry.message, member, 0));
            }
        }
    }

    /** Members that have a message both as their own and as a shared one take their parts. */
    void takeDoubled() {
        if (!entries.isEmpty()) {
            for (DeliveryQueue member : List.copyOf(members)) {
                if (hasDoubled(member)) {
                    takeAll(member);
                }
            }
        }
    }

    private boolean hasDoubled(DeliveryQueue member) {
        boolean[] found = new boolean[1];
        if (member.taken() < highest && member.ownBacklog().size() > 0) {
            member.ownBacklog().forEach(packed -> packed.last() <= member.taken(), own -> {
                Entry entry = own.sequence() > member.taken() ? find(own.sequence()) : null;
                found[0] |= entry != null && entry.isOf(member);
            });
        }
        return found[0];
    }

    private void take(DeliveryQueue member, StoredMessage message) {
        if (!member.take(new MessageReference(message, member, 0))) {
            twice.counted(message);
        }
    }

    private void removeIf(Predicate<Entry> isGone) {
        version++;
        entries.removeIf(entry -> {
            boolean isIrregular = entry.except.length > 0;
            boolean isRemoved = isGone.test(entry);
            irregular -= isRemoved && isIrregular ? 1 : 0;
            return isRemoved;
        });
    }

    /** Removes entries whose messages were settled before; the visitor gets each, with the number of members that had it. */
    void drop(Predicate<StoredMessage> isGone, java.util.function.ObjIntConsumer<StoredMessage> visitor) {
        List<Entry> dropped =
                entries.stream().filter(entry -> isGone.test(entry.message)).toList();
        if (!dropped.isEmpty()) {
            removeIf(entry -> isGone.test(entry.message));
            dropped.forEach(entry -> visitor.accept(entry.message, entry.left));
        }
    }

    /** Lets all members take all messages if this one is among them. */
    public void takeAllIf(Predicate<StoredMessage> isMet) {
        if (entries.stream().anyMatch(entry -> isMet.test(entry.message))) {
            members.forEach(this::takeAll);
        }
    }

    /** Whether a message that a member has not taken is expired. */
    boolean hasExpired(DeliveryQueue member, long now) {
        if (untaken(member).expiring == 0) {
            return false;
        }
        for (int i = firstAfter(member.taken(), member.id()); i < entries.size(); i++) {
            if (entries.get(i).message.isExpired(now)) {
                return true;
            }
        }
        return false;
    }

    /** The sum of the messages that a member has not taken; most members have one sum in common, which is made once. */
    Untaken untaken(DeliveryQueue member) {
        if (member.taken() >= highest) {
            return Untaken.NONE;
        }
        int from = firstAfter(member.taken(), member.id());
        if (from == entries.size()) {
            return Untaken.NONE;
        }
        if (irregular > 0) {
            return sum(from, member);
        }
        if (summedVersion != version || summedFrom != from) {
            summed = sum(from, member);
            summedVersion = version;
            summedFrom = from;
        }
        return summed;
    }

    private Untaken sum(int from, DeliveryQueue member) {
        int messages = 0;
        long bytes = 0;
        int expiring = 0;
        long oldest = 0;
        for (int i = from; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.isOf(member)) {
                messages++;
                bytes += entry.message.size();
                expiring += entry.message.expiration() == 0 ? 0 : 1;
                oldest = messages == 1 ? entry.message.queuedAt() : oldest;
            }
        }
        return new Untaken(messages, bytes, expiring, oldest);
    }

    /** How many messages from this sequence on a member has not taken. */
    int untakenFrom(DeliveryQueue member, long sequence) {
        int count = 0;
        for (int i = firstAfter(Math.max(member.taken(), sequence - 1), member.id()); i < entries.size(); i++) {
            count += entries.get(i).isOf(member) ? 1 : 0;
        }
        return count;
    }
}
