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
 * The delivery history of settled messages, up to a bound; when it is full, the oldest is removed. Owned by the broker thread.
 */
public final class History {

    /** A message of one queue or subscription. */
    public record Key(int owner, long sequence) {

        /** Spread: owners have consecutive numbers, and so have their messages, which would share the hash of a record. */
        @Override
        public int hashCode() {
            return (int) ((sequence + ((long) owner << Integer.SIZE)) * 0x9E37_79B9_7F4A_7C15L >>> Integer.SIZE);
        }
    }

    private final int bound;
    private final Map<Key, DeliveryStatus> finished = new LinkedHashMap<>();
    private long removed;

    History(int bound) {
        this.bound = bound;
    }

    public void add(Key key, DeliveryStatus status) {
        if (finished.putIfAbsent(key, status) == null && finished.size() > bound) {
            Iterator<Key> oldest = finished.keySet().iterator();
            oldest.next();
            oldest.remove();
            removed++;
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

    /** The entries from this number on, by number, the oldest first. Entries are numbered in the order in which they were added. */
    public Map<Long, DeliveryStatus> from(long first) {
        Map<Long, DeliveryStatus> found = new LinkedHashMap<>();
        long number = removed;
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
