package org.restante.crash;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The content of a test message: its number, then bytes derived from the number. So any received copy can be verified. */
public final class Letter {
    private static final int LARGE_ONE_IN = 64;

    private Letter() {}

    /** The content for this number: 50 to 2,999 bytes, one in 64 up to 29,999. */
    public static byte[] of(long number) {
        SplittableRandom random = new SplittableRandom(number);
        return of(number, random.nextInt(50, random.nextInt(LARGE_ONE_IN) == 0 ? 30_000 : 3_000));
    }

    /** The content for this number in a given size. {@link #check(byte[])} cannot verify it; use {@link #check(byte[], byte[])}. */
    public static byte[] of(long number, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(~number).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(number);
        return bytes;
    }

    /** The number of a content, after verifying the content. */
    public static long check(byte[] content) {
        long number = number(content);
        check(content, of(number));
        return number;
    }

    /** The number of a content, not verified. */
    public static long number(byte[] content) {
        if (content.length < Long.BYTES) {
            throw new AssertionError("a message of " + content.length + " bytes was never sent");
        }
        return ByteBuffer.wrap(content).getLong();
    }

    /** Fails unless the content equals the content sent. */
    public static void check(byte[] content, byte[] sent) {
        if (!Arrays.equals(content, sent)) {
            throw new AssertionError(
                    "the message " + Long.toHexString(number(content)) + " was sent with " + sent.length
                            + " bytes, and has come with " + content.length + " bytes that differ from byte "
                            + Arrays.mismatch(content, sent));
        }
    }
}
