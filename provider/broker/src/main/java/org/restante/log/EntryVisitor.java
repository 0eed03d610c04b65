package org.restante.log;

/** Receives the entries of a replay, in order. */
@FunctionalInterface
public interface EntryVisitor {
    /**
     * Takes one entry; the array belongs to the visitor.
     *
     * @return true to continue with the next entry, false to stop
     */
    boolean visit(long position, byte[] entry);
}
