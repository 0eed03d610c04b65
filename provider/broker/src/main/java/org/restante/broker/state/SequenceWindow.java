package org.restante.broker.state;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which numbers of a count have come up, of those that are not settled yet. Owned by the broker thread. */
public final class SequenceWindow {

    /** How far above what is settled a number may lie. */
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

    /** How many have come up that are not settled. */
    public int size() {
        return size;
    }

    public boolean has(long number) {
        return fits(number) && bits.get((int) (number - base));
    }

    /** Whether it is above what is settled, and not too far. */
    public boolean fits(long number) {
        return number >= settled && number - settled < MAX_WIDTH;
    }

    public void add(long number) {
        if (fits(number) && !has(number)) {
            bits.set((int) (number - base));
            size++;
        }
    }

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

    /** Those that have come up, from the lowest on. */
    public List<Long> all() {
        List<Long> all = new ArrayList<>(size);
        for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
            all.add(base + bit);
        }
        return all;
    }
}
