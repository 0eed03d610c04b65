package org.restante.broker.backlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.message.MessageId;

/**
 * A block of a {@link Run}: loose references in order, and beside them the messages that the {@link Packer} has packed. A lookup
 * of a packed message unpacks all of them. Owned by the broker thread.
 */
final class Block {

    private static final MessageReference[] NONE = {};

    private final Run run;
    private MessageReference[] items = NONE;
    private int size;

    /** The sequence of the last loose message: a search need not load it. */
    private long lastLoose;

    private @Nullable PackedMessages packed;
    private byte age;
    private boolean inClock;

    Block(Run run) {
        this.run = run;
    }

    Block(Run run, PackedMessages packed) {
        this.run = run;
        this.packed = packed;
    }

    /** How many messages it has, packed or loose. */
    int size() {
        return packed == null ? size : size + packed.count();
    }

    /** How many messages are loose, that is, not packed. */
    int loose() {
        return size;
    }

    @Nullable
    PackedMessages packed() {
        return packed;
    }

    /** CLOCK age: packing rounds since the last access, saturating. Each call counts one round. */
    int nextAge() {
        age = (byte) Math.min(age + 1, Byte.MAX_VALUE);
        return age;
    }

    /** Whether the block is in the CLOCK of the packer. */
    boolean isInClock() {
        return inClock;
    }

    void setInClock(boolean isIn) {
        inClock = isIn;
    }

    /** The sequence of the last message; the block must not be empty. */
    long last() {
        if (packed == null) {
            return lastLoose;
        }
        return size == 0 ? packed.last() : Math.max(packed.last(), lastLoose);
    }

    /** The index of the first loose message with this sequence or a later one. */
    private int indexOf(long sequence) {
        if (size == 0 || lastLoose < sequence) {
            return size;
        }
        long before = sequence - items[0].sequence();
        if (before <= 0) {
            return 0;
        }
        int max = (int) Math.min(size - 1, before); // no more messages come before than there are numbers
        return items[max].sequence() == sequence ? max : search(sequence, max);
    }

    private int search(long sequence, int max) {
        int low = 0;
        int high = max;
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
        age = 0;
        int index = indexOf(sequence);
        if (packed != null && packed.contains(sequence)) {
            unpack();
            index = indexOf(sequence);
        }
        return index < size && items[index].sequence() == sequence ? items[index] : null;
    }

    /** The first message from this sequence on; packed messages that {@code skip} accepts are skipped. */
    @Nullable
    MessageReference atOrAfter(long sequence, Predicate<PackedMessages> skip) {
        age = 0;
        if (packed != null && packed.sequenceFrom(sequence) < looseFrom(sequence) && !skip.test(packed)) {
            unpack();
        }
        int index = indexOf(sequence);
        return index < size ? items[index] : null;
    }

    /** The sequence of the first loose message from this sequence on; {@link Long#MAX_VALUE} if there is none. */
    long looseFrom(long sequence) {
        int index = indexOf(sequence);
        return index < size ? items[index].sequence() : Long.MAX_VALUE;
    }

    /** The first message, read-only: a temporary object if it is packed. */
    MessageReference peek() {
        return packed != null && packed.first() < looseFrom(0)
                ? packed.firstReference(run.owner(), run.priority())
                : items[0];
    }

    void insert(MessageReference reference) {
        age = 0;
        int index = indexOf(reference.sequence());
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.max(8, Math.min(run.blockSize(), size * 2)));
        }
        System.arraycopy(items, index, items, index + 1, size - index);
        items[index] = reference;
        resize(size + 1);
    }

    private void resize(int to) {
        size = to;
        lastLoose = to == 0 ? 0 : items[to - 1].sequence();
    }

    /** Returns whether the message was there. */
    @SuppressWarnings("NullAway") // the freed slot must not keep the last reference alive
    boolean remove(long sequence) {
        if (find(sequence) == null) {
            return false;
        }
        int index = indexOf(sequence);
        System.arraycopy(items, index + 1, items, index, size - 1 - index);
        items[size - 1] = null;
        resize(size - 1);
        return true;
    }

    /** Moves all messages of the next block into this one; neither may have packed messages. */
    void appendAll(Block other) {
        age = 0;
        MessageReference[] both = new MessageReference[run.blockSize()];
        System.arraycopy(items, 0, both, 0, size);
        System.arraycopy(other.items, 0, both, size, other.size);
        items = both;
        resize(size + other.size);
        other.items = NONE;
        other.resize(0);
    }

    /** Splits the block, and returns a new one with the second half. */
    Block splitTail() {
        unpack();
        Block tail = new Block(run);
        int keep = size / 2;
        tail.items = new MessageReference[run.blockSize()];
        System.arraycopy(items, keep, tail.items, 0, size - keep);
        tail.resize(size - keep);
        Arrays.fill(items, keep, size, null);
        resize(keep);
        return tail;
    }

    /** Whether a sample of three messages has one that can be packed. */
    boolean mayPack() {
        return size > 0 && (canPack(items[0]) || canPack(items[size / 2]) || canPack(items[size - 1]));
    }

    private static boolean canPack(MessageReference reference) {
        return !reference.message().isInUse() && reference.isPlain();
    }

    /** Packs the plain messages, if there are at least this many. */
    void pack(int min) {
        List<MessageReference> plain = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (canPack(items[i])) {
                plain.add(items[i]);
            }
        }
        if (plain.size() < min) {
            return;
        }
        if (packed != null) {
            unpack();
            pack(min);
            return;
        }
        MessageReference[] rest = new MessageReference[size - plain.size()];
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (!canPack(items[i])) {
                rest[left++] = items[i];
            }
        }
        items = rest;
        resize(left);
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
        resize(items.length);
        packed = null;
        age = 0;
        run.unpacked(unpacked, this);
    }

    /** Visits all messages in order, read-only: packed ones as temporary objects. */
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

    /** Visits the loose messages, in order. */
    void forEachLoose(Consumer<MessageReference> visitor) {
        forEachLoose(0, visitor);
    }

    private void forEachLoose(int from, Consumer<MessageReference> visitor) {
        for (int i = from; i < size; i++) {
            visitor.accept(items[i]);
        }
    }

    /** Visits the messages with this identifier, read-only: a packed one as a temporary object. */
    void forEach(MessageId id, Consumer<MessageReference> visitor) {
        MessageReference found = packed == null ? null : packed.find(id, run.owner(), run.priority());
        if (found != null) {
            visitor.accept(found);
        }
        forEachLoose(reference -> {
            if (reference.message().hasId(id)) {
                visitor.accept(reference);
            }
        });
    }
}
