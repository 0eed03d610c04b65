package org.restante.broker.persistence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.OwnerSet;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.Sender;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.BranchId;
import org.restante.link.DeliveryStatus;
import org.restante.link.Settings;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;

/**
 * Encodes a decision as one entry of the log, and decodes it. The code of a kind of change is never used again for another kind.
 *
 * <pre>
 * | version u8 | time i64 | number of changes varint | change: kind u8, its fields ... | change | ...
 * </pre>
 */
public final class ChangeCodec {

    /** The most bytes of an entry before its changes. */
    static final int HEADER = 1 + 8 + 5;

    private static final int VERSION = 1;
    private static final int STORE_NAMED = 1;
    private static final int DESTINATION_CREATED = 2;
    private static final int DESTINATION_REMOVED = 3;
    private static final int SUBSCRIPTION_CREATED = 4;
    private static final int SUBSCRIPTION_REMOVED = 5;
    private static final int STORED = 6;
    private static final int DELIVERED = 7;
    private static final int RETURNED = 8;
    private static final int SETTLED = 9;
    private static final int SETTINGS_CHANGED = 10;
    private static final int PREPARED = 11;
    private static final int RETURNED_TO_WAIT = 12;
    private static final int REMEMBERED = 13;
    private static final int PAUSED = 14;
    private static final int CONVERSATION_BEGUN = 15;
    private static final int DONE_ONCE = 16;
    private static final int CONVERSATION_FORGOTTEN = 17;
    private static final int SEQUENCES_FROM = 18;
    private static final int PREPARED_BY_USER = 19;
    private static final int SUBSCRIPTION_CREATED_BY_USER = 20;
    private static final int SUBSCRIPTION_OWNED = 21;
    private static final int QUEUE_MADE = 22;
    private static final int STORED_FOR_SETS = 23;
    private static final int DELIVERED_RANGES = 24;
    private static final int SETTLED_RANGES = 25;
    private static final int STORED_VOLATILE = 31;

    private ChangeCodec() {}

    /** The bytes of an entry, and the offset of each envelope in them, in the order of the stored messages. */
    @SuppressWarnings("ArrayRecordComponent") // carried from here to there, never compared
    record Encoded(byte[] bytes, int[] offsets) {}

    /** Takes each change of an entry, with the offset of its envelope, or -1. */
    public interface Visitor {
        void visit(long time, Change change, int offset);
    }

    /** Reads the messages of a change. */
    private interface TagReader<T> {
        List<T> read(Decoder in, int owner);
    }

    static Encoded encode(Decision decision) {
        Encoder out = new Encoder(sizeHint(decision));
        out.u8(VERSION).i64(decision.time()).varint(decision.changes().size());
        int[] offsets = new int[decision.changes().size()];
        int stored = 0;
        for (Change change : decision.changes()) {
            int offset = write(out, change);
            if (offset >= 0) {
                offsets[stored++] = offset;
            }
        }
        return new Encoded(out.toBytes(), Arrays.copyOf(offsets, stored));
    }

    /** The bytes that a change takes in an entry. */
    static int size(Change change) {
        Encoder out = new Encoder(256);
        write(out, change);
        return out.size();
    }

    private static int sizeHint(Decision decision) {
        int size = 64;
        for (Change change : decision.changes()) {
            size += change instanceof Change.Stored stored
                    ? stored.envelope().size()
                            + 48
                            + 8 * stored.owners().length
                            + 24 * stored.sets().size()
                    : 64;
        }
        return size;
    }

    /** Writes a change; returns where its envelope starts, or -1. The changes of each message come first. */
    private static int write(Encoder out, Change change) {
        if (change instanceof Change.Stored stored) {
            return writeStored(out.u8(kind(stored)), stored);
        } else if (change instanceof Change.Delivered delivered) {
            writeDelivered(out, delivered);
        } else if (change instanceof Change.Settled settled) {
            writeSettled(out, settled);
        } else if (change instanceof Change.Returned returned) {
            return writeReturned(out, returned);
        } else if (change instanceof Change.Remembered remembered) {
            writeRemembered(out.u8(REMEMBERED), remembered);
        } else if (change instanceof Change.DoneOnce done) {
            writeDone(out.u8(DONE_ONCE).varint(done.conversation()), done);
        } else {
            writeDefinition(out, change);
        }
        return -1;
    }

