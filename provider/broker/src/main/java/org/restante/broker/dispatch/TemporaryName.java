package org.restante.broker.dispatch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of temporary destinations: the connection's number, a counter, and a part that follows from both and a secret. So nobody can
 * guess a name, and only a client who has the secret, its conversation, can create a destination again after the broker was started anew.
 */
final class TemporaryName {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,16}-[0-9]{1,10})-[0-9a-f]{16}");
    private static final int PROOF_BYTES = 8;

    private TemporaryName() {}

    static String of(UUID secret, long connection, int number) {
        return of(secret, Long.toHexString(connection) + "-" + number);
    }

    /** Whether this name was made with this secret. */
    static boolean isOf(UUID secret, String name) {
        Matcher form = FORM.matcher(name);
        return form.matches() && of(secret, form.group(1)).equals(name);
    }

    private static String of(UUID secret, String counted) {
        ByteBuffer input = ByteBuffer.allocate(2 * Long.BYTES + counted.length());
        input.putLong(secret.getMostSignificantBits()).putLong(secret.getLeastSignificantBits());
        input.put(counted.getBytes(StandardCharsets.US_ASCII));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(input.array());
            return counted + "-" + HexFormat.of().formatHex(digest, 0, PROOF_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
