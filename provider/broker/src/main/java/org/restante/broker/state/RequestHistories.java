package org.restante.broker.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was done for conversations and must not be done again, by their numbers. Owned by the broker thread. */
public final class RequestHistories {

    private final TreeMap<Integer, RequestHistory> byId = new TreeMap<>();
    private final Map<UUID, RequestHistory> byName = new HashMap<>();
    private long numbers;

    public @Nullable RequestHistory find(UUID name) {
        return byName.get(name);
    }

    public Collection<RequestHistory> all() {
        return byId.values();
    }

    public int size() {
        return byId.size();
    }

    /** How many numbers are remembered in all. */
    public long numbers() {
        return numbers;
    }

    /** As with subscriptions, the younger of two of one name has come after the elder was forgotten. */
    void begin(long now, Change.ConversationBegun begun) {
        RequestHistory other = byName.get(begun.name());
        if (other != null && other.id() < begun.id()) {
            forget(other.id());
        }
        if (other == null || other.id() < begun.id()) {
            RequestHistory memory = new RequestHistory(begun, now);
            byId.put(memory.id(), memory);
            byName.put(memory.name(), memory);
        }
    }

    void done(long now, Change.DoneOnce done) {
        RequestHistory memory = byId.get(done.conversation());
        if (memory != null) {
            numbers -= memory.done().size();
            memory.done().settle(done.settled());
            done.numbers().forEach(memory.done()::add);
            numbers += memory.done().size();
            memory.use(now);
        }
    }

    void forget(int id) {
        RequestHistory memory = byId.remove(id);
        if (memory != null) {
            byName.remove(memory.name());
            numbers -= memory.done().size();
        }
    }

    /** The next in the order of their numbers, the first not before this one. */
    public List<RequestHistory> from(int id, int most) {
        List<RequestHistory> found = new ArrayList<>();
        for (RequestHistory memory : byId.tailMap(id).values()) {
            if (found.size() == most) {
                return found;
            }
            found.add(memory);
        }
        return found;
    }
}