    private static void writeDefinition(Encoder out, Change change) {
        if (change instanceof Change.ConversationBegun begun) {
            writeConversation(out.u8(CONVERSATION_BEGUN).varint(begun.id()), begun);
        } else if (change instanceof Change.ConversationForgotten forgotten) {
            out.u8(CONVERSATION_FORGOTTEN).varint(forgotten.id());
        } else if (change instanceof Change.SequencesFrom from) {
            out.u8(SEQUENCES_FROM).varint(from.next());
        } else if (change instanceof Change.StoreNamed named) {
            out.u8(STORE_NAMED).i32(named.store());
        } else if (change instanceof Change.DestinationCreated created) {
            out.u8(DESTINATION_CREATED)
                    .varint(created.id())
                    .string(created.address().toString());
        } else if (change instanceof Change.QueueMade made) {
            out.u8(QUEUE_MADE).varint(made.id()).string(made.address().toString());
        } else if (change instanceof Change.DestinationRemoved removed) {
            out.u8(DESTINATION_REMOVED).varint(removed.id());
        } else if (change instanceof Change.SubscriptionCreated created) {
            String user = created.definition().user();
            writeUser(out, user, SUBSCRIPTION_CREATED, SUBSCRIPTION_CREATED_BY_USER);
            writeDefinition(out, created.definition());
        } else if (change instanceof Change.SubscriptionRemoved removed) {
            out.u8(SUBSCRIPTION_REMOVED).varint(removed.id());
        } else if (change instanceof Change.Prepared prepared) {
            writeUser(out, prepared.branch().user(), PREPARED, PREPARED_BY_USER);
            writeBranch(out, prepared.branch());
        } else if (change instanceof Change.SubscriptionOwned owned) {
            out.u8(SUBSCRIPTION_OWNED).varint(owned.id()).string(owned.user());
        } else if (change instanceof Change.Paused paused) {
            out.u8(PAUSED).varint(paused.id()).bool(paused.paused());
        } else if (change instanceof Change.SettingsChanged changed) {
            writeSettings(out.u8(SETTINGS_CHANGED).string(changed.pattern().toString()), changed.settings());
        } else {
            throw new IllegalArgumentException(change.getClass().getName() + " has no code; give it one");
        }
    }

    /** What belongs to nobody is written as it was before there were owners. */
    private static void writeUser(Encoder out, @Nullable String user, int codeWithout, int codeWith) {
        if (user == null) {
            out.u8(codeWithout);
        } else {
            out.u8(codeWith).string(user);
        }
    }

    private static void writeDelivered(Encoder out, Change.Delivered delivered) {
        boolean areRanges = TagCodec.areRangesOfAttempts(delivered.attempts());
        out.u8(areRanges ? DELIVERED_RANGES : DELIVERED);
        out.varint(delivered.owner()).string(delivered.consumer());
        writeOptional(out, delivered.clientId());
        if (areRanges) {
            TagCodec.writeRangesOfAttempts(out, delivered.attempts());
        } else {
            TagCodec.writeAttempts(out, delivered.attempts());
        }
    }

    private static int kind(Change.Stored stored) {
        if (stored.message().isVolatile()) {
            return STORED_VOLATILE;
        }
        return stored.sets().isEmpty() ? STORED : STORED_FOR_SETS;
    }

    private static int writeStored(Encoder out, Change.Stored stored) {
        out.bool(stored.copied())
                .varint(stored.message().sequence())
                .i64(stored.message().queuedAt());
        out.varint(stored.owners().length);
        for (int i = 0; i < stored.owners().length; i++) {
            out.varint(stored.owners()[i]).varint(stored.attempts()[i]);
        }
        if (!stored.sets().isEmpty()) {
            writeSets(out, stored.sets());
        }
        out.varint(stored.envelope().size());
        int offset = out.size();
        stored.envelope().encodeTo(out);
        return offset;
    }

    private static void writeSets(Encoder out, List<OwnerSet> sets) {
        out.varint(sets.size());
        for (OwnerSet set : sets) {
            writeSet(out.varint(set.topic()), set);
        }
    }

    static void writeSet(Encoder out, OwnerSet set) {
        out.varint(set.below()).varint(set.members()).varint(set.except().length);
        for (int id : set.except()) {
            out.varint(id);
        }
    }

