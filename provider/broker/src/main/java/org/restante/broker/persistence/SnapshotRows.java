package org.restante.broker.persistence;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.Backlog;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.PackedMessages;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.Change;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.History;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.RequestHistory;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.DeliveryStatus;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.MessageId;

/**
 * The rows of a snapshot. Keys sort as bytes, and so by table, then within it:
 *
 * <pre>
 * | 0 |                                                        the store's number and counters
 * | 0 | count i32 |                                            the settings of a pattern, the widest first
 * | 1 | id i32 |                                               a queue or topic
 * | 1 | id i32 | 1 |                                           a prepared branch
 * | 1 | id i32 | 2 |                                           a queue or topic that is paused; no value
 * | 1 | id i32 | 3 |                                           a queue that its first use made
 * | 2 | id i32 |                                               a subscription
 * | 2 | id i32 | 2 |                                           a subscription that is paused; no value
 * | 3 | owner i32 | 9 - priority u8 | sequence i64 |           a waiting message, in the order of dispatch
 * | 3 | owner i32 | 9 - priority u8 | sequence i64 | 1 |       packed messages, of which this is the first
 * | 4 | count i64 |                                            a finished delivery, oldest first
 * | 5 | destination i32 | sequence i64 |                          an identifier that a destination remembers
 * | 6 | id i32 | count i32 |                                   with count 0 a conversation, then parts of its done requests
 * | 7 | subscription i32 |                                     the sequence up to which it has taken shared messages
 * | 8 | topic i32 | sequence i64 |                             a message that subscriptions share, see SharedRows
 * </pre>
 */
public final class SnapshotRows {

    private static final int COUNTERS = 0;
    private static final int DESTINATION = 1;
    private static final int SUBSCRIPTION = 2;
    private static final int REFERENCE = 3;
    private static final int FINISHED = 4;
    private static final int REMEMBERED = 5;
    private static final int CONVERSATION = 6;

    /** Nothing behind the number of a destination or subscription: its definition. */
    private static final int DEFINITION = 0;

    /** Behind the number of a destination: the row of a prepared branch. */
    private static final int BRANCH = 1;

    /** Behind the number of a destination or subscription: it is paused. */
    private static final int PAUSED = 2;

    /** Behind the number of a destination: a queue that its first use made. */
    private static final int MADE = 3;

    /** Behind the place of a message: the row of packed messages. */
    private static final int PACKED = 1;

    /** In the place of a lastValueKey: the message has been replaced while it was in flight. */
    private static final String REPLACED = "";

    private SnapshotRows() {}

    /** A row. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Row(byte[] key, byte[] value) {}

    static Row counters(State state) {
        Encoder value =
                new Encoder(24).i32(state.store()).varint(state.nextId()).varint(state.nextSequence());
        return new Row(new byte[] {COUNTERS}, value.toBytes());
    }

    static Row settings(int count, Address pattern, Settings settings) {
        Encoder value = new Encoder(64).string(pattern.toString());
        ChangeCodec.writeSettings(value, settings);
        return new Row(key(COUNTERS, count), value.toBytes());
    }

    static Row destination(int id, Address address) {
        return new Row(
                key(DESTINATION, id), new Encoder(32).string(address.toString()).toBytes());
    }

    static Row made(int id, Address address) {
        return new Row(
                key(DESTINATION, id, MADE),
                new Encoder(32).string(address.toString()).toBytes());
    }

    static Row branch(PreparedBranch branch) {
        Encoder value = new Encoder(160);
        ChangeCodec.writeBranch(value, branch);
        writeUser(value, branch.user());
        return new Row(key(DESTINATION, branch.id(), BRANCH), value.toBytes());
    }

    static Row paused(int id, boolean isSubscription) {
        return new Row(key(isSubscription ? SUBSCRIPTION : DESTINATION, id, PAUSED), new byte[0]);
    }

    static Row subscription(SubscriptionDefinition definition) {
        Encoder value = new Encoder(64);
        ChangeCodec.writeDefinition(value, definition);
        writeUser(value, definition.user());
        return new Row(key(SUBSCRIPTION, definition.id()), value.toBytes());
    }

    /** The user stands at the end; rows were once written without it, and are for what belongs to nobody. */
    private static void writeUser(Encoder out, @Nullable String user) {
        if (user != null) {
            out.string(user);
        }
    }

