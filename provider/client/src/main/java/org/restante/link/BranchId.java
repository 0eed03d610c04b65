package org.restante.link;

import java.util.HexFormat;

/**
 * Identifies one branch of a distributed transaction, as X/Open's XID does. The transaction manager assigns it; it
 * never changes. Immutable.
 *
 * @param format the format of the two names
 * @param global the name of the whole transaction, in hexadecimal digits; 1 to 64 bytes
 * @param qualifier the name of the branch within the transaction, in hexadecimal digits; 0 to 64 bytes
 */
public record BranchId(int format, String global, String qualifier) {

    private static final int MAX_BYTES = 64;
    private static final HexFormat HEX = HexFormat.of();

    /** @throws IllegalArgumentException if a name is invalid; the message names it */
    public BranchId {
        check("global name", global, 1);
        check("qualifier", qualifier, 0);
    }

    private static void check(String part, String hex, int min) {
        int bytes = HEX.parseHex(hex).length;
        if (bytes < min || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("the " + part + " of a transaction branch has " + bytes
                    + " bytes; it has " + min + " to " + MAX_BYTES);
        }
    }

    public static BranchId of(int format, byte[] global, byte[] qualifier) {
        return new BranchId(format, HEX.formatHex(global), HEX.formatHex(qualifier));
    }

    public byte[] globalBytes() {
        return HEX.parseHex(global);
    }

    public byte[] qualifierBytes() {
        return HEX.parseHex(qualifier);
    }

    @Override
    public String toString() {
        return format + ":" + global + ":" + qualifier;
    }
}
