package org.restante.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.restante.users.Permissions;
import org.restante.users.Users;

final class FileProblemTest {
    @TempDir
    private Path folder;

    @Test
    void reasonNamesNoClassOfJava() {
        for (IOException e : List.of(
                new AccessDeniedException("/x"),
                new FileAlreadyExistsException("/x"),
                new NotDirectoryException("/x"),
                new FileSystemException("/x"),
                new FileSystemException("/x", null, "Is a directory"),
                new IOException())) {
            assertFalse(FileProblem.reason(e).contains("Exception"), () -> FileProblem.reason(e));
            assertFalse(FileProblem.reason(e).contains("null"), () -> FileProblem.reason(e));
        }
        assertEquals("Is a directory", FileProblem.reason(new FileSystemException("/x", null, "Is a directory")));
    }

    @Test
    void missingFilesOfUsersAndPermissionsAreNamedInWords() throws IOException {
        Path missing = folder.resolve("none");
        Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xe4, ':'});

        assertSays("there is no such file", () -> Permissions.open(missing));
        assertSays("there is no such file", () -> Users.open(missing, false));
        assertSays("is not UTF-8", () -> Permissions.open(latin));
        assertSays("is not UTF-8", () -> Users.open(latin, false));
    }

    private static void assertSays(String words, Executable opening) {
        String message = String.valueOf(assertThrows(IOException.class, opening).getMessage());
        assertTrue(message.contains(words), message);
        assertFalse(message.contains("Exception"), message);
    }
}
