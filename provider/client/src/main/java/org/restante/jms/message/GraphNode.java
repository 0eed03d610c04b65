package org.restante.jms.message;

import java.util.ArrayList;
import java.util.List;

/**
 * An object of a {@link SerializedGraph}: a leaf, or a container whose hash code may depend on the objects in it. Owned by the reading
 * thread.
 *
 * <p>The trap: an object of an application's class is a leaf, because its hash code is the application's.
 */
final class GraphNode {

    /** Null, a text or a constant of an enumeration. */
    static final GraphNode LEAF = new GraphNode("", false, false);

    final String type;
    final boolean isContainer;

    /** Whether it is a level of nesting. */
    final boolean isCollection;

    /** The objects in it that are not completed leaves; empty once its own size is known. */
    private final List<GraphNode> inside = new ArrayList<>();

    private boolean isComplete;

    /** The number of objects that hashing it visits, each as often as it occurs. */
    private long visits = 1;

    /** The number of collections in each other, with itself. */
    private int levels;

    private GraphNode(String type, boolean isContainer, boolean isCollection) {
        this.type = type;
        this.isContainer = isContainer;
        this.isCollection = isCollection;
        this.levels = isCollection ? 1 : 0;
    }

    static GraphNode leaf(String type) {
        return new GraphNode(type, false, false);
    }

    static GraphNode container(String type, boolean isCollection) {
        return new GraphNode(type, true, isCollection);
    }

    void addAll(List<GraphNode> nodes) {
        nodes.forEach(this::add);
    }

    void add(GraphNode node) {
        if (!isContainer) {
            return;
        }
        if (node == this && !isCollection) { // a synchronized wrapper is its own lock
            return;
        }
        if (node.isContainer) {
            inside.add(node);
        } else {
            visits++;
        }
    }

    /** Counts what is inside; throws if a container inside is incomplete, so that it contains itself. */
    void complete() {
        for (GraphNode each : inside) {
            if (!each.isComplete) {
                throw new GraphBounds.ExceededException("a collection in the object of the message contains itself");
            }
            visits = Math.min(Integer.MAX_VALUE, visits + each.visits);
            levels = Math.max(levels, each.levels + (isCollection ? 1 : 0));
        }
        inside.clear();
        isComplete = true;
    }

    boolean isComplete() {
        return isComplete || !isContainer;
    }

    long visits() {
        return visits;
    }

    int levels() {
        return levels;
    }
}
