package org.restante.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
}
