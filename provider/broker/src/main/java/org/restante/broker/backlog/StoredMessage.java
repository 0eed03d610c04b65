package org.restante.broker.backlog;

import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * A message without its envelope: the position of the envelope in the log, and the fields that dispatch needs. All subscriptions
 * that have the message share one object. Owned by the broker thread.
 *
 * <p>The trap: there may be millions of them, so each field matters; one takes about 80 bytes.
 */
public final class StoredMessage {

    /** The position of a message that the log has not written yet. */
    public static final long NOWHERE = -1;

    private final long sequence;
    private final long queuedAt;
    private final long idConnection;
    private final long idNumber;
    private final int idStore;
    private final int size;
    private final byte priority;
    private boolean cached;
    private boolean isVolatile;
    private boolean released;
    private short pins;
    private final @Nullable Rare rare;
    private long position = NOWHERE;
    private int offset;
    private int references;
    private @Nullable Envelope envelope;

    /** Fields that most messages do not have; a time of 0 means none. */
    private record Rare(
            long expiration, long deliveryTime, @Nullable GroupMark group) {}

    public StoredMessage(long sequence, long queuedAt, Envelope envelope) {
        this(
                sequence,
                queuedAt,
                envelope.id(),
                envelope.size(),
                envelope.header().priority(),
                envelope.header().expiration(),
                envelope.header().deliveryTime(),
                GroupMark.of(envelope));
    }

    public StoredMessage(
            long sequence,
            long queuedAt,
            MessageId id,
            int size,
            int priority,
            long expiration,
            long deliveryTime,
            @Nullable GroupMark group) {
        this.sequence = sequence;
        this.queuedAt = queuedAt;
        this.idStore = id.store();
        this.idConnection = id.connection();
        this.idNumber = id.number();
        this.size = size;
        this.priority = (byte) priority;
        boolean isPlain = expiration == 0 && deliveryTime == 0 && group == null;
        this.rare = isPlain ? null : new Rare(expiration, deliveryTime, group);
    }

    public long sequence() {
        return sequence;
    }

    public long queuedAt() {
        return queuedAt;
    }

    public MessageId id() {
        return new MessageId(idStore, idConnection, idNumber);
    }

    /** The first part of its identifier. */
    int idStore() {
        return idStore;
    }

    long idConnection() {
        return idConnection;
    }

    long idNumber() {
        return idNumber;
    }

    public boolean hasId(MessageId id) {
        return idNumber == id.number() && idConnection == id.connection() && idStore == id.store();
    }

    /** The size of the envelope, in bytes. */
    public int size() {
        return size;
    }

    public int priority() {
        return priority;
    }

    /** In milliseconds since the epoch; 0 for never. */
    public long expiration() {
        return rare == null ? 0 : rare.expiration;
    }

    public boolean isExpired(long now) {
        return rare != null && rare.expiration != 0 && rare.expiration <= now;
    }

    /** In milliseconds since the epoch; 0 for at once. */
    public long deliveryTime() {
        return rare == null ? 0 : rare.deliveryTime;
    }

    /** Null for a message without a group. */
    public @Nullable GroupMark group() {
        return rare == null ? null : rare.group;
    }

    /** The position of the log entry with the envelope, or {@link #NOWHERE}. */
    public long position() {
        return position;
    }

    /** The offset of the envelope in the entry. */
    public int offset() {
        return offset;
    }

    public void place(long newPosition, int newOffset) {
        position = newPosition;
        offset = newOffset;
    }

    /**
     * Whether it ends with the broker's process: it is not recovered, and what becomes of it is not logged. It is in memory alone, or,
     * if there was no room, in the log, to be read again from there.
     */
    public boolean isVolatile() {
        return isVolatile;
    }

    public void setVolatile() {
        isVolatile = true;
    }

    /** It may be delivered without an entry of its own in the log. */
    public void release() {
        released = true;
    }

    /** Whether it may be delivered: the log has its entry, or it needs none. */
    public boolean isKept() {
        return released || position != NOWHERE;
    }

    /** How many queues and subscriptions have the message. */
    public int references() {
        return references;
    }

    public void addReference() {
        references++;
    }

    /** So many queues and subscriptions more, or fewer if it is negative, have the message. */
    public void addReferences(int more) {
        references += more;
    }

    public boolean dropReference() {
        return --references == 0;
    }

    /** The envelope, if it is in memory. */
    public @Nullable Envelope envelope() {
        return envelope;
    }

    /** Whether its envelope is in the cache, and counted there. */
    public boolean isCached() {
        return cached;
    }

    public void setCached(boolean isCached) {
        cached = isCached;
    }

    public void setEnvelope(@Nullable Envelope held) {
        envelope = held;
    }

    /** Prevents packing while code outside of the backlog holds this object; {@link #unpin} ends it. */
    public void pin() {
        pins++;
    }

    public void unpin() {
        pins--;
    }

    /** Whether the object must stay: it is pinned, or has its envelope in memory. */
    boolean isInUse() {
        return pins != 0 || envelope != null;
    }

    /** Whether it is in the log, has one owner, and has no other fields than {@link PackedMessages} can store. */
    boolean isPlain() {
        return position != NOWHERE
                && !isVolatile
                && references == 1
                && (rare == null || (rare.deliveryTime == 0 && rare.group == null));
    }

    @Override
    public String toString() {
        return id() + " #" + sequence;
    }
}
