package org.restante.link;

import java.util.HexFormat;

/**
 * Names one branch of a distributed transaction, as X/Open's XID does: given by a transaction manager, and the same for ever.
 *
 * @param format the format of the two names
 * @param global the name of the whole transaction, in hexadecimal digits; 1 to 64 bytes
 * @param qualifier the name of the branch within it, in hexadecimal digits; 0 to 64 bytes
 */
public record BranchId(int format, String global, String qualifier) {

    private static final int MAX_BYTES = 64;
    private static final HexFormat HEX = HexFormat.of();

    /** @throws IllegalArgumentException if a name is none; the message says which */
    public BranchId {
        check("global name", global, 1);
        check("qualifier", qualifier, 0);
    }

    private static void check(String what, String hex, int least) {
        int bytes = HEX.parseHex(hex).length;
        if (bytes < least || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("the " + what + " of a transaction branch has " + bytes
                    + " bytes; it has " + least + " to " + MAX_BYTES);
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
