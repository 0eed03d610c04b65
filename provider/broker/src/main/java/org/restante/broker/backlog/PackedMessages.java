package org.restante.broker.backlog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.Decoder;
import org.restante.message.MessageId;

/**
 * Waiting messages of one priority and one owner, packed into bytes: about 10 bytes for each, instead of 141 for its objects. A
 * snapshot has the same bytes as a row. Immutable; for any thread.
 *
 * <p>Only {@link MessageReference#isPlain plain} messages can be packed. The trap: each lookup creates a new MessageReference;
 * never compare by identity. See {@link Packer} for the code that may hold one.
 */
public final class PackedMessages {

    private static final int SEQUENCE = 0;
    private static final int QUEUED_AT = 1;
    private static final int STORE = 2;
    private static final int CONNECTION = 3;
    private static final int NUMBER = 4;
    private static final int SIZE = 5;
    private static final int POSITION = 6;
    private static final int OFFSET = 7;
    private static final int ATTEMPTS = 8;
    private static final int EXPIRATION = 9;
    private static final int COLUMNS = 10;

    /** More than any block has, or had. */
    private static final int MAX_ROWS = 1 << 16;

    /** Heap taken besides the bytes, with the block, in bytes. */
    private static final int OVERHEAD = 160;

    private final byte[] bytes;
    private final int count;
    private final long first;
    private final long last;
    private final long lowest;
    private final long highest;
    private final long soonest;
    private final long size;
    private final int expiring;

    /** Receives the position of a message in the log, and its size. */
    public interface Visitor {
        void visit(long position, int size);
    }

    private PackedMessages(byte[] bytes, Columns columns) {
        this.bytes = bytes;
        this.count = columns.rows();
        this.first = columns.get(SEQUENCE, 0);
        this.last = columns.get(SEQUENCE, count - 1);
        long low = Long.MAX_VALUE;
        long high = 0;
        long soon = Long.MAX_VALUE;
        long sum = 0;
        int expire = 0;
        boolean mayExpire = !columns.isWithin(EXPIRATION, 0, 0);
        for (int i = 0; i < count; i++) {
            long position = columns.get(POSITION, i);
            low = Math.min(low, position);
            high = Math.max(high, position);
            sum += columns.get(SIZE, i);
            long expiration = mayExpire ? columns.get(EXPIRATION, i) : 0;
            if (expiration != 0) {
                soon = Math.min(soon, expiration);
                expire++;
            }
        }
        this.lowest = low;
        this.highest = high;
        this.soonest = soon;
        this.size = sum;
        this.expiring = expire;
    }

    /**
     * Packs messages.
     *
     * @param references plain messages in the order of their sequences, at least one
     */
    public static PackedMessages of(List<MessageReference> references) {
        long[][] columns = new long[COLUMNS][references.size()];
        for (int i = 0; i < references.size(); i++) {
            MessageReference reference = references.get(i);
            StoredMessage message = reference.message();
            columns[SEQUENCE][i] = message.sequence();
            columns[QUEUED_AT][i] = message.queuedAt();
            columns[STORE][i] = message.idStore();
            columns[CONNECTION][i] = message.idConnection();
            columns[NUMBER][i] = message.idNumber();
            columns[SIZE][i] = message.size();
            columns[POSITION][i] = message.position();
            columns[OFFSET][i] = message.offset();
            columns[ATTEMPTS][i] = reference.attempts();
            columns[EXPIRATION][i] = message.expiration();
        }
        byte[] bytes = Columns.encode(columns);
        return new PackedMessages(bytes, Columns.read(bytes, COLUMNS));
    }

