package org.restante.jms.message;

import java.util.List;

/**
 * The bounds of a {@link SerializedGraph}. Whatever exceeds one is refused. Owned by the reading thread.
 *
 * <p>They hold so that the time to read an object grows with its bytes only: elements of hash-based collections are hashed once for
 * each collection around them, at most {@link #MAX_LEVELS} times, unless they are shared.
 */
final class GraphBounds {

    /** Objects in each other. */
    static final int MAX_DEPTH = 500;

    /** Collections in each other, with nothing but collections, arrays and entries between them. */
    static final int MAX_LEVELS = 16;

    /** Elements of one hash-based collection that are collections or other values without an order. */
    static final int MAX_UNORDERED_KEYS = 1000;

    /** Elements of one hash-based collection that does not become a tree: Hashtable, Set.of, Map.of. */
    static final int MAX_PROBED_KEYS = 10_000;

    /** Objects visited by all hashing, for each byte, but at least {@link #MIN_VISITS}. */
    private static final int VISITS_PER_BYTE = MAX_LEVELS;

    private static final long MIN_VISITS = 100_000;

    private final long maxVisits;
    private long visits;

    /** A bound is exceeded; the message is for the receiver. */
    static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExceededException(String message) {
            super(message);
        }
    }

    GraphBounds(int bytes) {
        this.maxVisits = Math.max(MIN_VISITS, (long) VISITS_PER_BYTE * bytes);
    }

    void complete(GraphNode node) {
        node.complete();
        if (node.levels() > MAX_LEVELS) {
            throw new ExceededException(
                    "collections in the object of the message are nested deeper than " + MAX_LEVELS);
        }
    }

    /**
     * Counts the hashing of a collection.
     *
     * @param step 2 if every second object is a value, which is not hashed
     * @param isTree whether many elements with one hash code become a tree
     */
    void hashes(GraphNode collection, List<GraphNode> objects, int step, boolean isTree) {
        int unordered = 0;
        for (int i = 0; i < objects.size(); i += step) {
            GraphNode key = objects.get(i);
            if (!key.isComplete()) {
                throw new ExceededException("a collection in the object of the message contains itself");
            }
            visits += key.visits();
            if (key.isContainer || ValueClasses.isUnordered(key.type)) {
                unordered++;
            }
        }
        check(unordered, MAX_UNORDERED_KEYS, collection, " collections or other values without an order as keys");
        if (!isTree) {
            check(objects.size() / step, MAX_PROBED_KEYS, collection, " elements");
        }
        if (visits > maxVisits) {
            throw new ExceededException("to read the object of the message, more than " + maxVisits
                    + " elements of hash-based collections would be hashed, because they share elements");
        }
    }

    private static void check(int count, int bound, GraphNode collection, String what) {
        if (count > bound) {
            throw new ExceededException(
                    "a " + collection.type + " in the object of the message has more than " + bound + what);
        }
    }
}
