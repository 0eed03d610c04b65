package org.restante.broker.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * Applies changes to the messages that subscriptions of a topic share, when they are decided and when the log is replayed. Owned by the
 * broker thread.
 *
 * <p>The trap: a replay may repeat a message that some members have taken and settled already. It comes back for them, and the log
 * settles it again behind it.
 */
public final class Sharing {

    /** With fewer members, each gets a message as its own. */
    private static final int MIN_MEMBERS = 64;

    private static final int[] NOBODY = {};

    private final State state;
    private final int minMembers;

    /** @param isTest whether a topic has few subscriptions, which share messages all the same */
    Sharing(State state, boolean isTest) {
        minMembers = isTest ? 1 : MIN_MEMBERS;
        this.state = state;
    }

    /** One object stands for a message: the one that is there already, if the change is applied again. */
    StoredMessage known(Change.Stored stored) {
        StoredMessage[] found = {stored.message()};
        for (OwnerSet set : stored.sets()) {
            forEach(set, stored.message(), there -> found[0] = there);
        }
        return found[0];
    }

    /** Visits the objects that stand for a message in a set of owners, each at least once; the shared one comes last. */
    private void forEach(OwnerSet set, StoredMessage message, Consumer<StoredMessage> visitor) {
        Topic topic = state.destinations().topic(set.topic());
        if (topic == null) {
            return;
        }
        topic.shared().forEachTaken(message.sequence(), set.below(), member -> {
            MessageReference own = member.ownBacklog().find(message.priority(), message.sequence());
            if (own != null && Arrays.binarySearch(set.except(), member.id()) < 0) {
                visitor.accept(own.message());
            }
        });
        SharedBacklog.Entry entry = topic.shared().find(message.sequence());
        if (entry != null) {
            visitor.accept(entry.message());
        }
    }

    void store(Change.Stored stored, StoredMessage message) {
        for (OwnerSet set : stored.sets()) {
            state.idsFrom(set.below());
            Topic topic = state.destinations().topic(set.topic());
            if (topic == null) {
                continue;
            }
            SharedBacklog.Entry entry = topic.shared().find(message.sequence());
            int[] except = with(set.except(), members(topic, stored));
            if (entry == null) {
                store(topic.shared(), set.below(), except, message);
            } else if (except.length > 0) {
                int fewer = topic.shared().restrict(entry, with(except, entry.except()));
                if (fewer > 0) {
                    state.dropShared(message, fewer);
                }
            }
            dropSettled(set, message);
        }
    }

    /** What an owner did not have when the message was copied, it has settled; that may have been in a part of the log that is gone. */
    private void dropSettled(OwnerSet set, StoredMessage message) {
        for (int id : set.except()) {
            DeliveryQueue owner = state.destinations().owner(id);
            MessageReference own =
                    owner == null ? null : owner.ownBacklog().find(message.priority(), message.sequence());
            if (own != null) {
                state.drop(own);
            }
        }
    }

    /** Members that have taken later messages get references of their own; the others share the message. */
    private void store(SharedBacklog shared, int below, int[] except, StoredMessage message) {
        shared.forEachTaken(message.sequence(), below, member -> {
            if (Arrays.binarySearch(except, member.id()) < 0 && !State.isThere(member, message)) {
                state.addAgain(message, member);
            }
        });
        state.countShared(message, shared.add(message, below, except));
    }

    /** The single owners that belong to a set, too; only a copy has some. */
    private static int[] members(Topic topic, Change.Stored stored) {
        return stored.copied()
                ? Arrays.stream(stored.owners())
                        .filter(topic.shared()::isMember)
                        .toArray()
                : NOBODY;
    }

