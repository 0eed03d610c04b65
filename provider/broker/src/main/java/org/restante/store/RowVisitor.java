package org.restante.store;

/** Receives the rows of a snapshot, in ascending order of their keys. */
@FunctionalInterface
public interface RowVisitor {
    /**
     * Takes one row; the arrays belong to the visitor.
     *
     * @return true to continue with the next row, false to stop
     */
    boolean visit(byte[] key, byte[] value);
}
