package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of a file of users. */
class UserListTest {

    private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA==";
    private static final String HASH = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static String line(String name, String password, int iterations) {
        return name + ":" + PasswordHash.of(password, iterations, new Random(name.hashCode()));
    }

    private static String reasonFor(String text) {
        return assertThrows(IllegalArgumentException.class, () -> UserList.parse(text))
                .getMessage();
    }

    @Test
    void eachUserHasOnePassword() {
        UserList users = UserList.parse("# who may\n\n" + line("anna", "tea", 100_000) + "\r\n"
                + line("Béla van der Maas", "caffè: doppio", 120_000) + "\n");
        assertTrue(users.matches("anna", "tea"));
        assertTrue(users.matches("Béla van der Maas", "caffè: doppio"));
        assertFalse(users.matches("anna", "caffè: doppio"));
        assertFalse(users.matches("anna", ""));
        assertFalse(users.matches("anna", "tea "));
        assertFalse(users.matches("ANNA", "tea"));
        assertFalse(users.matches("", ""));
        assertFalse(users.matches("nobody", "tea"));
    }

    @Test
    void emptyFileLetsNobodyIn() {
        assertFalse(UserList.parse("# nobody yet\n").matches("anna", "tea"));
    }

    @Test
    void hashIsThatOfAnotherImplementation() {
        // PBKDF2-HMAC-SHA256 of "passwordPASSWORDpassword" and "saltSALTsaltSALTsaltSALTsaltSALTsalt", 100,000
        // iterations,
        // computed with Python's hashlib.
        PasswordHash hash = PasswordHash.parse(
                "pbkdf2-sha256:100000:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:r3DcjOTMxtOeNQgPSvdVEzsmbzqNp4mDhE4crx+5920=");
        assertTrue(hash.matches("passwordPASSWORDpassword"));
    }

    @Test
    void samePasswordTwiceHasTwoHashes() {
        Random random = new Random(7);
        assertFalse(PasswordHash.of("tea", 100_000, random)
                .toString()
                .equals(PasswordHash.of("tea", 100_000, random).toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "anna:tea",
                "anna:md5:100000:" + SALT + ":" + HASH,
                "anna:pbkdf2-sha256:many:" + SALT + ":" + HASH,
                "anna:pbkdf2-sha256:99999:" + SALT + ":" + HASH,
                "anna:pbkdf2-sha256:10000001:" + SALT + ":" + HASH,
                "anna:pbkdf2-sha256:100000:AAAA:" + HASH,
                "anna:pbkdf2-sha256:100000:" + SALT + ":AAAA",
                "anna:pbkdf2-sha256:100000:!:" + HASH,
                "anna:pbkdf2-sha256:100000:" + SALT + ":" + HASH + ":",
                ":pbkdf2-sha256:100000:" + SALT + ":" + HASH,
                " anna:pbkdf2-sha256:100000:" + SALT + ":" + HASH
            })
    void lineThatIsNoneIsNamed(String line) {
        assertTrue(reasonFor("# a comment\n" + line).startsWith("line 2 has "));
    }

    @Test
    void userIsNamedOnce() {
        String line = "anna:pbkdf2-sha256:100000:" + SALT + ":" + HASH + "\n";
        assertEquals("line 2 names 'anna' a second time; keep one line for each user", reasonFor(line + line));
    }
}
