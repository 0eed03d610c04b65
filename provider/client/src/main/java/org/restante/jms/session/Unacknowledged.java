package org.restante.jms.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    /** The deliveries that are not finished, each with its consumer. */
    private final Map<Tag, Integer> consumers = new LinkedHashMap<>();

    private List<Finished> finished = new ArrayList<>();

    /** Deliveries that were lost after the application has seen them, until their acknowledgement is asked for. */
    private final Set<Tag> gone = new HashSet<>();

    /** A finished delivery. */
    record Finished(Tag tag, int consumer) {}

    synchronized void add(Tag tag, int consumer) {
        consumers.put(tag, consumer);
        gone.remove(tag);
    }

    synchronized void remove(Tag tag) {
        if (consumers.remove(tag) == null) {
            finished.removeIf(one -> one.tag.equals(tag));
        }
    }

    /** Marks a delivery as finished, unless it was given back meanwhile. Returns the number of finished deliveries. */
    synchronized int finish(Tag tag) {
        Integer consumer = consumers.remove(tag);
        if (consumer != null) {
            finished.add(new Finished(tag, consumer));
        }
        return finished.size();
    }

    /** Removes and returns the finished deliveries, in order. */
    synchronized List<Finished> takeFinished() {
        if (finished.isEmpty()) {
            return List.of();
        }
        List<Finished> taken = finished;
        finished = new ArrayList<>();
        return taken;
    }

    synchronized boolean has(Tag tag) {
        return consumers.containsKey(tag) || isFinished(tag);
    }

    private boolean isFinished(Tag tag) {
        for (Finished one : finished) {
            if (one.tag.equals(tag)) {
                return true;
            }
        }
        return false;
    }

    synchronized boolean isEmpty() {
        return consumers.isEmpty() && finished.isEmpty();
    }

    /** All of them: the finished ones, which came first, then the others. */
    public synchronized List<Tag> all() {
        List<Tag> tags = new ArrayList<>(finished.size() + consumers.size());
        finished.forEach(one -> tags.add(one.tag));
        tags.addAll(consumers.keySet());
        return tags;
    }

    synchronized List<Tag> of(int consumer) {
        List<Tag> tags = new ArrayList<>();
        for (Finished one : finished) {
            if (one.consumer == consumer) {
                tags.add(one.tag);
            }
        }
        consumers.forEach((tag, owner) -> {
            if (owner == consumer) {
                tags.add(tag);
            }
        });
        return tags;
    }

    /** Removes deliveries that are no longer in flight. Returns whether there were any. */
    synchronized boolean lose(Set<Tag> lost) {
        boolean isAny = finished.removeIf(one -> lost.contains(one.tag));
        return consumers.keySet().removeAll(lost) || isAny;
    }

    /** As {@link #lose}, and keeps in mind which there were. */
    synchronized void loseSeen(Set<Tag> lost) {
        lost.stream().filter(this::has).forEach(gone::add);
        lose(lost);
    }

    /** Whether it was lost; forgets that. */
    synchronized boolean takeGone(Tag tag) {
        return gone.remove(tag);
    }

    /** How many were lost; forgets that. */
    synchronized int takeGone() {
        int count = gone.size();
        gone.clear();
        return count;
    }

    synchronized void removeAll(List<Tag> tags) {
        tags.forEach(this::remove);
    }
}
