package org.restante.broker.backlog;

import java.util.ArrayDeque;

/**
 * Packs waiting messages that have only plain fields, so that a deep backlog takes little heap. Owned by the broker thread.
 *
 * <p>The CLOCK algorithm chooses the blocks: a hand visits the blocks with loose messages in turn, and packs those that were
 * not accessed for a few rounds. Each block that is made or unpacked, and each message that is written to the log, pays for a
 * few visits, so the hand keeps up with the work.
 *
 * <p>The trap: packing replaces message objects by bytes, and much code compares messages by identity. So the hand moves only
 * between requests (at the end of each pump of the engine) and between entries of a replay, when no code holds a reference on
 * its stack. A message that is held for longer is not plain: it is in flight, in a transfer, delayed, in a group, or has a last
 * value; or it is {@link StoredMessage#pin pinned}, while its body is read or a copy of it is on its way to the log. Code that
 * keeps a position for longer (cursors, a purge, pages of a list) stores the sequence, and looks the message up again.
 */
public final class Packer {

    /** The most messages that are packed into one block. */
    public static final int BLOCK = 256;

    /** Heap taken by a loose message, in bytes, rounded up: 141, in a group 181, with a delay 197. */
    public static final int LOOSE = 200;

    private static final int MIN_BLOCK = 16;
    private static final int LEFT_IN_REPLAY = 1024;
    private static final int ROUNDS = 3;
    private static final int VISITS_PER_RUN = 4;
    private static final int VISITS_PER_BLOCK = 8;
    private static final int KEPT_MESSAGES = 64;
    private static final int VISITS_PER_KEPT_MESSAGES = 2;

    private final int blockSize;
    private final int minToPack;
    private final int rounds;
    private final int leftInReplay;
    private final ArrayDeque<Block> clock = new ArrayDeque<>();
    private int kept;
    private long visitsDue;
    private long newVisits;
    private long messages;
    private long heap;
    private long packings;

    /**
     * Packs blocks of this size.
     *
     * @param blockSize the most messages in one block; less than {@link #BLOCK} in tests only
     */
    public Packer(int blockSize) {
        this.blockSize = blockSize;
        this.minToPack = Math.max(2, blockSize * MIN_BLOCK / BLOCK);
        boolean isTest = blockSize < BLOCK; // tests have few messages: pack them as soon as allowed
        this.rounds = isTest ? 0 : ROUNDS;
        this.leftInReplay = isTest ? 0 : LEFT_IN_REPLAY;
    }

    public int blockSize() {
        return blockSize;
    }

    /** How many messages are packed. */
    public long messages() {
        return messages;
    }

    /** Heap taken by packed messages, in bytes. */
    public long heap() {
        return heap;
    }

    /** How often a block was packed. */
    public long packings() {
        return packings;
    }

    /** Adds a block with loose messages to the CLOCK. */
    void add(Block block) {
        if (!block.isInClock()) {
            block.setInClock(true);
            clock.add(block);
        }
        addVisits(VISITS_PER_BLOCK);
    }

    /** The log has written one more message, which may be packed from now on. */
    public void kept() {
        kept++;
        if (visitsDue == 0) {
            visitsDue = VISITS_PER_RUN * 2;
        }
        if (kept == KEPT_MESSAGES) {
            kept = 0;
            addVisits(VISITS_PER_KEPT_MESSAGES);
        }
    }

    private void addVisits(int visits) {
        visitsDue += visits;
        newVisits += visits;
    }

    void packed(PackedMessages packed) {
        messages += packed.count();
        heap += packed.heap();
        packings++;
    }

    void unpacked(PackedMessages unpacked) {
        messages -= unpacked.count();
        heap -= unpacked.heap();
    }

    /** Whether visits are due, so that the engine must run it again without a new request. */
    public boolean isBehind() {
        return visitsDue > 0;
    }

    /** Visits blocks: as many as were paid for since the last call, and a few of the earlier ones that are still due. */
    public void run() {
        run(0);
    }

    /**
     * Visits blocks between entries of a replay. It leaves some blocks unvisited, to keep the start short; later calls pack
     * them.
     */
    public void runInReplay() {
        run(leftInReplay);
    }

    private void run(int left) {
        visitsDue = Math.min(visitsDue, (ROUNDS + 1L) * clock.size());
        long visits = Math.min(visitsDue, newVisits + VISITS_PER_RUN);
        newVisits = 0;
        while (visits > 0 && clock.size() > left) {
            visits--;
            visitsDue--;
            visit(clock.remove());
        }
    }

    private void visit(Block block) {
        if (block.nextAge() >= rounds && block.loose() >= minToPack && block.mayPack()) {
            block.pack(minToPack);
        }
        boolean isDone = block.size() == 0 || (block.packed() != null && block.loose() < minToPack);
        if (isDone) {
            block.setInClock(false);
        } else {
            clock.add(block);
        }
    }
}
