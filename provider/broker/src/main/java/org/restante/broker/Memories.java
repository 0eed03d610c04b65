package org.restante.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was done for conversations and must not be done again, by their numbers. Owned by the broker thread. */
final class Memories {

    private final TreeMap<Integer, Memory> byId = new TreeMap<>();
    private final Map<UUID, Memory> byName = new HashMap<>();
    private long numbers;

    @Nullable
    Memory find(UUID name) {
        return byName.get(name);
    }

    Collection<Memory> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }

    /** How many numbers are remembered in all. */
    long numbers() {
        return numbers;
    }

    /** As with subscriptions, the younger of two of one name has come after the elder was forgotten. */
    void begin(long now, Change.ConversationBegun begun) {
        Memory other = byName.get(begun.name());
        if (other != null && other.id() < begun.id()) {
            forget(other.id());
        }
        if (other == null || other.id() < begun.id()) {
            Memory memory = new Memory(begun, now);
            byId.put(memory.id(), memory);
            byName.put(memory.name(), memory);
        }
    }

    void done(long now, Change.DoneOnce done) {
        Memory memory = byId.get(done.conversation());
        if (memory != null) {
            numbers -= memory.done().size();
            memory.done().settle(done.settled());
            done.numbers().forEach(memory.done()::add);
            numbers += memory.done().size();
            memory.use(now);
        }
    }

    void forget(int id) {
        Memory memory = byId.remove(id);
        if (memory != null) {
            byName.remove(memory.name());
            numbers -= memory.done().size();
        }
    }

    /** The next in the order of their numbers, the first not before this one. */
    List<Memory> from(int id, int most) {
        List<Memory> found = new ArrayList<>();
        for (Memory memory : byId.tailMap(id).values()) {
            if (found.size() == most) {
                return found;
            }
            found.add(memory);
        }
        return found;
    }
}
