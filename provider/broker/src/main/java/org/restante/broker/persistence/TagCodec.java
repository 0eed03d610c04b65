package org.restante.broker.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.restante.broker.state.Change;
import org.restante.link.Tag;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/**
 * Encodes the messages of a change: one by one, or as ranges, each of messages of one priority whose sequences are consecutive.
 *
 * <p>The trap: a range takes few bytes whatever its length, so the number of messages that are read from ranges has a bound.
 */
final class TagCodec {

    /** The most messages of a change that is written as ranges. */
    static final int MAX_IN_RANGES = 65_536;

    private TagCodec() {}

    static void write(Encoder out, List<Tag> tags) {
        out.varint(tags.size());
        for (Tag tag : tags) {
            out.u8(tag.priority()).varint(tag.sequence());
        }
    }

    static List<Tag> read(Decoder in, int owner) {
        int count = in.count();
        List<Tag> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tags.add(readTag(in, owner));
        }
        return tags;
    }

    static void writeAttempts(Encoder out, List<Change.Attempt> attempts) {
        out.varint(attempts.size());
        for (Change.Attempt attempt : attempts) {
            out.u8(attempt.tag().priority()).varint(attempt.tag().sequence()).varint(attempt.attempt());
        }
    }

    static List<Change.Attempt> readAttempts(Decoder in, int owner) {
        int count = in.count();
        List<Change.Attempt> attempts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(new Change.Attempt(readTag(in, owner), ChangeCodec.number(in)));
        }
        return attempts;
    }

    static Tag readTag(Decoder in, int owner) {
        return new Tag(owner, readPriority(in), in.varint());
    }

    private static int readPriority(Decoder in) {
        int priority = in.u8();
        if (priority > 9) {
            throw new Decoder.MalformedException("a priority of " + priority);
        }
        return priority;
    }

    /** Whether ranges take fewer bytes: on average each has two messages or more. */
    static boolean areRanges(List<Tag> tags) {
        return areFew(ranges(tags, TagCodec::follows), tags.size());
    }

    /** As {@link #areRanges}; the messages of a range have one number of deliveries. */
    static boolean areRangesOfAttempts(List<Change.Attempt> attempts) {
        return areFew(ranges(attempts, TagCodec::followsAsOften), attempts.size());
    }

    private static boolean areFew(int ranges, int messages) {
        return messages > 1 && messages <= MAX_IN_RANGES && ranges <= messages / 2;
    }

    private static boolean follows(Tag before, Tag next) {
        return next.priority() == before.priority() && next.sequence() == before.sequence() + 1;
    }

    private static boolean followsAsOften(Change.Attempt before, Change.Attempt next) {
        return next.attempt() == before.attempt() && follows(before.tag(), next.tag());
    }

    private static <T> int ranges(List<T> all, BiPredicate<T, T> follows) {
        int ranges = all.isEmpty() ? 0 : 1;
        for (int i = 1; i < all.size(); i++) {
            if (!follows.test(all.get(i - 1), all.get(i))) {
                ranges++;
            }
        }
        return ranges;
    }

    static void writeRanges(Encoder out, List<Tag> tags) {
        writeRanges(out, tags, TagCodec::follows, tag -> tag, tag -> -1);
    }

    static void writeRangesOfAttempts(Encoder out, List<Change.Attempt> attempts) {
        writeRanges(out, attempts, TagCodec::followsAsOften, Change.Attempt::tag, Change.Attempt::attempt);
    }

    /** @param attempt the number of deliveries; -1 if none is written */
    private static <T> void writeRanges(
            Encoder out, List<T> all, BiPredicate<T, T> follows, Function<T, Tag> tag, ToIntFunction<T> attempt) {
        out.varint(ranges(all, follows));
        int from = 0;
        for (int to = 1; to <= all.size(); to++) {
            if (to == all.size() || !follows.test(all.get(to - 1), all.get(to))) {
                Tag first = tag.apply(all.get(from));
                out.u8(first.priority()).varint(first.sequence()).varint(to - from);
                int deliveries = attempt.applyAsInt(all.get(from));
                if (deliveries >= 0) {
                    out.varint(deliveries);
                }
                from = to;
            }
        }
    }

    static List<Tag> readRanges(Decoder in, int owner) {
        List<Tag> tags = new ArrayList<>();
        int ranges = in.count();
        for (int i = 0; i < ranges; i++) {
            Tag first = readTag(in, owner);
            int length = readLength(in, first, tags.size());
            for (int k = 0; k < length; k++) {
                tags.add(new Tag(owner, first.priority(), first.sequence() + k));
            }
        }
        return tags;
    }

    static List<Change.Attempt> readRangesOfAttempts(Decoder in, int owner) {
        List<Change.Attempt> attempts = new ArrayList<>();
        int ranges = in.count();
        for (int i = 0; i < ranges; i++) {
            Tag first = readTag(in, owner);
            int length = readLength(in, first, attempts.size());
            int deliveries = ChangeCodec.number(in);
            for (int k = 0; k < length; k++) {
                Tag tag = new Tag(owner, first.priority(), first.sequence() + k);
                attempts.add(new Change.Attempt(tag, deliveries));
            }
        }
        return attempts;
    }

    private static int readLength(Decoder in, Tag first, int before) {
        int length = ChangeCodec.number(in);
        if (length == 0 || length > MAX_IN_RANGES - before) {
            throw new Decoder.MalformedException("a range of " + length + " messages from " + first.sequence()
                    + " behind " + before + "; a change has at most " + MAX_IN_RANGES + " in ranges");
        }
        return length;
    }
}