    /**
     * Reads packed messages from the bytes of {@link #bytes}.
     *
     * @throws Decoder.MalformedException if the bytes are invalid
     */
    public static PackedMessages read(byte[] bytes) {
        Columns columns = Columns.read(bytes, COLUMNS);
        if (columns.rows() > MAX_ROWS) { // rows that rise evenly take no bytes
            throw new Decoder.MalformedException(
                    columns.rows() + " packed messages; there are at most " + MAX_ROWS + " together");
        }
        boolean isValid = columns.isWithin(STORE, Integer.MIN_VALUE, Integer.MAX_VALUE)
                && columns.isWithin(SIZE, 0, Integer.MAX_VALUE)
                && columns.isWithin(OFFSET, 0, Integer.MAX_VALUE)
                && columns.isWithin(ATTEMPTS, 0, Integer.MAX_VALUE)
                && columns.isWithin(POSITION, 0, Long.MAX_VALUE)
                && columns.isWithin(EXPIRATION, 0, Long.MAX_VALUE);
        long before = -1;
        for (int i = 0; i < columns.rows(); i++) {
            long sequence = columns.get(SEQUENCE, i);
            isValid &= sequence > before;
            before = sequence;
        }
        if (!isValid) {
            throw new Decoder.MalformedException(
                    "packed messages with invalid fields, or out of order, up to sequence " + before);
        }
        return new PackedMessages(bytes, columns);
    }

    /** The packed form. Not copied: the array must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int count() {
        return count;
    }

    /** The sequence of the first message. */
    public long first() {
        return first;
    }

    /** The sequence of the last message. */
    public long last() {
        return last;
    }

    /** The lowest position of the messages in the log. */
    public long lowest() {
        return lowest;
    }

    /** The earliest expiration of the messages; {@link Long#MAX_VALUE} for never. */
    public long soonest() {
        return soonest;
    }

    /** The size of all their envelopes, in bytes. */
    public long size() {
        return size;
    }

    /** How many of them expire. */
    public int expiring() {
        return expiring;
    }

    /** The highest position of the messages in the log. */
    public long highest() {
        return highest;
    }

    /** Heap taken by them, in bytes. */
    long heap() {
        return (long) bytes.length + OVERHEAD;
    }

    boolean contains(long sequence) {
        return sequenceFrom(sequence) == sequence;
    }

    /** The lowest sequence that is not below this one; {@link Long#MAX_VALUE} if there is none. */
    long sequenceFrom(long sequence) {
        if (sequence <= first) {
            return first;
        }
        if (sequence > last) {
            return Long.MAX_VALUE;
        }
        Columns columns = columns();
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (columns.get(SEQUENCE, middle) < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return columns.get(SEQUENCE, low);
    }

    /** Creates a reference for each message. */
    public List<MessageReference> references(Owner owner, int priority) {
        Columns columns = columns();
        List<MessageReference> references = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            references.add(reference(columns, i, owner, priority));
        }
        return references;
    }

    MessageReference firstReference(Owner owner, int priority) {
        return reference(columns(), 0, owner, priority);
    }

    /** Creates a reference for the message with this identifier; null if there is none. */
    @Nullable
    MessageReference find(MessageId id, Owner owner, int priority) {
        Columns columns = columns();
        for (int i = 0; i < count; i++) {
            if (columns.get(NUMBER, i) == id.number()
                    && columns.get(CONNECTION, i) == id.connection()
                    && columns.get(STORE, i) == id.store()) {
                return reference(columns, i, owner, priority);
            }
        }
        return null;
    }

    public void forEach(Visitor visitor) {
        Columns columns = columns();
        for (int i = 0; i < count; i++) {
            visitor.visit(columns.get(POSITION, i), (int) columns.get(SIZE, i));
        }
    }

    private Columns columns() {
        return Columns.read(bytes, COLUMNS);
    }

    private static MessageReference reference(Columns columns, int i, Owner owner, int priority) {
        StoredMessage message = new StoredMessage(
                columns.get(SEQUENCE, i),
                columns.get(QUEUED_AT, i),
                new MessageId((int) columns.get(STORE, i), columns.get(CONNECTION, i), columns.get(NUMBER, i)),
                (int) columns.get(SIZE, i),
                priority,
                columns.get(EXPIRATION, i),
                0,
                null);
        message.place(columns.get(POSITION, i), (int) columns.get(OFFSET, i));
        message.addReference();
        return new MessageReference(message, owner, (int) columns.get(ATTEMPTS, i));
    }
}
