package org.restante.broker.persistence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.OwnerSet;
import org.restante.broker.state.SharedBacklog;
import org.restante.broker.state.State;
import org.restante.broker.state.Topic;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.MessageId;

/**
 * The rows of a snapshot for messages that subscriptions share: one for each message, whatever the number of its owners, and one for
 * each subscription that has taken some. Owned by the broker thread.
 *
 * <p>The messages are those that are shared when the walk begins. A subscription that takes them later, before the walk reaches it,
 * has them in rows of its own, and its row here excludes it from the shared ones. The trap: so the bound of what it has taken is noted
 * before its own rows are written, and is not beyond the messages that were kept when the walk began.
 */
final class SharedRows {

    /** Behind all other tables: the rows of a subscription precede the messages that it shares. */
    static final int TAKEN = 7;

    static final int SHARED = 8;

    private final List<Shared> messages = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private final long bound;
    private int last;
    private int takenRows;
    private int messageRows;

    private record Shared(int topic, SharedBacklog.Entry entry) {}

    private record Taken(int id, long sequence) {}

    SharedRows(State state) {
        bound = state.keptSequence();
        for (Topic topic : state.destinations().topics()) {
            for (SharedBacklog.Entry entry : topic.shared().entries()) {
                if (entry.message().position() != StoredMessage.NOWHERE) {
                    messages.add(new Shared(topic.id(), entry));
                }
            }
        }
    }

    /** The walk is at this owner; the first call for each comes before its rows. */
    void at(DeliveryQueue owner) {
        if (owner.id() != last) {
            last = owner.id();
            if (owner.taken() > 0) {
                taken.add(new Taken(last, Math.min(owner.taken(), bound)));
            }
        }
    }

    /** Adds rows until there are so many; all at last. */
    void addTo(List<SnapshotRows.Row> rows, int most) {
        while (rows.size() < most && takenRows < taken.size()) {
            Taken next = taken.get(takenRows++);
            byte[] key =
                    ByteBuffer.allocate(5).put((byte) TAKEN).putInt(next.id).array();
            rows.add(new SnapshotRows.Row(
                    key, new Encoder(9).varint(next.sequence).toBytes()));
        }
        while (rows.size() < most && messageRows < messages.size()) {
            rows.add(row(messages.get(messageRows++)));
        }
    }

    private static SnapshotRows.Row row(Shared shared) {
        StoredMessage message = shared.entry.message();
        MessageId id = message.id();
        byte[] key = ByteBuffer.allocate(13)
                .put((byte) SHARED)
                .putInt(shared.topic)
                .putLong(message.sequence())
                .array();
        Encoder value = new Encoder(64).u8(message.priority());
        value.varint(message.position()).varint(message.offset()).varint(message.size());
        value.i64(message.queuedAt()).i32(id.store()).varint(id.connection()).varint(id.number());
        value.varint(message.expiration());
        GroupMark group = message.group();
        value.bool(group != null);
        if (group != null) {
            value.i64(group.group()).bool(group.last());
        }
        ChangeCodec.writeSet(value, new OwnerSet(shared.topic, shared.entry.below(), 0, shared.entry.except()));
        return new SnapshotRows.Row(key, value.toBytes());
    }

    /**
     * Loads a row.
     *
     * @param known the objects that stand for messages with several owners, by sequence
     */
    static void load(State state, int table, ByteBuffer key, Decoder in, Map<Long, StoredMessage> known) {
        int id = key.getInt();
        if (table == TAKEN) {
            state.sharing().loadTaken(id, in.varint());
            return;
        }
        long sequence = key.getLong();
        int priority = in.u8();
        long position = in.varint();
        int offset = ChangeCodec.number(in);
        int size = ChangeCodec.number(in);
        long queuedAt = in.i64();
        MessageId name = new MessageId(in.i32(), in.varint(), in.varint());
        long expiration = in.varint();
        GroupMark group = in.bool() ? new GroupMark(in.i64(), in.bool()) : null;
        if (priority > 9) {
            throw new Decoder.MalformedException("a priority of " + priority);
        }
        StoredMessage read = new StoredMessage(sequence, queuedAt, name, size, priority, expiration, 0, group);
        StoredMessage before = known.putIfAbsent(sequence, read);
        state.sharing().load(before == null ? read : before, ChangeCodec.readSet(in, id), position, offset);
    }
}
