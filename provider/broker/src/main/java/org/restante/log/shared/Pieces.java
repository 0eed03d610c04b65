package org.restante.log.shared;

import org.jspecify.annotations.Nullable;

/**
 * Puts one entry together from its pieces, in order. A repeated piece and records of other entries are passed over. Owned by one
 * thread.
 *
 * <p>For reading a single entry by its place: give it the records from there on until {@link #add} returns the entry.
 */
public final class Pieces {

    private final SharedRecord first;
    private final byte[] entry;
    private int filled;
    private int next;

    /** Of the entry that this record begins, or is a piece of. */
    public Pieces(SharedRecord first) {
        this.first = first;
        this.entry = new byte[first.length()];
    }

    /** Adds a piece; returns the entry when it is complete, otherwise null. */
    public byte @Nullable [] add(SharedRecord record) {
        if (!isNext(record)) {
            return null;
        }
        System.arraycopy(record.bytes(), 0, entry, filled, record.bytes().length);
        filled += record.bytes().length;
        next++;
        return next == first.pieces() ? entry : null;
    }

    /** Whether it is the next piece of this entry, and has a fitting length. */
    boolean isNext(SharedRecord record) {
        int behind = filled + record.bytes().length;
        boolean fits = record.piece() == first.pieces() - 1 ? behind == entry.length : behind <= entry.length;
        return isPieceOfIt(record) && record.piece() == next && fits;
    }

    boolean isRepeated(SharedRecord record) {
        return isPieceOfIt(record) && record.piece() < next;
    }

    private boolean isPieceOfIt(SharedRecord record) {
        return record.store() == first.store()
                && record.epoch() == first.epoch()
                && record.number() == first.number()
                && record.kind() == first.kind()
                && record.position() == first.position()
                && record.pieces() == first.pieces()
                && record.length() == first.length();
    }

    @Override
    public String toString() {
        return "entry " + first.number() + " of epoch " + first.epoch() + ", of which " + next + " of " + first.pieces()
                + " pieces are there";
    }
}
