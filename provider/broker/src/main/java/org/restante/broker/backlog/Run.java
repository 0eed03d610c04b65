package org.restante.broker.backlog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.message.MessageId;

/**
 * The messages of one priority in the order of their sequences, in a list of blocks. It takes about 5 bytes for each message
 * besides the reference; lookups, insertions and removals are fast at both ends and in the middle. Owned by the broker thread.
 */
public final class Run {

    private final Owner owner;
    private final int priority;
    private final @Nullable Packer packer;
    private final int blockSize;
    private final List<Block> blocks = new ArrayList<>();
    private int size;

    /** The block of the last search, tried first by the next one: a binary search in a long run misses the CPU caches. */
    private int recent;

    /**
     * An empty run.
     *
     * @param packer null if its messages are never packed
     */
    public Run(Owner owner, int priority, @Nullable Packer packer) {
        this.owner = owner;
        this.priority = priority;
        this.packer = packer;
        this.blockSize = packer == null ? Packer.BLOCK : packer.blockSize();
    }

    Owner owner() {
        return owner;
    }

    int priority() {
        return priority;
    }

    int blockSize() {
        return blockSize;
    }

    public int size() {
        return size;
    }

    /** Visits all messages, in order, read-only: packed ones as temporary objects. */
    public void forEach(Consumer<MessageReference> visitor) {
        blocks.forEach(block -> block.forEach(visitor));
    }

    /** Visits all messages, in order; packed ones that {@code skip} accepts are skipped. */
    public void forEach(Predicate<PackedMessages> skip, Consumer<MessageReference> visitor) {
        for (Block block : blocks) {
            if (block.packed() != null && !skip.test(block.packed())) {
                block.unpack();
            }
            block.forEachLoose(visitor);
        }
    }

    /** Visits the messages with this identifier, read-only: packed ones as temporary objects. */
    void forEach(MessageId id, Consumer<MessageReference> visitor) {
        blocks.forEach(block -> block.forEach(id, visitor));
    }

    /** Adds a message; no other may have its sequence. */
    public void add(MessageReference reference) {
        long sequence = reference.sequence();
        int at = Math.min(blockOf(sequence), blocks.size() - 1);
        if (at < 0 || isFullBefore(at, sequence)) {
            at++;
            add(at, new Block(this));
        }
        Block block = blocks.get(at);
        if (block.size() >= blockSize) {
            Block tail = block.splitTail();
            add(at + 1, tail);
            block = sequence > block.last() ? tail : block;
        }
        block.insert(reference);
        size++;
        if (!block.isInClock()) {
            addToClock(block);
        }
    }

    private void add(int at, Block block) {
        blocks.add(at, block);
        addToClock(block);
    }

    private boolean isFullBefore(int at, long sequence) {
        Block block = blocks.get(at);
        boolean takesMore = block.packed() == null && block.size() < blockSize;
        return at == blocks.size() - 1 && !takesMore && sequence > block.last();
    }

    /** Appends packed messages if their sequences follow all others. Returns whether they did; if not, nothing is done. */
    boolean append(PackedMessages packed) {
        if (packer == null
                || packed.count() > blockSize
                || (!blocks.isEmpty() && blocks.get(blocks.size() - 1).last() >= packed.first())) {
            return false;
        }
        blocks.add(new Block(this, packed));
        size += packed.count();
        packed(packed);
        return true;
    }

    public @Nullable MessageReference find(long sequence) {
        int at = blockOf(sequence);
        return at == blocks.size() ? null : blocks.get(at).find(sequence);
    }

    /** The first message with this sequence or a later one. */
    public @Nullable MessageReference atOrAfter(long sequence) {
        return atOrAfter(sequence, packed -> false);
    }

    /** The first message from this sequence on; packed messages that {@code skip} accepts are skipped. */
    @Nullable
    MessageReference atOrAfter(long sequence, Predicate<PackedMessages> skip) {
        MessageReference found = null;
        for (int at = blockOf(sequence); found == null && at < blocks.size(); at++) {
            found = blocks.get(at).atOrAfter(sequence, skip);
        }
        return found;
    }

    /**
     * The next packed messages, if all of them come before any other message from this sequence on; null otherwise. Packed messages
     * that {@code skip} accepts are ignored.
     */
    @Nullable
    PackedMessages packedAt(long sequence, Predicate<PackedMessages> skip) {
        for (int at = blockOf(sequence); at < blocks.size(); at++) {
            Block block = blocks.get(at);
            PackedMessages packed = block.packed();
            long loose = block.looseFrom(sequence);
            if (packed != null && packed.sequenceFrom(sequence) < loose && !skip.test(packed)) {
                return packed.first() >= sequence ? packed : null;
            }
            if (loose != Long.MAX_VALUE) {
                return null;
            }
        }
        return null;
    }

    /** The first message, read-only: a temporary object if it is packed. */
    public @Nullable MessageReference peek() {
        return blocks.isEmpty() ? null : blocks.get(0).peek();
    }

    public void remove(long sequence) {
        int at = blockOf(sequence);
        if (at == blocks.size() || !blocks.get(at).remove(sequence)) {
            return;
        }
        size--;
        Block block = blocks.get(at);
        if (block.size() == 0) {
            blocks.remove(at);
        } else if (at + 1 < blocks.size() && isOneBlock(block, blocks.get(at + 1))) {
            block.appendAll(blocks.remove(at + 1));
            addToClock(block);
        }
    }

    private boolean isOneBlock(Block block, Block next) {
        return block.packed() == null && next.packed() == null && block.size() + next.size() <= blockSize / 2;
    }

    private void addToClock(Block block) {
        if (packer != null) {
            packer.add(block);
        }
    }

    void packed(PackedMessages packed) {
        if (packer != null) {
            packer.packed(packed);
        }
    }

    void unpacked(PackedMessages unpacked, Block block) {
        if (packer != null) {
            packer.unpacked(unpacked);
            packer.add(block);
        }
    }

    /** The index of the first block whose last message has this sequence or a later one. */
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
