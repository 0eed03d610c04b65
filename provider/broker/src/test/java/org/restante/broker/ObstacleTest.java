package org.restante.broker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restante.broker.persistence.Storage;
import org.restante.disk.FaultyDisk;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;

/** A send that the log has no space for is refused with the reason why there is none. */
final class ObstacleTest extends BrokerFixture {

    private final FaultyDisk disk = new FaultyDisk();

    @Override
    protected Storage open() throws IOException {
        JournalOptions options = JournalOptions.DEFAULT.withSegmentSize(1 << 20);
        return new Storage(FileJournal.open(disk, "journal", options, new Random(2)), null, () -> {});
    }

    @Test
    void refusalHasTheErrorOfTheDisk() {
        disk.failCreations("Input/output error");
        String body = "x".repeat(10_000);
        await().untilAsserted(() -> {
            Reply reply = client.ask(new Request.Send(client.message("orders", body)));
            while (reply instanceof Reply.Done) {
                reply = client.ask(new Request.Send(client.message("orders", body)));
            }
            assertEquals(
                    "the message was not kept: the log gets no more space, though the disk is not full: Input/output error;"
                            + " consume messages or make room, then send it again",
                    reply instanceof Reply.Refused refused ? refused.reason() : String.valueOf(reply));
        });
    }
}
