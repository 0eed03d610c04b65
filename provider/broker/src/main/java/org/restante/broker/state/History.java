package org.restante.broker.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restante.link.DeliveryStatus;
import org.restante.message.MessageId;

/**
 * What became of messages that are gone: the latest ones, up to a bound; the oldest make way. Owned by the broker thread.
 */
public final class History {

    /** Which message, for whom. */
    public record Key(int owner, long sequence) {}

    private final int bound;
    private final Map<Key, DeliveryStatus> finished = new LinkedHashMap<>();
    private long forgotten;

    History(int bound) {
        this.bound = bound;
    }

    public void add(Key key, DeliveryStatus status) {
        if (finished.putIfAbsent(key, status) == null && finished.size() > bound) {
            Iterator<Key> oldest = finished.keySet().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
    }

    public List<DeliveryStatus> of(MessageId id) {
        List<DeliveryStatus> found = new ArrayList<>();
        for (DeliveryStatus status : finished.values()) {
            if (status.id().equals(id)) {
                found.add(status);
            }
        }
        return found;
    }

    /** From the one with this number on, each with its number, the oldest first; they are numbered as they come. */
    public Map<Long, DeliveryStatus> from(long first) {
        Map<Long, DeliveryStatus> found = new LinkedHashMap<>();
        long number = forgotten;
        for (DeliveryStatus status : finished.values()) {
            if (number >= first) {
                found.put(number, status);
            }
            number++;
        }
        return found;
    }

    public Collection<Map.Entry<Key, DeliveryStatus>> all() {
        return finished.entrySet();
    }
}
