package org.restante.tcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first eight bytes of each side, which negotiate the version of the protocol. Stateless.
 *
 * <pre>
 * client  | R S T N | lowest u8 | highest u8 | 0 | 0 |
 * server  | R S T N | chosen u8, 0 for none | its lowest u8 | its highest u8 | 0 |
 * </pre>
 */
public final class Preamble {

    /** The size of either side's preamble, in bytes. */
    public static final int SIZE = 8;

    /** The versions that this release supports. */
    public static final Versions SPOKEN = new Versions(1, 1);

    private static final byte[] MAGIC = "RSTN".getBytes(StandardCharsets.US_ASCII);

    private Preamble() {}

    /** A range of versions, both ends included. Immutable. */
    public record Versions(int lowest, int highest) {

        /** The highest version in both ranges; 0 if there is none. */
        public int common(Versions other) {
            int max = Math.min(highest, other.highest);
            return max >= Math.max(1, Math.max(lowest, other.lowest)) ? max : 0;
        }

        boolean contains(int version) {
            return version >= lowest && version <= highest;
        }

        @Override
        public String toString() {
            return lowest == highest ? "version " + lowest : "versions " + lowest + " to " + highest;
        }
    }

    /** The server's answer. */
    record Answer(int chosen, Versions spoken) {}

    static byte[] hello(Versions spoken) {
        return bytes(spoken.lowest(), spoken.highest(), 0, 0);
    }

    /**
     * The server's answer.
     *
     * @param chosen the version; 0 if there is none in common
     */
    public static byte[] answer(int chosen, Versions spoken) {
        return bytes(chosen, spoken.lowest(), spoken.highest(), 0);
    }

    /** The versions of a client; null if these are not the first bytes of a Restante client. */
    public static @Nullable Versions readHello(byte[] bytes) {
        return isOurs(bytes) ? new Versions(bytes[4] & 0xFF, bytes[5] & 0xFF) : null;
    }

    static @Nullable Answer readAnswer(byte[] bytes) {
        return isOurs(bytes) ? new Answer(bytes[4] & 0xFF, new Versions(bytes[5] & 0xFF, bytes[6] & 0xFF)) : null;
    }

    private static boolean isOurs(byte[] bytes) {
        return Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static byte[] bytes(int a, int b, int c, int d) {
        byte[] bytes = Arrays.copyOf(MAGIC, SIZE);
        bytes[4] = (byte) a;
        bytes[5] = (byte) b;
        bytes[6] = (byte) c;
        bytes[7] = (byte) d;
        return bytes;
    }
}
