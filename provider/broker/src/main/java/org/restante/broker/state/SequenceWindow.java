package org.restante.broker.state;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A window over the numbers of a sequence: remembers which numbers above the settled ones have been added. Owned by the broker
 * thread.
 */
public final class SequenceWindow {

    /** The width of the window: how far above the settled numbers a number may be. */
    public static final int MAX_WIDTH = 65_536;

    private static final int COMPACT = 1024;

    private final BitSet bits = new BitSet();
    private long base;
    private long settled;
    private int size;

    /** All numbers below this one are settled. */
    public long settled() {
        return settled;
    }

    /** How many numbers in the window have been added. */
    public int size() {
        return size;
    }

    public boolean has(long number) {
        return fits(number) && bits.get((int) (number - base));
    }

    /** Whether a number is within the window. */
    public boolean fits(long number) {
        return number >= settled && number - settled < MAX_WIDTH;
    }

    public void add(long number) {
        if (fits(number) && !has(number)) {
            bits.set((int) (number - base));
            size++;
        }
    }

    /** Moves the window up: all numbers below this one are settled. */
    public void settle(long below) {
        if (below <= settled) {
            return;
        }
        settled = below;
        if (below - base >= COMPACT) {
            BitSet rest = below - base >= bits.length() ? new BitSet() : bits.get((int) (below - base), bits.length());
            bits.clear();
            bits.or(rest);
            base = below;
        } else {
            bits.clear(0, (int) (below - base));
        }
        size = bits.cardinality();
    }

    /** The added numbers in the window, in ascending order. */
    public List<Long> all() {
        List<Long> all = new ArrayList<>(size);
        for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
            all.add(base + bit);
        }
        return all;
    }
}
