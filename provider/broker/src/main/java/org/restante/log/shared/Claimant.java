package org.restante.log.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The content of a claim, and of a sign of life: who owns the log from there on.
 *
 * @param node the name of the process, for people
 * @param address where its clients connect, such as {@code tls://host:port}; empty if nowhere
 * @param nonce a random number; by it a claimant recognizes its own claim
 */
public record Claimant(String node, String address, long nonce) {

    private static final int MAX_TEXT = 4096;

    public Claimant {
        if (utf8(node).length > MAX_TEXT || utf8(address).length > MAX_TEXT) {
            throw new IllegalArgumentException("the name or the address of a node exceeds " + MAX_TEXT + " bytes");
        }
    }

    /** Its bytes, as the content of a record. */
    public byte[] toBytes() {
        byte[] first = utf8(node);
        byte[] second = utf8(address);
        ByteBuffer out = ByteBuffer.allocate(16 + first.length + second.length);
        out.putLong(nonce).putInt(first.length).put(first).putInt(second.length).put(second);
        return out.array();
    }

    static Claimant of(byte[] bytes) throws MalformedRecordException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() < 16) {
            throw malformed();
        }
        long nonce = in.getLong();
        return new Claimant(text(in), text(in), nonce);
    }

    private static String text(ByteBuffer in) throws MalformedRecordException {
        int length = in.remaining() < 4 ? -1 : in.getInt();
        if (length < 0 || length > Math.min(MAX_TEXT, in.remaining())) {
            throw malformed();
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static MalformedRecordException malformed() {
        return new MalformedRecordException("a claim that this version of Restante cannot read", false);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
