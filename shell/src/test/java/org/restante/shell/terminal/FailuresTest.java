package org.restante.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSSecurityRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;

/** The errors for wrong usage. */
final class FailuresTest {
    @TempDir
    private Path home;

    @Test
    void eachLineSaysWhoSpeaks() {
        Ran ran = Ran.on(home, "", "publsh", "orders");
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("restante: Did you mean: restante publish"), ran.err());
        ran.err().lines().forEach(line -> assertTrue(line.startsWith(Screen.NOTE), line));
    }

    @Test
    void certificateThatIsNotTrustedIsNoConnectionAndAWrongPasswordIsNotAllowed() {
        Throwable handshake = new IOException("handshake", new CertificateException("unknown"));

        assertEquals(
                ExitCode.NO_CONNECTION,
                Failures.exitCode(new JMSSecurityRuntimeException("not trusted", "SECURITY", handshake)));
        assertEquals(
                ExitCode.NOT_ALLOWED, Failures.exitCode(new JMSSecurityRuntimeException("wrong password", "SECURITY")));
    }

    @Test
    void failuresOfFilesAreTextsAndNameNoClass() {
        for (IOException e : List.of(
                new NoSuchFileException("/x"),
                new AccessDeniedException("/x"),
                new FileAlreadyExistsException("/x"),
                new NotDirectoryException("/x"),
                new DirectoryNotEmptyException("/x"))) {
            String text = Failures.describe(new UncheckedIOException(e));
            assertFalse(text.contains("Exception"), text);
            assertFalse(text.equals("/x"), text);
        }
    }
}
