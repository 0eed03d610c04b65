package org.restante.broker.backlog;

import java.util.ArrayDeque;

/**
 * Packs what waits and has nothing to tell but plain fields, so that a deep backlog takes little of the heap. Owned by the broker
 * thread.
 *
 * <p>A hand goes round the blocks in which something is not packed, and packs those where nobody was for a few rounds. Each block
 * that is made or unpacked, and each message that becomes kept, lets the hand go a few blocks further, so it keeps up with whatever
 * makes work for it.
 *
 * <p>The trap: packing ends the objects, and much code tells messages apart by them. So the hand only moves between requests
 * (the end of each pump of the engine) and between entries of a replay, when nobody has a reference at hand; and a message that somebody holds on
 * to for longer is not plain: what is in flight, being moved elsewhere, delayed, in a group, or has a last value shows that itself;
 * while a body is read, or a copy of the message is on its way to the log, it is {@link StoredMessage#pin pinned}. Whoever keeps a
 * place for longer than that (cursors, a purge, pages of a list) keeps the sequence, and looks it up again.
 */
public final class Packer {

    /** The most messages that are packed together. */
    public static final int BLOCK = 256;

    /** What a message takes of the heap that is not packed, in bytes, rounded up: 141, in a group 181, with a delay 197. */
    public static final int LOOSE = 200;

    private static final int MIN_BLOCK = 16;
    private static final int LEFT_BY_REPLAY = 1024;
    private static final int ROUNDS = 3;
    private static final int EACH_TIME = 4;
    private static final int FOR_A_BLOCK = 8;
    private static final int KEPT = 64;
    private static final int FOR_KEPT = 2;

    private final int blockSize;
    private final int fewest;
    private final int rounds;
    private final int leftByReplay;
    private final ArrayDeque<Block> hand = new ArrayDeque<>();
    private int kept;
    private long owed;
    private long fresh;
    private long messages;
    private long heap;
    private long times;

    /**
     * Packs blocks of this size.
     *
     * @param blockSize the most messages that are packed together; less than {@link #BLOCK} in tests only
     */
    public Packer(int blockSize) {
        this.blockSize = blockSize;
        this.fewest = Math.max(2, blockSize * MIN_BLOCK / BLOCK);
        boolean isTest = blockSize < BLOCK; // which packs the few messages it has whenever it may
        this.rounds = isTest ? 0 : ROUNDS;
        this.leftByReplay = isTest ? 0 : LEFT_BY_REPLAY;
    }

    public int blockSize() {
        return blockSize;
    }

    /** How many messages are packed. */
    public long messages() {
        return messages;
    }

    /** What packed messages take of the heap, in bytes. */
    public long heap() {
        return heap;
    }

    /** How often something was packed. */
    public long times() {
        return times;
    }

    /** Something in this block is not packed. */
    void list(Block block) {
        if (!block.isListed()) {
            block.list(true);
            hand.add(block);
        }
        owe(FOR_A_BLOCK);
    }

    /** One more message is kept, and may be packed from now on. */
    public void kept() {
        kept++;
        if (owed == 0) {
            owed = EACH_TIME * 2;
        }
        if (kept == KEPT) {
            kept = 0;
            owe(FOR_KEPT);
        }
    }

    private void owe(int visits) {
        owed += visits;
        fresh += visits;
    }

    void packed(PackedMessages packed) {
        messages += packed.count();
        heap += packed.heap();
        times++;
    }

    void unpacked(PackedMessages unpacked) {
        messages -= unpacked.count();
        heap -= unpacked.heap();
    }

    /** Whether it has fallen behind, and goes on though nothing happens. */
    public boolean isBehind() {
        return owed > 0;
    }

    /** Lets the hand move: as far as what has happened since the last time asks for, and a little further. */
    public void run() {
        run(0);
    }

    /** The same while the log is replayed at a start, which is not to take longer for what can as well be done later. */
    public void runInReplay() {
        run(leftByReplay);
    }

    private void run(int left) {
        owed = Math.min(owed, (ROUNDS + 1L) * hand.size());
        long visits = Math.min(owed, fresh + EACH_TIME);
        fresh = 0;
        while (visits > 0 && hand.size() > left) {
            visits--;
            owed--;
            visit(hand.remove());
        }
    }

    private void visit(Block block) {
        if (block.rounds() >= rounds && block.loose() >= fewest && block.hasMuchToPack()) {
            block.pack(fewest);
        }
        boolean isDone = block.size() == 0 || (block.packed() != null && block.loose() < fewest);
        if (isDone) {
            block.list(false);
        } else {
            hand.add(block);
        }
    }
}
