package org.restante.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Entries whose content is derived from their index, so that a test can identify an entry and verify it. */
public final class Entries {
    private Entries() {}

    /** An entry of this size, of 8 bytes or more. */
    public static byte[] entry(long index, int size) {
        byte[] bytes = new byte[size];
        SplittableRandom random = new SplittableRandom(index);
        for (int i = 8; i < size; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        ByteBuffer.wrap(bytes).putLong(index);
        return bytes;
    }

    /** The index of an entry, after verifying its content. */
    public static long index(byte[] bytes) {
        long index = ByteBuffer.wrap(bytes).getLong();
        assertArrayEquals(entry(index, bytes.length), bytes, () -> "content of entry " + index);
        return index;
    }

    /** The indexes of all entries from a position on. */
    public static List<Long> replay(Log log, long from) throws IOException {
        List<Long> indexes = new ArrayList<>();
        log.replay(from, (position, bytes) -> indexes.add(index(bytes)));
        return indexes;
    }

    public static List<Long> range(long from, long to) {
        List<Long> indexes = new ArrayList<>();
        for (long index = from; index < to; index++) {
            indexes.add(index);
        }
        return indexes;
    }

    public static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** The cause of a failed stage. */
    public static Throwable failure(CompletionStage<?> stage) {
        try {
            Object result = stage.toCompletableFuture().join();
            throw new AssertionError("completed with " + result + ", should have failed");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }
}
