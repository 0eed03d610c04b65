package org.restante.broker.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.State;
import org.restante.link.DeliveryStatus;
import org.restante.link.Tag;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** Consecutive messages of a change are ranges, and are read as they were written. */
final class TagCodecTest {

    private static final int OWNER = 7;
    private static final int HEADER = 10;

    private static List<Tag> consecutive(int count) {
        return LongStream.range(1_000, 1_000 + count)
                .mapToObj(sequence -> new Tag(OWNER, 4, sequence))
                .toList();
    }

    private static Change settled(List<Tag> tags) {
        return new Change.Settled(OWNER, DeliveryStatus.State.ACKNOWLEDGED, null, tags);
    }

    private static Change delivered(List<Change.Attempt> attempts) {
        return new Change.Delivered(OWNER, "c/1", null, attempts);
    }

    private static byte[] encode(Change change) {
        Decision decision = new Decision(new State(10, 1 << 16), 5);
        decision.record(change);
        return ChangeCodec.encode(decision).bytes();
    }

    private static Change decode(byte[] entry) {
        List<Change> read = new ArrayList<>();
        ChangeCodec.decode(entry, (time, change, offset) -> read.add(change));
        assertEquals(1, read.size());
        return read.get(0);
    }

    @Test
    void aThousandConsecutiveMessagesTakeAFewBytes() {
        byte[] settled = encode(settled(consecutive(1_000)));
        byte[] delivered = encode(delivered(attempts(consecutive(1_000), 1)));
        assertEquals(settled(consecutive(1_000)), decode(settled));
        assertEquals(delivered(attempts(consecutive(1_000), 1)), decode(delivered));
        assertTrue(settled.length < 30, () -> settled.length + " bytes");
        assertTrue(delivered.length < 30, () -> delivered.length + " bytes");
        assertEquals(25, settled[HEADER]);
        assertEquals(24, delivered[HEADER]);
    }

    private static List<Change.Attempt> attempts(List<Tag> tags, int attempt) {
        return tags.stream().map(tag -> new Change.Attempt(tag, attempt)).toList();
    }

    @Test
    void whateverTheOrderItIsReadAsItWasWrittenAndTakesNoMoreBytesThanOneByOne() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Change.Attempt> attempts = new ArrayList<>();
            long sequence = random.nextLong(1L << random.nextInt(1, 60));
            for (int i = random.nextInt(40); i > 0; i--) {
                sequence += random.nextInt(4) == 0 ? random.nextInt(-1, 5) : 1;
                int priority = random.nextInt(8) == 0 ? random.nextInt(10) : 4;
                attempts.add(new Change.Attempt(
                        new Tag(OWNER, priority, Math.max(0, sequence)), random.nextInt(8) == 0 ? 3 : 1));
            }
            List<Tag> tags = attempts.stream().map(Change.Attempt::tag).toList();
            assertEquals(settled(tags), decode(encode(settled(tags))), "seed " + seed);
            assertEquals(delivered(attempts), decode(encode(delivered(attempts))), "seed " + seed);
            Encoder single = new Encoder(64);
            TagCodec.write(single, tags);
            Encoder ranges = new Encoder(64);
            TagCodec.writeRanges(ranges, tags);
            assertTrue(!TagCodec.areRanges(tags) || ranges.size() <= single.size(), "seed " + seed);
        }
    }

    @Test
    void theMessagesInRangesHaveABoundAboveWhichTheyAreWrittenOneByOne() {
        List<Tag> most = consecutive(TagCodec.MAX_IN_RANGES);
        List<Tag> more = consecutive(TagCodec.MAX_IN_RANGES + 1);
        assertEquals(25, encode(settled(most))[HEADER]);
        assertEquals(settled(most), decode(encode(settled(most))));
        assertEquals(9, encode(settled(more))[HEADER]);
        assertEquals(settled(more), decode(encode(settled(more))));
    }

    @Test
    void aRangeWithoutMessagesOrWithTooManyIsMalformed() {
        for (int length : new int[] {0, TagCodec.MAX_IN_RANGES + 1, Integer.MAX_VALUE}) {
            Encoder out = new Encoder(64);
            out.varint(1).u8(4).varint(1_000).varint(length);
            assertThrows(
                    Decoder.MalformedException.class, () -> TagCodec.readRanges(new Decoder(out.toBytes()), OWNER));
        }
        Encoder two = new Encoder(64);
        two.varint(2)
                .u8(4)
                .varint(1)
                .varint(TagCodec.MAX_IN_RANGES)
                .u8(4)
                .varint(1_000_000)
                .varint(1);
        assertThrows(Decoder.MalformedException.class, () -> TagCodec.readRanges(new Decoder(two.toBytes()), OWNER));
    }
}
