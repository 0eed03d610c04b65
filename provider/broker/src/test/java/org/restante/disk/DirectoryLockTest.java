package org.restante.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2025-03-04T05:06:07Z"));

    @TempDir
    private Path folder;

    @Test
    void createsTheDirectoryAndTakesIt() throws IOException {
        Path data = folder.resolve("a/b");
        try (DirectoryLock lock = DirectoryLock.acquire(data, TIME)) {
            assertEquals(data.toRealPath(), lock.directory());
        }
    }

    @Test
    void turnsAwayASecondOpenerInTheSameProcessAndSaysWhoHoldsIt() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(folder, TIME)) {
            DirectoryLockedException refused =
                    assertThrows(DirectoryLockedException.class, () -> DirectoryLock.acquire(lock.directory(), TIME));
            assertTrue(refused.holder()
                    .name()
                    .contains("process " + ProcessHandle.current().pid()));
            assertTrue(refused.holder().name().contains("since 2025-03-04T05:06:07Z"));
            assertTrue(refused.getMessage().contains(folder.toRealPath().toString()));
        }
    }

    @Test
    void givesTheDirectoryToTheNextOpenerOnceItIsClosed() throws IOException {
        DirectoryLock.acquire(folder, TIME).close();
        DirectoryLock.acquire(folder, TIME).close();
    }

    @Test
    void turnsAwayAnotherProcessEvenAfterASecondOpenerWasTurnedAwayInThisOne() throws Exception {
        try (DirectoryLock lock = DirectoryLock.acquire(folder, TIME)) {
            assertThrows(DirectoryLockedException.class, () -> DirectoryLock.acquire(lock.directory(), TIME));
            String answer = acquireInAnotherProcess();
            assertTrue(answer.contains("process " + ProcessHandle.current().pid()), answer);
        }
        assertEquals("taken", acquireInAnotherProcess());
    }

    private String acquireInAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream out = process.getInputStream()) {
            String answer = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            return answer;
        }
    }

    /** A process that tries to lock a directory and prints the result. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            try (DirectoryLock lock = DirectoryLock.acquire(Path.of(arguments[0]), TIME)) {
                System.out.println(lock.directory().isAbsolute() ? "taken" : "odd");
            } catch (DirectoryLockedException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void saysThatTheDirectoryIsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        IOException refused = assertThrows(IOException.class, () -> DirectoryLock.acquire(file, TIME));
        assertTrue(refused.getMessage().contains("is a file"), refused.getMessage());
        IOException below = assertThrows(IOException.class, () -> DirectoryLock.acquire(file.resolve("data"), TIME));
        assertTrue(below.getMessage().contains("cannot be created"), below.getMessage());
    }

    @Test
    void saysThatTheDirectoryCannotBeWritten() throws IOException {
        Files.createDirectory(folder.resolve("lock")); // even root cannot open a directory as a file
        IOException refused = assertThrows(IOException.class, () -> DirectoryLock.acquire(folder, TIME));
        assertTrue(refused.getMessage().contains("cannot be written"), refused.getMessage());
        Files.delete(folder.resolve("lock"));
        DirectoryLock.acquire(folder, TIME).close();
    }

    @Test
    void symbolicLinkInPlaceOfTheLockFileIsRefusedAndNothingIsWrittenThroughIt() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "precious");
        Path data = Files.createDirectory(folder.resolve("linked"));
        Files.createSymbolicLink(data.resolve("lock"), other);
        IOException refused =
                assertThrows(IOException.class, () -> DirectoryLock.acquire(data, TIME));
        assertTrue(refused.getMessage().contains("is a symbolic link"), refused.getMessage());
        assertEquals("precious", Files.readString(other));
    }
}
