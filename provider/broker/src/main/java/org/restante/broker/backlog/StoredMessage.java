package org.restante.broker.backlog;

import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * What the broker knows of one message without its envelope: where that lies in the log, and what dispatch asks for. One for
 * all subscriptions that are owed it. Owned by the broker thread.
 *
 * <p>The trap: there may be millions, so each field counts; about 80 bytes.
 */
public final class StoredMessage {

    /** Not kept yet. */
    public static final long NOWHERE = -1;

    private final long sequence;
    private final long queuedAt;
    private final long idConnection;
    private final long idNumber;
    private final int idStore;
    private final int size;
    private final byte priority;
    private boolean cached;
    private short pins;
    private final @Nullable Rare rare;
    private long position = NOWHERE;
    private int offset;
    private int references;
    private @Nullable Envelope envelope;

    /** What most messages do not have; times are 0 for none. */
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

    /** Milliseconds since the epoch; 0 for never. */
    public long expiration() {
        return rare == null ? 0 : rare.expiration;
    }

    public boolean isExpired(long now) {
        return rare != null && rare.expiration != 0 && rare.expiration <= now;
    }

    /** Milliseconds since the epoch; 0 for at once. */
    public long deliveryTime() {
        return rare == null ? 0 : rare.deliveryTime;
    }

    /** Null if it belongs to none. */
    public @Nullable GroupMark group() {
        return rare == null ? null : rare.group;
    }

    /** The position of the log's entry that holds the envelope, or {@link #NOWHERE}. */
    public long position() {
        return position;
    }

    /** Where in the entry the envelope starts. */
    public int offset() {
        return offset;
    }

    public void place(long newPosition, int newOffset) {
        position = newPosition;
        offset = newOffset;
    }

    /** How many queues and subscriptions are owed it. */
    public int references() {
        return references;
    }

    public void addReference() {
        references++;
    }

    public boolean dropReference() {
        return --references == 0;
    }

    /** The envelope, if it is in memory. */
    public @Nullable Envelope envelope() {
        return envelope;
    }

    /** Whether its envelope stays in memory, and counts there, after it is kept. */
    public boolean isCached() {
        return cached;
    }

    public void cache(boolean stays) {
        cached = stays;
    }

    public void hold(@Nullable Envelope held) {
        envelope = held;
    }

    /** Somebody holds on to this object for a while: it must stay the one that tells of the message. */
    public void pin() {
        pins++;
    }

    public void unpin() {
        pins--;
    }

    /** Whether this object is needed: for its envelope, or by somebody who holds on to it. */
    boolean isNeeded() {
        return pins != 0 || envelope != null;
    }

    /** Whether it is kept, for one owner, and has no more to tell than {@link PackedMessages} can. */
    boolean isPlain() {
        return position != NOWHERE
                && references == 1
                && (rare == null || (rare.deliveryTime == 0 && rare.group == null));
    }

    @Override
    public String toString() {
        return id() + " #" + sequence;
    }
}
