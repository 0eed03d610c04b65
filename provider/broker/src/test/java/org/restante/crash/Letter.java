package org.restante.crash;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What a message of the tests holds: its number, then bytes that follow from the number alone. So any copy can be checked. */
public final class Letter {
    private static final int LARGE_ONE_IN = 64;

    private Letter() {}

    /** The content of this number: 50 to 2,999 bytes, and now and then up to 29,999. */
    public static byte[] of(long number) {
        SplittableRandom random = new SplittableRandom(number);
        return of(number, random.nextInt(50, random.nextInt(LARGE_ONE_IN) == 0 ? 30_000 : 3_000));
    }

    /** The content of this number, in this size; the size is not known to {@link #check(byte[])}, so keep it within bounds there. */
    public static byte[] of(long number, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(~number).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(number);
        return bytes;
    }

    /** The number that a content says it has, if the content is all that belongs to this number. */
    public static long check(byte[] content) {
        long number = number(content);
        check(content, of(number));
        return number;
    }

    /** The number that a content says it has. */
    public static long number(byte[] content) {
        if (content.length < Long.BYTES) {
            throw new AssertionError("a message of " + content.length + " bytes was never sent");
        }
        return ByteBuffer.wrap(content).getLong();
    }

    /** Fails unless the content is what was sent. */
    public static void check(byte[] content, byte[] sent) {
        if (!Arrays.equals(content, sent)) {
            throw new AssertionError(
                    "the message " + Long.toHexString(number(content)) + " was sent with " + sent.length
                            + " bytes, and has come with " + content.length + " bytes that differ from byte "
                            + Arrays.mismatch(content, sent));
        }
    }
}
