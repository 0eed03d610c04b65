package org.restante.jms.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.restante.link.Tag;

/**
 * The deliveries that the application has seen and not acknowledged, in order. Some are marked as finished: they may be
 * acknowledged for the application.
 *
 * <p>Any thread may use it, because applications may acknowledge single messages from their worker threads. It has no
 * bound of its own; the application bounds it, because it holds the messages.
 */
public final class Unacknowledged {

    private final Map<Tag, Integer> consumers = new LinkedHashMap<>();
    private final Set<Tag> finished = new LinkedHashSet<>();

    synchronized void add(Tag tag, int consumer) {
        consumers.put(tag, consumer);
    }

    synchronized void remove(Tag tag) {
        consumers.remove(tag);
        finished.remove(tag);
    }

    /** Marks a delivery as finished, unless it was given back meanwhile. Returns the number of finished deliveries. */
    synchronized int finish(Tag tag) {
        if (consumers.containsKey(tag)) {
            finished.add(tag);
        }
        return finished.size();
    }

    /** Removes and returns the finished deliveries, each with its consumer, in order. */
    synchronized Map<Tag, Integer> takeFinished() {
        Map<Tag, Integer> taken = new LinkedHashMap<>();
        for (Tag tag : finished) {
            Integer consumer = consumers.remove(tag);
            if (consumer != null) {
                taken.put(tag, consumer);
            }
        }
        finished.clear();
        return taken;
    }

    synchronized boolean has(Tag tag) {
        return consumers.containsKey(tag);
    }

    synchronized boolean isEmpty() {
        return consumers.isEmpty();
    }

    public synchronized List<Tag> all() {
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

    /** Removes deliveries that are no longer in flight. Returns whether there were any. */
    synchronized boolean lose(Set<Tag> lost) {
        finished.removeAll(lost);
        return consumers.keySet().removeAll(lost);
    }

    synchronized void removeAll(List<Tag> tags) {
        tags.forEach(this::remove);
    }
}
