package org.restante.store;

/** Receives the rows of a snapshot, in ascending order of their keys. */
@FunctionalInterface
public interface RowVisitor {
    /**
     * Takes one row; the arrays belong to the visitor.
     *
     * @return whether to go on with the next row
     */
    boolean visit(byte[] key, byte[] value);
}
