package org.restante.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * References of one priority in the order of their sequence, in blocks: about 5 bytes for each, quick at both ends and in
 * the middle. Owned by the broker thread.
 */
final class Run {

    private static final int BLOCK = 256;

    private final List<Block> blocks = new ArrayList<>();
    private int size;

    /** Where the last search ended. The next one mostly ends there too, and a search in a long run misses the caches. */
    private int recent;

    private static final class Block {
        private MessageReference[] items = new MessageReference[8];
        private int size;

        long last() {
            return items[size - 1].sequence();
        }

        /** The index of the first with this sequence or a later one. */
        int indexOf(long sequence) {
            int low = 0;
            int high = size;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (items[middle].sequence() < sequence) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        void insert(int index, MessageReference reference) {
            if (size == items.length) {
                items = java.util.Arrays.copyOf(items, Math.min(BLOCK, size * 2));
            }
            System.arraycopy(items, index, items, index + 1, size - index);
            items[index] = reference;
            size++;
        }

        @SuppressWarnings("NullAway") // the freed place must not keep the last reference alive
        void removeAt(int index) {
            size--;
            System.arraycopy(items, index + 1, items, index, size - index);
            items[size] = null;
        }

        void appendAll(Block other) {
            MessageReference[] both = new MessageReference[BLOCK];
            System.arraycopy(items, 0, both, 0, size);
            System.arraycopy(other.items, 0, both, size, other.size);
            items = both;
            size += other.size;
        }

        Block splitTail() {
            Block tail = new Block();
            int keep = size / 2;
            tail.size = size - keep;
            tail.items = new MessageReference[BLOCK];
            System.arraycopy(items, keep, tail.items, 0, tail.size);
            java.util.Arrays.fill(items, keep, size, null);
            size = keep;
            return tail;
        }
    }

    int size() {
        return size;
    }

    void forEach(Consumer<MessageReference> visitor) {
        for (Block block : blocks) {
            for (int i = 0; i < block.size; i++) {
                visitor.accept(block.items[i]);
            }
        }
    }

    /** Puts a reference in its place. One with its sequence must not be there. */
    void add(MessageReference reference) {
        long sequence = reference.sequence();
        int at = Math.min(blockOf(sequence), blocks.size() - 1);
        if (at < 0 || isFullBefore(at, sequence)) {
            blocks.add(new Block());
            at = blocks.size() - 1;
        }
        Block block = blocks.get(at);
        if (block.size == BLOCK) {
            Block tail = block.splitTail();
            blocks.add(at + 1, tail);
            block = sequence > block.last() ? tail : block;
        }
        block.insert(block.indexOf(sequence), reference);
        size++;
    }

    private boolean isFullBefore(int at, long sequence) {
        Block block = blocks.get(at);
        return at == blocks.size() - 1 && block.size == BLOCK && sequence > block.last();
    }

    @Nullable
    MessageReference find(long sequence) {
        MessageReference found = atOrAfter(sequence);
        return found != null && found.sequence() == sequence ? found : null;
    }

    /** The first with this sequence or a later one. */
    @Nullable
    MessageReference atOrAfter(long sequence) {
        int at = blockOf(sequence);
        if (at == blocks.size()) {
            return null;
        }
        Block block = blocks.get(at);
        return block.items[block.indexOf(sequence)];
    }

    void remove(long sequence) {
        int at = blockOf(sequence);
        if (at == blocks.size()) {
            return;
        }
        Block block = blocks.get(at);
        int index = block.indexOf(sequence);
        if (block.items[index].sequence() != sequence) {
            return;
        }
        block.removeAt(index);
        size--;
        if (block.size == 0) {
            blocks.remove(at);
        } else if (at + 1 < blocks.size() && block.size + blocks.get(at + 1).size <= BLOCK / 2) {
            block.appendAll(blocks.remove(at + 1));
        }
    }

    /** The index of the first block whose last reference has this sequence or a later one. */
    private int blockOf(long sequence) {
        int count = blocks.size();
        if (count == 0 || blocks.get(0).last() >= sequence) {
            return 0;
        }
        if (blocks.get(count - 1).last() < sequence) {
            return count;
        }
        for (int near = recent; near < Math.min(recent + 2, count); near++) {
            if (isBlockOf(near, sequence)) {
                recent = near;
                return near;
            }
        }
        recent = search(sequence, count);
        return recent;
    }

    private boolean isBlockOf(int at, long sequence) {
        return blocks.get(at).last() >= sequence
                && (at == 0 || blocks.get(at - 1).last() < sequence);
    }

    private int search(long sequence, int count) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).last() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