    private static List<OwnerSet> readSets(Decoder in) {
        int count = in.count();
        List<OwnerSet> sets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sets.add(readSet(in, number(in)));
        }
        return sets;
    }

    static OwnerSet readSet(Decoder in, int topic) {
        int below = number(in);
        int members = number(in);
        int[] except = new int[in.count()];
        for (int i = 0; i < except.length; i++) {
            except[i] = number(in);
            if (i > 0 && except[i] <= except[i - 1]) {
                throw new Decoder.MalformedException("the exceptions of a set of owners are out of order");
            }
        }
        return new OwnerSet(topic, below, members, except);
    }

    private static int writeReturned(Encoder out, Change.Returned returned) {
        if (returned.due() == 0) {
            out.u8(RETURNED);
        } else {
            out.u8(RETURNED_TO_WAIT).i64(returned.due());
        }
        TagCodec.writeAttempts(out.varint(returned.owner()), returned.attempts());
        return -1;
    }

    private static void writeSettled(Encoder out, Change.Settled settled) {
        boolean areRanges = TagCodec.areRanges(settled.tags());
        out.u8(areRanges ? SETTLED_RANGES : SETTLED);
        writeState(out.varint(settled.owner()), settled.outcome());
        writeOptional(out, settled.reason());
        if (areRanges) {
            TagCodec.writeRanges(out, settled.tags());
        } else {
            TagCodec.write(out, settled.tags());
        }
    }

    static void writeDefinition(Encoder out, SubscriptionDefinition definition) {
        out.varint(definition.id()).varint(definition.topic());
        writeOptional(out, definition.clientId());
        writeOptional(out, definition.name());
        writeOptional(out, definition.selector());
        out.bool(definition.noLocal()).bool(definition.shared()).bool(definition.durable());
    }

    static void writeBranch(Encoder out, PreparedBranch branch) {
        out.varint(branch.id()).i32(branch.name().format());
        out.string(branch.name().global()).string(branch.name().qualifier());
        out.i64(branch.sender().connection());
        writeOptional(out, branch.sender().clientId());
        out.varint(branch.acknowledged().size());
        for (Tag tag : branch.acknowledged()) {
            out.varint(tag.owner()).u8(tag.priority()).varint(tag.sequence());
        }
    }

    static PreparedBranch readBranch(Decoder in, @Nullable String user) {
        int id = number(in);
        BranchId name = new BranchId(in.i32(), in.string(), in.string());
        Sender sender = new Sender(in.i64(), readOptional(in));
        int count = in.count();
        List<Tag> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tags.add(TagCodec.readTag(in, number(in)));
        }
        return new PreparedBranch(id, name, sender, tags, user);
    }

    private static void writeRemembered(Encoder out, Change.Remembered remembered) {
        out.varint(remembered.destination()).varint(remembered.sequence()).string(remembered.id());
    }

    static void writeConversation(Encoder out, Change.ConversationBegun begun) {
        out.i64(begun.name().getMostSignificantBits()).i64(begun.name().getLeastSignificantBits());
        writeOptional(out, begun.user());
    }

    static Change readConversation(Decoder in, int id) {
        return new Change.ConversationBegun(id, new UUID(in.i64(), in.i64()), readOptional(in));
    }

    static void writeDone(Encoder out, Change.DoneOnce done) {
        out.varint(done.settled()).varint(done.numbers().size());
        done.numbers().forEach(number -> out.varint(number - done.settled()));
    }

    static Change readDone(Decoder in, int conversation) {
        long settled = in.varint();
        int count = in.count();
        List<Long> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(settled + in.varint());
        }
        return new Change.DoneOnce(conversation, settled, numbers);
    }

    static void writeSettings(Encoder out, Settings settings) {
        Map<String, String> words = settings.words();
        out.varint(words.size());
        words.forEach((word, value) -> out.string(word).string(value));
    }

    static Settings readSettings(Decoder in) {
        int count = in.count();
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            words.put(in.string(), in.string());
        }
        return Settings.of(words);
    }

    static void writeOptional(Encoder out, @Nullable String text) {
        out.bool(text != null);
        if (text != null) {
            out.string(text);
        }
    }

    /**
     * Reads an entry.
     *
     * @throws Decoder.MalformedException if no encoder wrote it; changes before the fault have been visited
     */
    public static void decode(byte[] entry, Visitor visitor) {
        Decoder in = new Decoder(entry);
        int version = in.u8();
        if (version != VERSION) {
            throw new Decoder.MalformedException("an entry of version " + version + "; this is version " + VERSION);
        }
        long time = in.i64();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            read(in, entry, time, visitor);
        }
    }

    private static void read(Decoder in, byte[] entry, long time, Visitor visitor) {
        int kind = in.u8();
        if (kind == STORED || kind == STORED_FOR_SETS || kind == STORED_VOLATILE) {
            readStored(in, entry, time, kind, visitor);
            return;
        }
        Change change = switch (kind) {
            case STORE_NAMED -> new Change.StoreNamed(in.i32());
            case DESTINATION_CREATED -> new Change.DestinationCreated(number(in), Address.parse(in.string()));
            case QUEUE_MADE -> new Change.QueueMade(number(in), Address.parse(in.string()));
            case DESTINATION_REMOVED -> new Change.DestinationRemoved(number(in));
            case SUBSCRIPTION_CREATED -> new Change.SubscriptionCreated(readDefinition(in, null));
            case SUBSCRIPTION_CREATED_BY_USER -> new Change.SubscriptionCreated(readDefinition(in, in.string()));
            case SUBSCRIPTION_OWNED -> new Change.SubscriptionOwned(number(in), in.string());
            case SUBSCRIPTION_REMOVED -> new Change.SubscriptionRemoved(number(in));
            case PREPARED -> new Change.Prepared(readBranch(in, null));
            case PREPARED_BY_USER -> new Change.Prepared(readBranch(in, in.string()));
            case SETTINGS_CHANGED -> new Change.SettingsChanged(Address.parse(in.string()), readSettings(in));
            case REMEMBERED -> new Change.Remembered(number(in), in.varint(), in.string());
            case PAUSED -> new Change.Paused(number(in), in.bool());
            case CONVERSATION_BEGUN -> readConversation(in, number(in));
            case DONE_ONCE -> readDone(in, number(in));
            case CONVERSATION_FORGOTTEN -> new Change.ConversationForgotten(number(in));
            case SEQUENCES_FROM -> new Change.SequencesFrom(in.varint());
            case DELIVERED -> readDelivered(in, TagCodec::readAttempts);
            case DELIVERED_RANGES -> readDelivered(in, TagCodec::readRangesOfAttempts);
            case RETURNED -> readReturned(in, 0);
            case RETURNED_TO_WAIT -> readReturned(in, in.i64());
            case SETTLED -> readSettled(in, TagCodec::read);
            case SETTLED_RANGES -> readSettled(in, TagCodec::readRanges);
            default -> throw new Decoder.MalformedException("no change has the kind " + kind);
        };
        visitor.visit(time, change, -1);
    }

    private static void readStored(Decoder in, byte[] entry, long time, int kind, Visitor visitor) {
        boolean copied = in.bool();
        long sequence = in.varint();
        long queuedAt = in.i64();
        int[] owners = new int[in.count()];
        int[] attempts = new int[owners.length];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = number(in);
            attempts[i] = number(in);
        }
        List<OwnerSet> sets = kind == STORED_FOR_SETS ? readSets(in) : List.of();
        int length = in.count();
        int offset = in.take(length);
        Envelope envelope = Envelope.decode(entry, offset, length);
        StoredMessage message = new StoredMessage(sequence, queuedAt, envelope);
        if (kind == STORED_VOLATILE) {
            message.setVolatile();
        }
        visitor.visit(time, new Change.Stored(message, envelope, owners, attempts, sets, copied), offset);
    }

    private static Change readDelivered(Decoder in, TagReader<Change.Attempt> attempts) {
        int owner = number(in);
        return new Change.Delivered(owner, in.string(), readOptional(in), attempts.read(in, owner));
    }

    private static Change readReturned(Decoder in, long due) {
        int owner = number(in);
        return new Change.Returned(owner, TagCodec.readAttempts(in, owner), due);
    }

    private static Change readSettled(Decoder in, TagReader<Tag> tags) {
        int owner = number(in);
        return new Change.Settled(owner, readState(in), readOptional(in), tags.read(in, owner));
    }

    static void writeState(Encoder out, DeliveryStatus.State state) {
        out.u8(state.code());
    }

    static DeliveryStatus.State readState(Decoder in) {
        return DeliveryStatus.State.of(in.u8());
    }

    static SubscriptionDefinition readDefinition(Decoder in, @Nullable String user) {
        return new SubscriptionDefinition(
                number(in),
                number(in),
                readOptional(in),
                readOptional(in),
                readOptional(in),
                in.bool(),
                in.bool(),
                in.bool(),
                user);
    }

    static @Nullable String readOptional(Decoder in) {
        return in.bool() ? in.string() : null;
    }

    static int number(Decoder in) {
        long number = in.varint();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new Decoder.MalformedException("a number of " + number);
        }
        return (int) number;
    }
}
