package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.restante.link.Request;

/** A data directory whose journal is gone, while its snapshots are there. */
final class JournalGoneTest extends DiskBrokerFixture {

    private static final String TEXT = "x".repeat(100_000);

    private void moveJournal(Path to) throws IOException {
        Files.move(directory.resolve("journal"), to);
    }

    /** Sends so much that closing takes a snapshot. */
    private void sendAndStop() {
        for (int i = 0; i < 60; i++) {
            client.send("orders", i + TEXT);
        }
        stop();
    }

    @Test
    void isRefusedWithTheNumberOfMessagesAndLosesNothing() throws IOException {
        sendAndStop();
        Path away = directory.resolve("away");
        moveJournal(away);
        for (int starts = 0; starts < 2; starts++) {
            String reason = assertThrows(CompletionException.class, () -> start(options()))
                    .getCause()
                    .getMessage();
            assertTrue(reason.startsWith("the journal is gone: the newest snapshot refers to "), reason);
            assertTrue(reason.contains("withoutJournal=true"), reason);
        }
        deleteJournal();
        Files.move(away, directory.resolve("journal"));
        start(options());
        assertEquals(60, takeAll());
    }

    private int takeAll() {
        int consumer = client.consume("orders");
        client.must(new Request.Credit(consumer, 100, Long.MAX_VALUE));
        client.must(new Request.Drain(consumer));
        return client.arrived().size();
    }

    @Test
    void isLeftBehindWhereThatIsAskedFor() throws IOException {
        sendAndStop();
        deleteJournal();
        start(options().withoutJournal(true));
        assertEquals(List.of(), client.texts(client.consume("orders"), 100));
        client.send("orders", "new");
        stop();
        start(options());
        assertEquals(List.of("new"), client.texts(client.consume("orders"), 100));
    }

    @Test
    void isRefusedWhenOnlyItsBeginningIsGone() throws IOException {
        sendAndStop();
        Path segment = directory.resolve("journal/0000000000000000.segment");
        Path away = directory.resolve("away");
        assertTrue(Files.exists(directory.resolve("journal/0000000000000001.segment")));
        Files.move(segment, away);
        for (int starts = 0; starts < 2; starts++) {
            String reason = assertThrows(CompletionException.class, () -> start(options()))
                    .getCause()
                    .getMessage();
            assertTrue(reason.startsWith("the beginning of the log is gone: "), reason);
            assertTrue(reason.contains("segment 0 is missing"), reason);
            assertTrue(reason.contains("withoutJournal=true"), reason);
        }
        Files.move(away, segment);
        start(options());
        assertEquals(60, takeAll());
        stop();
        Files.delete(segment);
        start(options().withoutJournal(true));
        assertTrue(takeAll() < 60);
    }

    private void deleteJournal() throws IOException {
        Path journal = directory.resolve("journal");
        if (Files.exists(journal)) {
            try (Stream<Path> files = Files.walk(journal)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
