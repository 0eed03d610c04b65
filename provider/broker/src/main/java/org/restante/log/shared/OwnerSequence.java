package org.restante.log.shared;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the records of an owner: gives entries their numbers and positions, and cuts them into pieces. Owned by the owner's thread.
 *
 * <p>The trap: it may be made only when the owner's claim has come back as {@link Outcome.Claimed}, from the {@link ReadingPoint}
 * of that moment. Between the append of a claim and its place in the log, an older owner may still have appended.
 */
public final class OwnerSequence {

    private final long store;
    private final long epoch;
    private final int maxPiece;
    private long number;
    private long next;

    /**
     * One entry, ready to be appended.
     *
     * @param records its records, to be appended in this order
     */
    public record Numbered(long number, long position, List<byte[]> records) {}

    /**
     * After an accepted claim.
     *
     * @param maxRecord the largest record that the log takes, in bytes; longer entries are cut
     */
    public OwnerSequence(ReadingPoint claimed, int maxRecord) {
        if (maxRecord <= RecordCodec.OVERHEAD) {
            throw new IllegalArgumentException("records of at most " + maxRecord + " bytes hold no entry");
        }
        this.store = claimed.store();
        this.epoch = claimed.epoch();
        this.number = claimed.number();
        this.next = claimed.end();
        this.maxPiece = maxRecord - RecordCodec.OVERHEAD;
    }

    /**
     * The record that claims the epoch after this point.
     *
     * @param newStore the number of the log if this is its first claim; not 0
     */
    public static byte[] claim(ReadingPoint after, long newStore, Claimant claimant) {
        byte[] content = claimant.toBytes();
        long store = after.store() == 0 ? newStore : after.store();
        return RecordCodec.encode(new SharedRecord(
                store, after.epoch() + 1, 0, after.end(), RecordKind.CLAIM, 0, 1, content.length, content));
    }

    /** The records of the next entry. */
    public Numbered entry(byte[] entry) {
        Numbered numbered = numbered(RecordKind.ENTRY, entry);
        next += Math.max(1, entry.length);
        return numbered;
    }

    /** The record that must be confirmed before the log is trimmed to this position. */
    public Numbered trimmed(long to) {
        return numbered(RecordKind.TRIMMED, new TrimMark(to).toBytes());
    }

    /** A sign of life, which names the owner to readers from which its claim has been trimmed. */
    public byte[] alive(Claimant owner) {
        return sign(RecordKind.ALIVE, owner);
    }

    /** The last record of an owner that ends in order. */
    public byte[] left(Claimant owner) {
        return sign(RecordKind.LEFT, owner);
    }

    private byte[] sign(RecordKind kind, Claimant owner) {
        byte[] content = owner.toBytes();
        return RecordCodec.encode(new SharedRecord(store, epoch, number, next, kind, 0, 1, content.length, content));
    }

    private Numbered numbered(RecordKind kind, byte[] content) {
        number++;
        int pieces = Math.max(1, (content.length + maxPiece - 1) / maxPiece);
        List<byte[]> records = new ArrayList<>(pieces);
        ByteBuffer rest = ByteBuffer.wrap(content);
        for (int i = 0; i < pieces; i++) {
            byte[] piece = new byte[Math.min(maxPiece, rest.remaining())];
            rest.get(piece);
            records.add(RecordCodec.encode(
                    new SharedRecord(store, epoch, number, next, kind, i, pieces, content.length, piece)));
        }
        return new Numbered(number, next, records);
    }

    /** The epoch of the owner. */
    public long epoch() {
        return epoch;
    }

    /** The position of the next entry. */
    public long next() {
        return next;
    }
}
