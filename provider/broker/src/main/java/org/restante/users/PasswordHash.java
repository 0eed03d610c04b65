package org.restante.users;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A salted hash of a password, PBKDF2-HMAC-SHA256, slow on purpose. Immutable. A check takes a core for 0.2 seconds and more. */
final class PasswordHash {

    static final String SCHEME = "pbkdf2-sha256";

    /** The iterations of new hashes: 0.2 to 0.4 seconds of a core of 2020. */
    static final int ITERATIONS = 600_000;

    static final int MIN_ITERATIONS = 100_000;
    static final int MAX_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static PasswordHash of(String password, int iterations, RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, iterations, salt));
    }

    /** A hash that takes as long to check and that no password matches. */
    static PasswordHash ofNobody(int iterations) {
        return new PasswordHash(iterations, new byte[SALT_BYTES], new byte[0]);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is invalid; the message repeats nothing of it
     */
    static PasswordHash parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("has not the form NAME:" + SCHEME + ":ITERATIONS:SALT:HASH");
        }
        int iterations = number(parts[1]);
        byte[] salt = bytes("salt", parts[2]);
        byte[] hash = bytes("hash", parts[3]);
        if (salt.length < SALT_BYTES || hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("has a salt of " + salt.length + " bytes and a hash of " + hash.length
                    + "; a salt has at least " + SALT_BYTES + " and a hash " + HASH_BYTES);
        }
        return new PasswordHash(iterations, salt, hash);
    }

    private static int number(String text) {
        try {
            int iterations = Integer.parseInt(text);
            if (iterations >= MIN_ITERATIONS && iterations <= MAX_ITERATIONS) {
                return iterations;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("has no number of iterations", e);
        }
        throw new IllegalArgumentException(
                "has " + text + " iterations; take " + MIN_ITERATIONS + " to " + MAX_ITERATIONS + ", as " + ITERATIONS);
    }

    private static byte[] bytes(String what, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a " + what + " that is no Base64", e);
        }
    }

    int iterations() {
        return iterations;
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, iterations, salt));
    }

    private static byte[] derive(String password, int iterations, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256, which checks passwords", e);
        } finally {
            spec.clearPassword();
        }
    }

    /** The text in the file, behind the user's name. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return SCHEME + ":" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }
}
