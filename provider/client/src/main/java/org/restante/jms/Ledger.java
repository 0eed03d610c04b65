package org.restante.jms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restante.link.Tag;

/**
 * The deliveries that the application has seen and not acknowledged, in order.
 *
 * <p>Any thread may use it, because applications acknowledge single messages from where they worked on them. Its size is
 * bounded by nothing but the application, which holds the messages themselves.
 */
final class Ledger {

    private final Map<Tag, Integer> consumers = new LinkedHashMap<>();

    synchronized void add(Tag tag, int consumer) {
        consumers.put(tag, consumer);
    }

    synchronized boolean remove(Tag tag) {
        return consumers.remove(tag) != null;
    }

    synchronized boolean has(Tag tag) {
        return consumers.containsKey(tag);
    }

    synchronized int size() {
        return consumers.size();
    }

    synchronized List<Tag> all() {
        return List.copyOf(consumers.keySet());
    }

    synchronized List<Tag> of(int consumer) {
        List<Tag> tags = new ArrayList<>();
        consumers.forEach((tag, owner) -> {
            if (owner == consumer) {
                tags.add(tag);
            }
        });
        return tags;
    }

    synchronized void removeAll(List<Tag> tags) {
        tags.forEach(consumers::remove);
    }
}
