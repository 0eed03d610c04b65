package org.restante.users;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A cache of users who gave the right password before, so that the slow hash is not computed for each connection. Any thread may use
 * it.
 *
 * <p>It keeps a keyed mark of each user's line and password; the key is made at the start and never leaves memory. The trap: only a
 * right password is answered sooner, and a mark does not match once the user's line has changed.
 */
final class Recognized {

    /** More users than a file should have; beyond, the cache is emptied. */
    static final int MAX_REMEMBERED = 10_000;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final Map<String, byte[]> marks = new ConcurrentHashMap<>();

    Recognized(RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    boolean has(String name, PasswordHash line, String password) {
        byte[] known = marks.get(name);
        return known != null && MessageDigest.isEqual(known, mark(line, password));
    }

    void remember(String name, PasswordHash line, String password) {
        if (marks.size() >= MAX_REMEMBERED) {
            marks.clear();
        }
        marks.put(name, mark(line, password));
    }

    private byte[] mark(PasswordHash line, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((line + ":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM + ", which remembers passwords", e);
        }
    }
}
