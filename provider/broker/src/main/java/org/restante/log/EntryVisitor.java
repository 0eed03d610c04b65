package org.restante.log;

/** Receives the entries of a replay, in order. */
@FunctionalInterface
public interface EntryVisitor {
    /**
     * Takes one entry; the array belongs to the visitor.
     *
     * @return whether to go on with the next entry
     */
    boolean visit(long position, byte[] entry);
}