    private static int[] with(int[] except, int[] owners) {
        if (owners.length == 0) {
            return except;
        }
        return IntStream.concat(Arrays.stream(except), Arrays.stream(owners))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * Loads a shared message of a snapshot, behind its members and their own messages.
     *
     * @param position the position of its entry in the log
     * @param offset the offset of its envelope in the entry
     */
    public void load(StoredMessage message, OwnerSet set, long position, int offset) {
        Topic there = state.destinations().topic(set.topic());
        if (there == null || there.shared().find(message.sequence()) != null) {
            return;
        }
        state.idsFrom(set.below());
        state.countShared(message, there.shared().add(message, set.below(), set.except()));
        if (message.references() > 0 && message.position() == StoredMessage.NOWHERE) {
            state.place(message, position, offset);
        }
    }

    /** Loads how far a subscription has taken shared messages. */
    public void loadTaken(int id, long sequence) {
        Topic topic = state.destinations().topicOf(id);
        DeliveryQueue owner = state.destinations().owner(id);
        if (topic != null && owner != null) {
            topic.shared().load(owner, sequence);
        }
    }

    /**
     * Ends that messages count twice, at the end of a recovery: a snapshot has a message as shared and for a subscription alone, if it
     * was taken while the walk was at that subscription.
     */
    public void takeDoubled() {
        for (Topic topic : state.destinations().topics()) {
            topic.shared().takeDoubled();
        }
    }

    /** Drops shared messages for all their owners, without entries in the history. */
    public void drop(Predicate<StoredMessage> isGone) {
        for (Topic topic : state.destinations().topics()) {
            topic.shared().drop(isGone, state::dropShared);
        }
    }

    /**
     * A copy of a change that has stored a message, for all owners that still have the message; null if none has it at this position.
     * Members that have taken the message and still have it become single owners. The trap: only a member without the message is an
     * exception, as a replay of the copy ends what an exception has; so it does not matter where in the log a member has it.
     */
    public Change.@Nullable Stored copy(Change.Stored before, long position) {
        StoredMessage message = before.message();
        Map<Integer, MessageReference> single = new LinkedHashMap<>();
        for (int id : before.owners()) {
            putIfThere(single, state.destinations().owner(id), message);
        }
        List<OwnerSet> sets = new ArrayList<>(before.sets().size());
        List<StoredMessage> objects = new ArrayList<>();
        for (OwnerSet set : before.sets()) {
            Topic topic = state.destinations().topic(set.topic());
            if (topic == null) {
                continue;
            }
            Set<Integer> except = new TreeSet<>();
            topic.shared().forEachTaken(message.sequence(), set.below(), member -> {
                if (!putIfThere(single, member, message)) {
                    except.add(member.id());
                }
            });
            SharedBacklog.Entry entry = topic.shared().find(message.sequence());
            if (entry != null) {
                Arrays.stream(entry.except()).forEach(except::add);
                except.removeAll(single.keySet());
                sets.add(new OwnerSet(
                        set.topic(),
                        set.below(),
                        set.members(),
                        except.stream().mapToInt(Integer::intValue).toArray()));
                objects.add(entry.message());
            }
        }
        single.values().forEach(reference -> objects.add(reference.message()));
        for (StoredMessage there : objects) {
            if (there.position() == position) {
                return copy(there, before, single, sets);
            }
        }
        return null;
    }

    private static Change.Stored copy(
            StoredMessage message, Change.Stored before, Map<Integer, MessageReference> single, List<OwnerSet> sets) {
        return new Change.Stored(
                message,
                before.envelope(),
                single.keySet().stream().mapToInt(Integer::intValue).toArray(),
                single.values().stream().mapToInt(MessageReference::attempts).toArray(),
                sets,
                true);
    }

    private static boolean putIfThere(
            Map<Integer, MessageReference> into, @Nullable DeliveryQueue owner, StoredMessage message) {
        MessageReference own = owner == null ? null : owner.ownBacklog().find(message.priority(), message.sequence());
        if (owner != null && own != null) {
            into.put(owner.id(), own);
        }
        return own != null;
    }

    /** Notes where in the log a message lies that was stored, or copied: a copy stands for all objects of the message. */
    public void kept(Change.Stored stored, long position, int offset) {
        state.place(stored.message(), position, offset);
        if (stored.copied()) {
            place(stored, position, offset);
        }
    }

    /** Notes where in the log a message lies that a replayed change has stored. */
    public void replayed(Change.Stored stored, long position, int offset) {
        if (stored.copied()) {
            separate(stored);
        }
        place(stored, position, offset);
    }

    /**
     * Owners that a copy does not name had settled the message, perhaps in a part of the log that is gone. If an older snapshot has the
     * message for them, they keep its object, with the position in that part, and the owners of the copy get another one.
     */
    private void separate(Change.Stored copy) {
        Map<Integer, MessageReference> own = new HashMap<>();
        Map<SharedBacklog.Entry, SharedBacklog> shared = new HashMap<>();
        for (int id : copy.owners()) {
            putIfThere(own, state.destinations().owner(id), copy.message());
        }
        for (OwnerSet set : copy.sets()) {
            Topic topic = state.destinations().topic(set.topic());
            SharedBacklog.Entry entry =
                    topic == null ? null : topic.shared().find(copy.message().sequence());
            if (topic != null) {
                topic.shared()
                        .forEachTaken(
                                copy.message().sequence(),
                                set.below(),
                                member -> putIfThere(own, member, copy.message()));
            }
            if (topic != null && entry != null) {
                shared.put(entry, topic.shared());
            }
        }
        IdentityHashMap<StoredMessage, Integer> named = new IdentityHashMap<>();
        own.values().forEach(reference -> named.merge(reference.message(), 1, Integer::sum));
        shared.keySet().forEach(entry -> named.merge(entry.message(), entry.left(), Integer::sum));
        named.entrySet().removeIf(each -> each.getKey().references() == each.getValue());
        own.values().stream()
                .filter(reference -> named.containsKey(reference.message()))
                .forEach(reference -> reference.become(copy.message()));
        shared.forEach((entry, backlog) -> {
            if (named.containsKey(entry.message())) {
                backlog.become(entry, copy.message());
            }
        });
    }

    /** Notes where in the log a message lies that a change has stored, for all its owners. */
    private void place(Change.Stored stored, long position, int offset) {
        StoredMessage message = stored.message();
        Consumer<StoredMessage> placing = there -> {
            if (there.position() != position) {
                state.place(there, position, offset);
            }
        };
        for (int id : stored.owners()) {
            DeliveryQueue owner = state.destinations().owner(id);
            MessageReference reference =
                    owner == null ? null : owner.ownBacklog().find(message.priority(), message.sequence());
            if (reference != null) {
                placing.accept(reference.message());
            }
        }
        stored.sets().forEach(set -> forEach(set, message, placing));
    }

    /**
     * The sets of subscriptions that share a new message; of a message that is not persistent or
     * delayed, of a ring, or of last values, each has its own.
     */
    public List<OwnerSet> sets(Envelope message) {
        Address to = message.header().destination();
        if (!to.kind().isTopic()
                || !message.header().persistent()
                || message.header().deliveryTime() != 0) {
            return List.of();
        }
        List<OwnerSet> sets = List.of();
        for (Topic topic : state.destinations().topicsOf(to)) {
            int members = topic.shared().members();
            if (members >= minMembers && !topic.policy().drops()) {
                sets = sets.isEmpty() ? new ArrayList<>(1) : sets;
                sets.add(new OwnerSet(topic.id(), state.nextId(), members));
            }
        }
        return sets;
    }
}
