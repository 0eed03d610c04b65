package org.restante.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.link.BranchId;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/** The fields of requests, replies and events. */
final class WireFields {

    private static final int MAX_RESERVED = 1024;

    /** The most deliveries that a request names in one list. In memory each takes more than ten times its bytes. */
    static final int MAX_TAGS = 1 << 20;

    /** The most messages of a request: those of the largest transaction. */
    static final int MAX_MESSAGES = 65_536;

    private WireFields() {}

    /** A whole number that fits an int; negative ones take 10 bytes. */
    static int number(Decoder in) {
        long number = in.varint();
        if (number != (int) number) {
            throw new Decoder.MalformedException(number + " where a number of 32 bits is due");
        }
        return (int) number;
    }

    static boolean flag(Decoder in) {
        int value = in.u8();
        if (value > 1) {
            throw new Decoder.MalformedException(value + " where 0 or 1 is due");
        }
        return value == 1;
    }

    static <T> void writeOptional(Encoder out, @Nullable T value, BiConsumer<Encoder, T> writer) {
        out.bool(value != null);
        if (value != null) {
            writer.accept(out, value);
        }
    }

    static <T> @Nullable T optional(Decoder in, Function<Decoder, T> reader) {
        return flag(in) ? reader.apply(in) : null;
    }

    static void writeText(Encoder out, @Nullable String text) {
        writeOptional(out, text, Encoder::string);
    }

    static @Nullable String text(Decoder in) {
        return optional(in, Decoder::string);
    }

    static <T> void writeList(Encoder out, List<T> values, BiConsumer<Encoder, T> writer) {
        out.varint(values.size());
        values.forEach(value -> writer.accept(out, value));
    }

    /** A list grows with what is read, so that a count alone takes no memory. */
    static <T> List<T> list(Decoder in, Function<Decoder, T> reader) {
        return list(in, in.count(), reader);
    }

    private static <T> List<T> list(Decoder in, int count, Function<Decoder, T> reader) {
        List<T> values = new ArrayList<>(Math.min(count, MAX_RESERVED));
        for (int i = 0; i < count; i++) {
            values.add(reader.apply(in));
        }
        return values;
    }

    static void writeAddress(Encoder out, Address address) {
        out.string(address.toString());
    }

    static Address address(Decoder in) {
        return Address.parse(in.string());
    }

    static void writeTag(Encoder out, Tag tag) {
        out.varint(tag.owner()).u8(tag.priority()).varint(tag.sequence());
    }

    static Tag tag(Decoder in) {
        int owner = number(in);
        int priority = in.u8();
        if (priority > 9) {
            throw new Decoder.MalformedException("a priority of " + priority + "; 9 is the highest");
        }
        return new Tag(owner, priority, in.varint());
    }

    static void writeTags(Encoder out, List<Tag> tags) {
        writeList(out, tags, WireFields::writeTag);
    }

    static List<Tag> tags(Decoder in) {
        int count = in.count();
        if (count > MAX_TAGS) {
            throw new TooManyPartsException("deliveries in a list", count, MAX_TAGS);
        }
        return list(in, count, WireFields::tag);
    }

    static void writeId(Encoder out, MessageId id) {
        out.i32(id.store()).i64(id.connection()).i64(id.number());
    }

    static MessageId id(Decoder in) {
        return new MessageId(in.i32(), in.i64(), in.i64());
    }

    static void writeUuid(Encoder out, UUID uuid) {
        out.i64(uuid.getMostSignificantBits()).i64(uuid.getLeastSignificantBits());
    }

    static UUID uuid(Decoder in) {
        return new UUID(in.i64(), in.i64());
    }

    static void writeBranch(Encoder out, BranchId branch) {
        out.i32(branch.format()).blob(branch.globalBytes()).blob(branch.qualifierBytes());
    }

    static BranchId branch(Decoder in) {
        return BranchId.of(in.i32(), in.blob(), in.blob());
    }

    /** A message among others: its length first. */
    static void writeEnvelope(Encoder out, Envelope message) {
        out.varint(message.size());
        message.encodeTo(out);
    }

    static Envelope envelope(Decoder in) {
        return Envelope.read(in, in.count());
    }

    /** The messages of a request. */
    static <T> List<T> messages(Decoder in, Function<Decoder, T> reader) {
        int count = in.count();
        if (count > MAX_MESSAGES) {
            throw new TooManyPartsException("messages", count, MAX_MESSAGES);
        }
        return list(in, count, reader);
    }

    /** A message that takes all that is left. */
    static Envelope lastEnvelope(Decoder in) {
        return Envelope.read(in, in.remaining());
    }

    /** A message from outside. */
    static Envelope checked(Envelope message) {
        message.check();
        return message;
    }
}
