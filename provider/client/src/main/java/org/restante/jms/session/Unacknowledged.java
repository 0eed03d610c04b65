package org.restante.jms.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.restante.link.Tag;

/**
 * The deliveries that the application has seen and not acknowledged, in order; and which of them it has finished with, so that they
 * may be acknowledged for it.
 *
 * <p>Any thread may use it, because applications acknowledge single messages from where they worked on them. Its size is
 * bounded by nothing but the application, which holds the messages themselves.
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

    /** The application is done with this one, unless it was given back meanwhile; says how many such there are. */
    synchronized int finish(Tag tag) {
        if (consumers.containsKey(tag)) {
            finished.add(tag);
        }
        return finished.size();
    }

    /** Takes out what the application is done with. */
    synchronized List<Tag> takeFinished() {
        List<Tag> tags = List.copyOf(finished);
        tags.forEach(this::remove);
        return tags;
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

    /** Forgets these, which are in flight no more. */
    synchronized boolean lose(Set<Tag> lost) {
        finished.removeAll(lost);
        return consumers.keySet().removeAll(lost);
    }

    synchronized void removeAll(List<Tag> tags) {
        tags.forEach(this::remove);
    }
}