    private static byte[] key(int table, int id) {
        return ByteBuffer.allocate(5).put((byte) table).putInt(id).array();
    }

    private static byte[] key(int table, int id, int kind) {
        return ByteBuffer.allocate(6)
                .put((byte) table)
                .putInt(id)
                .put((byte) kind)
                .array();
    }

    /**
     * The row of a message that is not packed.
     *
     * @param due when it may be delivered again after it was given back; 0 if it does not wait for that
     */
    public static Row reference(MessageReference reference, long due) {
        StoredMessage message = reference.message();
        byte[] key = ByteBuffer.allocate(14)
                .put((byte) REFERENCE)
                .putInt(reference.owner().id())
                .put((byte) (Backlog.HIGHEST - message.priority()))
                .putLong(message.sequence())
                .array();
        MessageId id = message.id();
        Encoder value = new Encoder(72).bool(message.references() > 1);
        value.varint(message.position()).varint(message.offset()).varint(message.size());
        value.i64(message.queuedAt()).i32(id.store()).varint(id.connection()).varint(id.number());
        value.varint(message.expiration()).varint(message.deliveryTime()).varint(reference.attempts());
        writeSteps(value, reference.laterSteps());
        value.varint(due);
        writeLastValue(value, reference);
        GroupMark group = message.group();
        if (group != null) {
            value.i64(group.group()).bool(group.last());
        }
        return new Row(key, value.toBytes());
    }

    /** A later row for one of these messages, unpacked meanwhile, overrides this row. */
    static Row packed(int owner, int priority, PackedMessages packed) {
        byte[] key = ByteBuffer.allocate(15)
                .put((byte) REFERENCE)
                .putInt(owner)
                .put((byte) (Backlog.HIGHEST - priority))
                .putLong(packed.first())
                .put((byte) PACKED)
                .array();
        return new Row(key, packed.bytes());
    }

    /**
     * The key is written too, because another key may be set when the row is read. An empty key, which no queue has, stands before
     * the identifier of the message that has replaced this one.
     */
    private static void writeLastValue(Encoder out, MessageReference reference) {
        String by = DeliveryQueue.of(reference).lastValues().replacementOf(reference);
        if (by != null) {
            ChangeCodec.writeOptional(out, REPLACED);
            out.string(by);
            return;
        }
        String value = DeliveryQueue.of(reference).lastValues().valueOf(reference);
        ChangeCodec.writeOptional(
                out, value == null ? null : DeliveryQueue.of(reference).policy().lastValueKey());
        if (value != null) {
            out.string(value);
        }
    }

    static Row finished(long count, History.Finished one) {
        DeliveryStatus status = one.status();
        Encoder value = new Encoder(160).varint(one.owner()).varint(one.sequence());
        value.i32(status.id().store())
                .i64(status.id().connection())
                .i64(status.id().number());
        value.string(status.destination().toString());
        ChangeCodec.writeOptional(value, status.subscription());
        writeSteps(value, status.steps());
        byte[] key = ByteBuffer.allocate(9).put((byte) FINISHED).putLong(count).array();
        return new Row(key, value.toBytes());
    }

    static Row remembered(Change.Remembered remembered) {
        byte[] key = ByteBuffer.allocate(13)
                .put((byte) REMEMBERED)
                .putInt(remembered.destination())
                .putLong(remembered.sequence())
                .array();
        return new Row(key, new Encoder(48).string(remembered.id()).toBytes());
    }

    static List<Row> conversation(RequestHistory memory) {
        List<Row> rows = new ArrayList<>(2);
        for (Change change : memory.changes()) {
            byte[] key = ByteBuffer.allocate(9)
                    .put((byte) CONVERSATION)
                    .putInt(memory.id())
                    .putInt(rows.size())
                    .array();
            Encoder value = new Encoder(48);
            if (change instanceof Change.ConversationBegun begun) {
                ChangeCodec.writeConversation(value, begun);
            } else if (change instanceof Change.DoneOnce done) {
                ChangeCodec.writeDone(value, done);
            } else {
                throw new IllegalStateException("no row for " + change);
            }
            rows.add(new Row(key, value.toBytes()));
        }
        return rows;
    }

