package org.restante.broker.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.NamePattern;

/**
 * Finds the subscriptions of a topic, with those of patterns that match its name. The patterns are in a tree, one node for each
 * level; the results for recent topics are cached. Owned by the broker thread.
 *
 * <p>The trap: cached results are wrong after a subscription is added or removed, so each such change must call {@link #changed}.
 */
final class Routes {

    /** The most topics with cached results; when it is reached, the cache is cleared. */
    static final int MAX_CACHED = 10_000;

    private final Node root = new Node();
    private final Map<Address, List<DeliveryQueue>> cached = new HashMap<>();
    private final Map<Address, List<Topic>> patterns = new HashMap<>();

    /** A level of patterns, with the pattern that ends here, if there is one. */
    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private @Nullable Topic pattern;

        boolean isEmpty() {
            return pattern == null && next.isEmpty();
        }
    }

    private static boolean isPattern(Topic topic) {
        return topic.address().kind() == Address.Kind.TOPIC
                && NamePattern.isOpen(topic.address().name());
    }

    private static List<String> levels(Address address) {
        return NamePattern.of(address.name()).levels();
    }

    void add(Topic topic) {
        if (isPattern(topic)) {
            Node node = root;
            for (String level : levels(topic.address())) {
                node = node.next.computeIfAbsent(level, any -> new Node());
            }
            if (node.pattern == null || node.pattern.id() < topic.id()) { // as with names of Destinations
                node.pattern = topic;
            }
            cached.clear();
            patterns.clear();
        }
    }

    void remove(Topic topic) {
        if (isPattern(topic)) {
            remove(root, levels(topic.address()), topic);
            cached.clear();
            patterns.clear();
        } else {
            cached.remove(topic.address());
        }
    }

    private static void remove(Node node, List<String> levels, Topic topic) {
        if (levels.isEmpty()) {
            node.pattern = node.pattern == topic ? null : node.pattern;
            return;
        }
        Node next = node.next.get(levels.get(0));
        if (next != null) {
            remove(next, levels.subList(1, levels.size()), topic);
            if (next.isEmpty()) {
                node.next.remove(levels.get(0));
            }
        }
    }

    /** A subscription of this topic or pattern was added or removed. */
    void changed(Topic topic) {
        if (isPattern(topic)) {
            cached.clear();
        } else {
            cached.remove(topic.address());
        }
    }

    /** A topic's own subscriptions, and those of all patterns that match its name. */
    List<DeliveryQueue> complete(Address address, List<DeliveryQueue> own) {
        if (root.isEmpty() || address.kind() != Address.Kind.TOPIC) {
            return own;
        }
        List<DeliveryQueue> result = cached.get(address);
        if (result == null) {
            result = new ArrayList<>(own);
            for (Topic pattern : patterns(address)) {
                result.addAll(pattern.subscriptions());
            }
            if (cached.size() >= MAX_CACHED) {
                cached.clear();
            }
            cached.put(address, result);
        }
        return result;
    }

    /** The patterns that match the name of a topic. */
    List<Topic> patterns(Address address) {
        if (root.isEmpty() || address.kind() != Address.Kind.TOPIC) {
            return List.of();
        }
        List<Topic> result = patterns.get(address);
        if (result == null) {
            result = new ArrayList<>();
            match(root, levels(address), 0, result);
            if (patterns.size() >= MAX_CACHED) {
                patterns.clear();
            }
            patterns.put(address, result);
        }
        return result;
    }

    private static void match(Node node, List<String> levels, int at, List<Topic> into) {
        if (at == levels.size()) {
            take(node, into);
            return;
        }
        take(node.next.get(NamePattern.REST), into);
        Node one = node.next.get(NamePattern.ONE);
        if (one != null) {
            match(one, levels, at + 1, into);
        }
        Node same = node.next.get(levels.get(at));
        if (same != null) {
            match(same, levels, at + 1, into);
        }
    }

    private static void take(@Nullable Node node, List<Topic> into) {
        if (node != null && node.pattern != null) {
            into.add(node.pattern);
        }
    }
}
