package org.restante.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each measurement with few messages, to check that it works. The measured values have no meaning here. */
final class MeasurementsTest {

    @TempDir
    Path directory;

    @Test
    void startsAJvmAndReceivesTheFirstMessage() throws Exception {
        StartToFirstMessage.main(new String[] {"runs=1", "dir=" + directory});
        assertFalse(Files.exists(directory.resolve("used")), "the measurement should delete its directories");
    }

    @Test
    void sendsDurablyFromOneAndFromTwoProducers() throws Exception {
        DurableSends.main(
                new String[] {"producers=1,2", "rounds=1", "warm=10", "millis=50", "only=Restante", "dir=" + directory
                });
        assertFalse(Files.exists(directory.resolve("broker")), "the measurement should delete its directories");
    }

    @Test
    void sendsAndReceivesAtTheSameTime() throws Exception {
        Throughput.main(new String[] {"rounds=1", "warm=10", "millis=50", "dir=" + directory});
        assertFalse(Files.exists(directory.resolve("broker")), "the measurement should delete its directories");
    }

    @Test
    void receivesAllWaitingMessagesAfterAHalt() throws Exception {
        String dir = "dir=" + directory;
        MillionWaiting.main(new String[] {"count=2000", "producers=10", "heap=64m", dir});
        RestartTime.main(new String[] {"count=2000", "runs=1", "heap=64m", dir});
        assertFalse(Files.exists(directory.resolve("waiting")), "the measurement should delete its directories");
    }

    @Test
    void sendsToManySubscriptionsAndStartsAgain() throws Exception {
        ManySubscriptions.main(new String[] {"subscriptions=10,100", "sends=3", "restarts=1", "dir=" + directory});
        assertFalse(Files.exists(directory.resolve("many")), "the measurement should delete its directories");
    }

    @Test
    void refusesAnUnknownArgument() {
        assertThrows(IllegalArgumentException.class, () -> Throughput.main(new String[] {"byte=1"}));
    }

    @Test
    void countsLostDuplicateAndMisplacedMessages() {
        NumberedBodies numbered = new NumberedBodies();
        for (int number : new int[] {0, 1, 1, 3}) {
            numbered.check(NumberedBodies.body(8, 7, number));
        }
        assertEquals(4, numbered.received());
        assertEquals(1, numbered.outOfOrder());
    }
}
