package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start on a data directory on which the start before did not end. */
final class StartMarkerTest {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path data;

    private final Logger logger = Logger.getLogger(StartMarker.class.getName());
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().equals(Level.WARNING)) {
                warnings.add(new SimpleFormatter().formatMessage(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
    }

    private Path file() {
        return data.resolve(StartMarker.FILE);
    }

    @Test
    void startAfterOneThatDidNotEndStatesItsHeapAndTheRemedy() {
        StartMarker.begin(data, 64 * MIB);
        assertEquals(List.of(), warnings);
        StartMarker.begin(data, 128 * MIB).end();
        assertEquals(1, warnings.size(), warnings::toString);
        String words = warnings.get(0);
        assertTrue(words.contains("it had a heap of 64 MiB, and this one has 128 MiB"), words);
        assertTrue(
                words.contains("-Xmx") && words.contains("--operators-only") && words.contains(data.toString()), words);
        StartMarker.begin(data, 128 * MIB);
        assertEquals(1, warnings.size(), warnings::toString);
    }

    @Test
    void brokerStartsOnSuchADirectoryAndLeavesNoMarker() throws IOException {
        Files.writeString(file(), "");
        Restante.start("vm:start-marker?data=" + data).close();
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("heap of unknown size"), warnings.get(0));
        assertFalse(Files.exists(file()));
        Restante.start("vm:start-marker?data=" + data).close();
        assertEquals(1, warnings.size(), warnings::toString);
    }

    @Test
    void startThatFailsWithAReasonLeavesNoMarker() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("journal"), "not a directory");
        assertThrows(IllegalStateException.class, () -> Restante.start("vm:start-marker-fails?data=" + data));
        assertFalse(Files.exists(file()));
        assertEquals(List.of(), warnings);
    }

    @Test
    void markerThatIsALinkIsNotWrittenThrough() throws IOException {
        Path other = Files.writeString(data.resolve("other"), "text");
        Files.createSymbolicLink(file(), other);
        StartMarker.begin(data, 64 * MIB);
        assertEquals("text", Files.readString(other));
    }
}
