package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogAboveTest {
    private static final Logger ROOT = Logger.getLogger("");

    private final Handler console = new ConsoleHandler();
    private final List<String> above = new ArrayList<>();

    @BeforeEach
    void log() {
        ROOT.addHandler(console);
    }

    @AfterEach
    void forget() {
        ROOT.removeHandler(console);
    }

    @Test
    void takesThePlaceOfTheConsoleUntilItIsClosed() {
        try (LogAbove log = new LogAbove(above::add)) {
            log.open();
            assertEquals(
                    List.of(log),
                    Stream.of(ROOT.getHandlers())
                            .filter(LogAbove.class::isInstance)
                            .toList());
            assertTrue(Stream.of(ROOT.getHandlers()).noneMatch(ConsoleHandler.class::isInstance));
            Logger.getLogger("org.restante.test").warning("damage\u001b[2J");
        }

        assertEquals(1, above.size());
        assertTrue(above.get(0).endsWith("damage\\u001b[2J"), above.get(0));
        assertTrue(List.of(ROOT.getHandlers()).contains(console));
    }
}
