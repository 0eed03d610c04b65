package org.restante.broker.backlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.message.MessageId;

/**
 * A stretch of a {@link Run}: references in order, and beside them what the {@link Packer} has packed of this stretch. Whoever asks
 * for a packed one gets it, and with it all of them are unpacked. Owned by the broker thread.
 */
final class Block {

    private static final MessageReference[] NONE = {};

    private final Run run;
    private MessageReference[] items = NONE;
    private int size;
    private @Nullable PackedMessages packed;
    private byte rounds;
    private boolean listed;

    Block(Run run) {
        this.run = run;
    }

    Block(Run run, PackedMessages packed) {
        this.run = run;
        this.packed = packed;
    }

    /** How many there are, packed or not. */
    int size() {
        return packed == null ? size : size + packed.count();
    }

    /** How many are not packed. */
    int loose() {
        return size;
    }

    @Nullable
    PackedMessages packed() {
        return packed;
    }

    /** How often this was asked since somebody was here, up to a number that is large. */
    int rounds() {
        rounds = (byte) Math.min(rounds + 1, Byte.MAX_VALUE);
        return rounds;
    }

    /** Whether the packer will come by. */
    boolean isListed() {
        return listed;
    }

    void list(boolean comes) {
        listed = comes;
    }

    /** The sequence of the last; there must be one. */
    long last() {
        if (packed == null) {
            return items[size - 1].sequence();
        }
        return size == 0 ? packed.last() : Math.max(packed.last(), items[size - 1].sequence());
    }

    /** The index of the first that is not packed with this sequence or a later one. */
    private int indexOf(long sequence) {
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

    @Nullable
    MessageReference find(long sequence) {
        rounds = 0;
        int index = indexOf(sequence);
        if (packed != null && packed.contains(sequence)) {
            unpack();
            index = indexOf(sequence);
        }
        return index < size && items[index].sequence() == sequence ? items[index] : null;
    }

    /** The first with this sequence or a later one, passing over what is packed where that may be. */
    @Nullable
    MessageReference atOrAfter(long sequence, Predicate<PackedMessages> passes) {
        rounds = 0;
        if (packed != null && packed.sequenceFrom(sequence) < looseFrom(sequence) && !passes.test(packed)) {
            unpack();
        }
        int index = indexOf(sequence);
        return index < size ? items[index] : null;
    }

    /** The sequence of the first that is not packed from this one on; {@link Long#MAX_VALUE} if there is none. */
    long looseFrom(long sequence) {
        int index = indexOf(sequence);
        return index < size ? items[index].sequence() : Long.MAX_VALUE;
    }

    /** The first, told anew if it is packed, for whoever only looks. */
    MessageReference peek() {
        return packed != null && packed.first() < looseFrom(0)
                ? packed.firstReference(run.owner(), run.priority())
                : items[0];
    }

    void insert(MessageReference reference) {
        rounds = 0;
        int index = indexOf(reference.sequence());
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.max(8, Math.min(run.blockSize(), size * 2)));
        }
        System.arraycopy(items, index, items, index + 1, size - index);
        items[index] = reference;
        size++;
    }

    /** Says whether it was there. */
    @SuppressWarnings("NullAway") // the freed place must not keep the last reference alive
    boolean remove(long sequence) {
        if (find(sequence) == null) {
            return false;
        }
        int index = indexOf(sequence);
        size--;
        System.arraycopy(items, index + 1, items, index, size - index);
        items[size] = null;
        return true;
    }

    /** Takes what the block behind this one has; in neither may anything be packed. */
    void appendAll(Block other) {
        rounds = 0;
        MessageReference[] both = new MessageReference[run.blockSize()];
        System.arraycopy(items, 0, both, 0, size);
        System.arraycopy(other.items, 0, both, size, other.size);
        items = both;
        size += other.size;
        other.items = NONE;
        other.size = 0;
    }

    /** Gives away the second half. */
    Block splitTail() {
        unpack();
        Block tail = new Block(run);
        int keep = size / 2;
        tail.size = size - keep;
        tail.items = new MessageReference[run.blockSize()];
        System.arraycopy(items, keep, tail.items, 0, tail.size);
        Arrays.fill(items, keep, size, null);
        size = keep;
        return tail;
    }

    /** Whether some, looked at here and there, could be packed. */
    boolean hasMuchToPack() {
        return size > 0 && (isToPack(items[0]) || isToPack(items[size / 2]) || isToPack(items[size - 1]));
    }

    private static boolean isToPack(MessageReference reference) {
        return !reference.message().isNeeded() && reference.isPlain();
    }

    /** Packs what is plain, if it is so many at the least. */
    void pack(int least) {
        List<MessageReference> plain = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (isToPack(items[i])) {
                plain.add(items[i]);
            }
        }
        if (plain.size() < least) {
            return;
        }
        if (packed != null) {
            unpack();
            pack(least);
            return;
        }
        MessageReference[] rest = new MessageReference[size - plain.size()];
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (!isToPack(items[i])) {
                rest[left++] = items[i];
            }
        }
        items = rest;
        size = left;
        packed = PackedMessages.of(plain);
        run.packed(packed);
    }

    void unpack() {
        PackedMessages unpacked = packed;
        if (unpacked == null) {
            return;
        }
        List<MessageReference> all = new ArrayList<>(size());
        forEach(all::add);
        items = all.toArray(NONE);
        size = items.length;
        packed = null;
        rounds = 0;
        run.unpacked(unpacked, this);
    }

    /** Visits all in order; what is packed is told anew, for whoever only looks. */
    void forEach(Consumer<MessageReference> visitor) {
        int from = 0;
        if (packed != null) {
            for (MessageReference one : packed.references(run.owner(), run.priority())) {
                while (from < size && items[from].sequence() < one.sequence()) {
                    visitor.accept(items[from++]);
                }
                visitor.accept(one);
            }
        }
        forEachLoose(from, visitor);
    }

    /** Visits what is not packed, in order. */
    void forEachLoose(Consumer<MessageReference> visitor) {
        forEachLoose(0, visitor);
    }

    private void forEachLoose(int from, Consumer<MessageReference> visitor) {
        for (int i = from; i < size; i++) {
            visitor.accept(items[i]);
        }
    }

    /** Visits those with this identifier, for whoever only looks. */
    void forEach(MessageId id, Consumer<MessageReference> visitor) {
        MessageReference told = packed == null ? null : packed.find(id, run.owner(), run.priority());
        if (told != null) {
            visitor.accept(told);
        }
        forEachLoose(reference -> {
            if (reference.message().hasId(id)) {
                visitor.accept(reference);
            }
        });
    }
}
