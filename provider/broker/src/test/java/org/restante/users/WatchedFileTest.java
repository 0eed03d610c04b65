package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each change of a watched file is seen, also one that leaves size and time as they were. */
final class WatchedFileTest {

    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private Path file;
    private WatchedFile<String> watched;

    @BeforeEach
    void watch() throws IOException {
        file = write("watched", "may");
        watched = new WatchedFile<>("permissions", file, text -> text, nanos::get);
        assertEquals("may", watched.recent());
    }

    private Path write(String name, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(written, TIME);
        return written;
    }

    private String secondsLater() {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        return watched.recent();
    }

    @Test
    void replacedByAFileOfEqualSizeAndTime() throws IOException {
        Files.move(write("other", "not"), file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals("not", secondsLater());
    }

    @Test
    void writtenInPlaceWithEqualSizeAndTime() throws IOException {
        write("watched", "not");
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            assertEquals("not", secondsLater());
        }
        assertEquals("not", watched.now());
    }

    @Test
    void unchangedIsTheSameObject() {
        String before = watched.recent();
        assertSame(before, secondsLater());
    }
}
