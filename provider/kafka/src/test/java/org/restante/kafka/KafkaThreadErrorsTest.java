package org.restante.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;
import static org.restante.log.Entries.index;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.restante.log.Keep;
import org.restante.log.LogFailedException;

/** Errors on the threads of the log, thrown by its clock: who waits for such a thread hears of it. */
class KafkaThreadErrorsTest {

    private final TestLogs logs = new TestLogs();
    /** The name of the thread on which the clock throws; empty for none. */
    private volatile String failing = "";

    private long nanos() {
        if (Thread.currentThread().getName().equals(failing)) {
            throw new StackOverflowError("of a test");
        }
        return System.nanoTime();
    }

    private KafkaLog open() throws IOException {
        return KafkaLog.open(logs.options(), new SplittableRandom(1), this::nanos);
    }

    @Test
    void appendsFailWhenTheTailThreadEndsAndAnotherHandleGoesOn() throws IOException {
        try (KafkaLog log = open()) {
            log.claim();
            await(log.append(entry(0, 100), Keep.SYNCED));
            failing = "restante-kafka-tail";
            CompletionStage<Long> appended = log.append(entry(1, 100), Keep.SYNCED);
            assertInstanceOf(LogFailedException.class, failure(appended));
            assertInstanceOf(LogFailedException.class, failure(log.append(entry(2, 100), Keep.SYNCED)));
            assertThrows(LogFailedException.class, log::claim);
            assertEquals(0, index(await(log.read(0))));
            failing = "";
            try (KafkaLog next = open()) {
                next.claim();
                assertEquals(0, replay(next, 0).get(0));
                await(next.append(entry(3, 100), Keep.SYNCED));
            }
        }
    }

    @Test
    void aReadFailsWithTheErrorAndTheNextOneDoesNot() throws IOException {
        try (KafkaLog log = open()) {
            log.claim();
            long position = await(log.append(entry(0, 100), Keep.SYNCED));
            failing = "restante-kafka-reader";
            assertInstanceOf(StackOverflowError.class, failure(log.read(position)));
            failing = "";
            assertEquals(0, index(await(log.read(position))));
            assertEquals(range(0, 1), replay(log, 0));
        }
    }
}
