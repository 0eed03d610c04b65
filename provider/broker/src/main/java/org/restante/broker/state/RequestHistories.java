package org.restante.broker.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The request histories of all conversations, by number and by name. Owned by the broker thread. */
public final class RequestHistories {

    private final TreeMap<Integer, RequestHistory> byId = new TreeMap<>();
    private final Map<UUID, RequestHistory> byName = new HashMap<>();
    private long requests;

    public @Nullable RequestHistory find(UUID name) {
        return byName.get(name);
    }

    public Collection<RequestHistory> all() {
        return byId.values();
    }

    public int size() {
        return byId.size();
    }

    /** How many executed requests are remembered in total. */
    public long requests() {
        return requests;
    }

    /** Of two conversations with one name, the younger replaces the elder: it began after the elder was forgotten. */
    void begin(long now, Change.ConversationBegun begun) {
        RequestHistory other = byName.get(begun.name());
        if (other != null && other.id() < begun.id()) {
            forget(other.id());
        }
        if (other == null || other.id() < begun.id()) {
            RequestHistory history = new RequestHistory(begun, now);
            byId.put(history.id(), history);
            byName.put(history.name(), history);
        }
    }

    void done(long now, Change.DoneOnce done) {
        RequestHistory history = byId.get(done.conversation());
        if (history != null) {
            requests -= history.done().size();
            history.done().settle(done.settled());
            done.numbers().forEach(history.done()::add);
            requests += history.done().size();
            history.touch(now);
        }
    }

    void forget(int id) {
        RequestHistory history = byId.remove(id);
        if (history != null) {
            byName.remove(history.name());
            requests -= history.done().size();
        }
    }

    /** The next histories by number, from this number on. */
    public List<RequestHistory> from(int id, int max) {
        List<RequestHistory> found = new ArrayList<>();
        for (RequestHistory history : byId.tailMap(id).values()) {
            if (found.size() == max) {
                return found;
            }
            found.add(history);
        }
        return found;
    }
}
