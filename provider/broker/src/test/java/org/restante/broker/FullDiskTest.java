package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.broker.persistence.Storage;
import org.restante.disk.FaultyDisk;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;
import org.restante.message.Address;
import org.restante.store.Snapshots;

/** A broker whose disk has been filled comes back into service when enough of what waited is acknowledged. */
final class FullDiskTest extends BrokerFixture {

    private static final int SEGMENT = 64 << 10;
    private static final int DISK = 20 * SEGMENT;
    private static final String TEXT = "x".repeat(1_000);

    private final FaultyDisk disk = new FaultyDisk();
    private FileJournal journal;

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withBlock(4).withCacheBytes(1).withSnapshotBytes(4 * SEGMENT);
    }

    @Override
    protected InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    protected Storage open() throws IOException {
        disk.fillUpAt(DISK);
        Snapshots snapshots = Snapshots.open(disk);
        JournalOptions options =
                JournalOptions.DEFAULT.withSegmentSize(SEGMENT).withUsedBefore(snapshots.newestPosition());
        journal = FileJournal.open(disk, "journal", options, new Random(2));
        return new Storage(journal, snapshots, () -> {});
    }

    /** Sends until the disk is full; returns how many were kept. */
    private int fill() {
        int sent = 0;
        Reply reply = new Reply.Done();
        while (reply instanceof Reply.Done) {
            reply = client.ask(new Request.Send(client.message("orders", sent + TEXT)));
            sent++;
            assertTrue(sent < 10_000, "the disk does not fill");
        }
        assertEquals(Problem.RESOURCE_LIMIT, ((Reply.Refused) reply).problem());
        return sent - 1;
    }

    private List<Event.Delivery> takeAll() {
        int consumer = client.consume("orders");
        client.must(new Request.Credit(consumer, 9_999, Long.MAX_VALUE));
        client.must(new Request.Drain(consumer));
        return client.arrived();
    }

    private void awaitService() {
        Awaitility.await()
                .until(() -> client.ask(new Request.Send(client.message("after", "it"))) instanceof Reply.Done);
    }

    /** Acknowledges one by one, all but each one of so many. */
    private List<String> acknowledgeAllButOneOf(int part, List<Event.Delivery> delivered) {
        List<String> left = new ArrayList<>();
        List<Tag> one = new ArrayList<>();
        for (int i = 0; i < delivered.size(); i++) {
            if (i % part == 0) {
                left.add(TestClient.text(delivered.get(i)));
            } else {
                one.add(delivered.get(i).tag());
                client.must(new Request.Acknowledge(1, List.copyOf(one)));
                one.clear();
            }
        }
        return left;
    }

    @Test
    void servesAgainAfterThirtyNineOfFortyAreAcknowledged() {
        int sent = fill();
        List<Event.Delivery> delivered = takeAll();
        assertEquals(sent, delivered.size());
        List<String> left = acknowledgeAllButOneOf(40, delivered);
        awaitService();
        assertEquals(left, again());
    }

    @Test
    void servesAgainWhenHalfOfEachSegmentStillWaits() {
        fill();
        List<String> left = acknowledgeAllButOneOf(2, takeAll());
        awaitService();
        assertEquals(left, again());
    }

    @Test
    void servesAgainWhenTheOldestHalfStillWaits() {
        fill();
        List<Event.Delivery> delivered = takeAll();
        List<Event.Delivery> newest = delivered.subList(delivered.size() / 2, delivered.size());
        client.acknowledge(newest);
        awaitService();
        assertEquals(
                delivered.subList(0, delivered.size() / 2).stream()
                        .map(TestClient::text)
                        .toList(),
                again());
    }

    @Test
    void servesAgainAfterAKillWhileItCopiesForward() {
        fill();
        List<String> left = acknowledgeAllButOneOf(3, takeAll());
        for (int kills = 0; kills < 5; kills++) {
            disk.kill(); // files opened before fail from now on
            stop();
            start();
        }
        awaitService();
        assertEquals(left, again());
    }

    @Test
    void servesAgainAndAgainWhileItStaysNearlyFull() {
        for (int i = 0; i < 5; i++) {
            fill();
            List<Event.Delivery> delivered = takeAll();
            acknowledgeAllButOneOf(10, delivered);
            client.must(new Request.CloseSession(1, List.of()));
            awaitService();
        }
    }

    @Test
    void acknowledgesAlsoWhenTheDefinitionsOfVeryManyQueuesDoNotFitTheReserve() {
        for (int i = 0; i < 200; i++) {
            client.must(new AdminRequest.Create(Address.queue(i + "n".repeat(1_000))));
        }
        fill();
        List<String> left = acknowledgeAllButOneOf(40, takeAll());
        disk.fillUpAt(2 * DISK);
        awaitService();
        assertEquals(left, again());
    }

    private List<String> again() {
        client.close();
        client = connect();
        List<String> texts = takeAll().stream().map(TestClient::text).toList();
        return texts;
    }
}
