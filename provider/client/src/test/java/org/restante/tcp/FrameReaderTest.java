package org.restante.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.message.Encoder;

final class FrameReaderTest {

    private static final int PING = 4;
    private static final int LONG = 3 * FrameReader.FIRST_BYTES;

    private final List<Long> numbers = new ArrayList<>();
    private final List<Long> skipped = new ArrayList<>();
    private final List<Integer> grown = new ArrayList<>();
    private int begun;
    private boolean reads = true;
    private boolean yields;

    private final FrameReader reader = new FrameReader(new FrameReader.Sink() {
        @Override
        public void preamble(byte[] bytes) {
            assertEquals(Preamble.SIZE, bytes.length);
        }

        @Override
        public boolean admits(int length) {
            return true;
        }

        @Override
        public boolean begins(FrameKind kind, byte[] bytes, int offset, int arrived, int length) {
            assertEquals(FrameKind.PING, kind);
            assertEquals(LONG, length);
            assertEquals(FrameReader.FIRST_BYTES - 2, arrived);
            begun++;
            return reads;
        }

        @Override
        public boolean grows(int bytes) {
            grown.add(bytes);
            return true;
        }

        @Override
        public boolean yields() {
            return yields;
        }

        @Override
        public void skipped(long number) {
            skipped.add(number);
        }

        @Override
        public void frame(FrameKind kind, long number, byte[] bytes, int offset, int length) {
            numbers.add(number);
        }
    });

    private void read(byte[] bytes, int from, int to) {
        reader.read(Unpooled.copiedBuffer(bytes, from, to - from));
    }

    private void greet() {
        byte[] hello = new byte[Preamble.SIZE];
        System.arraycopy("RSTN".getBytes(StandardCharsets.US_ASCII), 0, hello, 0, 4);
        read(hello, 0, hello.length);
    }

    private static void ping(Encoder out, int number, int body) {
        out.i32(2 + body).u8(PING).varint(number).raw(new byte[body], 0, body);
    }

    @Test
    void framesThatArriveTogetherArePassedOnInRounds() {
        yields = true;
        greet();
        Encoder out = new Encoder(1000);
        int frames = 3 * FrameReader.ROUND;
        for (int i = 0; i < frames; i++) {
            ping(out, i % 100, 10);
        }
        byte[] all = out.toBytes();
        read(all, 0, all.length);
        for (int round = 1; round < 3; round++) {
            assertEquals(round * FrameReader.ROUND, numbers.size());
            assertTrue(reader.isPaused());
            reader.resume();
        }
        assertEquals(frames, numbers.size());
        assertFalse(reader.isPaused(), "the reader waits although nothing is left");
    }

    @Test
    void longFrameThatIsNotToBeReadIsSkipped() {
        reads = false;
        greet();
        Encoder out = new Encoder(LONG + 100);
        ping(out, 7, LONG);
        ping(out, 8, 1);
        byte[] all = out.toBytes();
        for (int at = 0; at < all.length; at += 10_000) {
            read(all, at, Math.min(all.length, at + 10_000));
        }
        assertEquals(1, begun);
        assertEquals(List.of(), grown);
        assertEquals(List.of(7L), skipped);
        assertEquals(List.of(8L), numbers);
        assertEquals(0, reader.begun());
    }

    @Test
    void longFrameThatIsToBeReadGrowsAsItArrives() {
        greet();
        Encoder out = new Encoder(LONG + 100);
        ping(out, 7, LONG);
        byte[] all = out.toBytes();
        for (int at = 0; at < all.length; at += 10_000) {
            read(all, at, Math.min(all.length, at + 10_000));
        }
        assertEquals(1, begun);
        assertEquals(List.of(2 * FrameReader.FIRST_BYTES, LONG + 2), grown);
        assertEquals(List.of(7L), numbers);
        assertEquals(List.of(), skipped);
    }
}
