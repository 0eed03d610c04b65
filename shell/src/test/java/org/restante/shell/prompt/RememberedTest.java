package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RememberedTest {
    @TempDir
    private Path folder;

    @Test
    void historyThatIsWrittenAgainKeepsItsMode() throws Exception {
        Path history = Objects.requireNonNull(Remembered.in(folder.resolve("state")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
        Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-r-----"));

        new Remembered(() -> true).write(history, false);

        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
    }
}