    private static void writeSteps(Encoder out, List<DeliveryStatus.Step> steps) {
        out.varint(steps.size());
        for (DeliveryStatus.Step step : steps) {
            ChangeCodec.writeState(out, step.state());
            out.i64(step.time()).varint(step.attempt());
            ChangeCodec.writeOptional(out, step.consumer());
            ChangeCodec.writeOptional(out, step.clientId());
            ChangeCodec.writeOptional(out, step.reason());
        }
    }

    private static List<DeliveryStatus.Step> readSteps(Decoder in) {
        int count = in.count();
        if (count == 0) {
            return List.of();
        }
        List<DeliveryStatus.Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            steps.add(new DeliveryStatus.Step(
                    ChangeCodec.readState(in),
                    in.i64(),
                    ChangeCodec.number(in),
                    ChangeCodec.readOptional(in),
                    ChangeCodec.readOptional(in),
                    ChangeCodec.readOptional(in)));
        }
        return steps;
    }

    /** Puts rows back into a state, in the order in which they were written. */
    public static final class Loader {
        private final State state;
        private final IntPredicate defined;
        private final boolean logDefines;
        private final Map<Long, StoredMessage> shared = new HashMap<>();

        /**
         * Loads rows into a state.
         *
         * @param defined accepts the numbers of queues, topics and subscriptions that are not gone
         * @param logDefines whether the log has lost its entries between the snapshot and its first entry. Then settings and pauses
         *     stand again in the log, and the snapshot's are passed over
         */
        public Loader(State state, IntPredicate defined, boolean logDefines) {
            this.state = state;
            this.defined = defined;
            this.logDefines = logDefines;
        }

        /**
         * Loads one row.
         *
         * @throws Decoder.MalformedException if it is not a row of a snapshot
         */
        public void load(byte[] key, byte[] value) {
            try {
                loadRow(key, value);
            } catch (BufferUnderflowException e) {
                throw new Decoder.MalformedException("the key of a row ends after " + key.length + " bytes");
            }
        }

        private void loadRow(byte[] key, byte[] value) {
            ByteBuffer fields = ByteBuffer.wrap(key);
            Decoder in = new Decoder(value);
            int table = fields.get();
            switch (table) {
                case COUNTERS -> loadStore(fields, in);
                case DESTINATION -> loadDestination(fields.getInt(), kind(fields), in);
                case SUBSCRIPTION -> loadSubscription(fields.getInt(), kind(fields), in);
                case REFERENCE -> loadWaiting(fields, value);
                case FINISHED -> loadFinished(in);
                case REMEMBERED ->
                    state.apply(0, new Change.Remembered(fields.getInt(), fields.getLong(), in.string()));
                case SharedRows.TAKEN, SharedRows.SHARED -> SharedRows.load(state, table, fields, in, shared);
                case CONVERSATION -> loadConversation(fields.getInt(), fields.getInt(), in);
                default -> throw new Decoder.MalformedException("no table " + table + " in a snapshot");
            }
        }

        private void loadStore(ByteBuffer key, Decoder in) {
            if (!key.hasRemaining()) {
                state.restoreCounters(in.i32(), ChangeCodec.number(in), in.varint());
            } else if (!logDefines) {
                state.apply(0, new Change.SettingsChanged(Address.parse(in.string()), ChangeCodec.readSettings(in)));
            }
        }

        private void loadConversation(int id, int count, Decoder in) {
            define(id, count == 0 ? ChangeCodec.readConversation(in, id) : ChangeCodec.readDone(in, id));
        }

        private static int kind(ByteBuffer key) {
            return key.hasRemaining() ? key.get() : DEFINITION;
        }

        private void loadDestination(int id, int kind, Decoder in) {
            switch (kind) {
                case DEFINITION -> define(id, new Change.DestinationCreated(id, Address.parse(in.string())));
                case BRANCH -> loadBranch(id, in);
                case MADE -> define(id, new Change.QueueMade(id, Address.parse(in.string())));
                case PAUSED -> pause(id);
                default -> throw new Decoder.MalformedException("no row of a destination has the kind " + kind);
            }
        }

        private void loadSubscription(int id, int kind, Decoder in) {
            switch (kind) {
                case DEFINITION -> loadDefinition(id, in);
                case PAUSED -> pause(id);
                default -> throw new Decoder.MalformedException("no row of a subscription has the kind " + kind);
            }
        }

        private void loadBranch(int id, Decoder in) {
            PreparedBranch branch = ChangeCodec.readBranch(in, null);
            define(
                    id,
                    new Change.Prepared(new PreparedBranch(
                            branch.id(), branch.name(), branch.sender(), branch.acknowledged(), readUser(in))));
        }

        private void loadDefinition(int id, Decoder in) {
            define(id, new Change.SubscriptionCreated(ChangeCodec.readDefinition(in, null)));
            String user = readUser(in);
            if (user != null) {
                state.apply(0, new Change.SubscriptionOwned(id, user));
            }
        }

        private static @Nullable String readUser(Decoder in) {
            return in.remaining() == 0 ? null : in.string();
        }

        private void pause(int id) {
            if (!logDefines) {
                state.apply(0, new Change.Paused(id, true));
            }
        }

        private void define(int id, Change definition) {
            if (defined.test(id)) {
                state.apply(0, definition);
            }
        }

        private void loadWaiting(ByteBuffer key, byte[] value) {
            if (key.remaining() == 14) {
                loadPacked(key, PackedMessages.read(value));
            } else {
                loadReference(key, new Decoder(value));
            }
        }

        private static int priority(ByteBuffer key) {
            int priority = Backlog.HIGHEST - key.get();
            if (priority < 0 || priority > Backlog.HIGHEST) {
                throw new Decoder.MalformedException("a priority of " + priority + " in the key of a row");
            }
            return priority;
        }

        private void loadPacked(ByteBuffer key, PackedMessages packed) {
            DeliveryQueue owner = state.destinations().owner(key.getInt());
            int priority = priority(key);
            long first = key.getLong();
            int kind = key.get();
            if (kind != PACKED || first != packed.first()) {
                throw new Decoder.MalformedException("packed messages from " + packed.first() + " on in the row of "
                        + first + ", of kind " + kind + " and priority " + priority);
            }
            if (owner != null) {
                state.add(owner, priority, packed);
            }
        }

        private void loadReference(ByteBuffer key, Decoder in) {
            DeliveryQueue owner = state.destinations().owner(key.getInt());
            int priority = priority(key);
            long sequence = key.getLong();
            boolean isShared = in.bool();
            long position = in.varint();
            int offset = ChangeCodec.number(in);
            int size = ChangeCodec.number(in);
            long queuedAt = in.i64();
            MessageId id = new MessageId(in.i32(), in.varint(), in.varint());
            long expiration = in.varint();
            long deliveryTime = in.varint();
            int attempts = ChangeCodec.number(in);
            List<DeliveryStatus.Step> steps = readSteps(in);
            long due = in.remaining() == 0 ? 0 : in.varint(); // rows were once written without it
            String property = in.remaining() == 0 ? null : ChangeCodec.readOptional(in);
            String value = property == null ? null : in.string();
            GroupMark group = in.remaining() == 0 ? null : new GroupMark(in.i64(), in.bool());
            StoredMessage message =
                    new StoredMessage(sequence, queuedAt, id, size, priority, expiration, deliveryTime, group);
            if (isShared || (owner != null && owner.isShareable())) {
                StoredMessage before = shared.putIfAbsent(sequence, message);
                message = before == null ? message : before;
            }
            if (owner == null) {
                return; // removed while the snapshot was made
            }
            MessageReference reference = new MessageReference(message, owner, attempts);
            steps.forEach(reference::remember);
            state.add(reference);
            if (due != 0) {
                state.delays().add(reference, due);
            }
            if (value != null && property != null) {
                loadLastValue(reference, property, value);
            }
            if (message.position() == StoredMessage.NOWHERE) {
                state.place(message, position, offset);
            }
        }

        private static void loadLastValue(MessageReference reference, String property, String value) {
            DeliveryQueue owner = DeliveryQueue.of(reference);
            String key = owner.policy().lastValueKey();
            if (property.equals(key)) {
                owner.lastValues().add(value, reference);
            } else if (property.equals(REPLACED) && key != null) {
                owner.lastValues().addReplaced(reference, value);
            }
        }

        private void loadFinished(Decoder in) {
            int owner = ChangeCodec.number(in);
            long sequence = in.varint();
            MessageId id = new MessageId(in.i32(), in.i64(), in.i64());
            Address address = Address.parse(in.string());
            String subscription = ChangeCodec.readOptional(in);
            DeliveryStatus status = new DeliveryStatus(id, address, subscription, readSteps(in));
            state.history().add(new History.Finished(owner, sequence, status));
        }
    }
}
