package org.restante.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;
import static org.restante.log.Entries.index;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.LogException;
import org.restante.log.LogFullException;
import org.restante.log.StaleOwnerException;

/** What the log on Kafka does besides the contract, on nodes that work. */
class KafkaLogTest {

    private final TestLogs logs = new TestLogs();
    private final List<KafkaLog> opened = new ArrayList<>();

    private KafkaLog open(KafkaLogOptions options) throws IOException {
        KafkaLog log = TestLogs.open(options);
        opened.add(log);
        return log;
    }

    private KafkaLog openAndClaim() throws IOException {
        KafkaLog log = open(logs.options());
        log.claim();
        return log;
    }

    @AfterEach
    void closeLogs() {
        opened.forEach(Log::close);
    }

    @Test
    void nothingThatASucceededOwnerAppendsIsConfirmedThoughItIsInTheTopic() throws IOException {
        KafkaLog older = openAndClaim();
        await(older.append(entry(0, 100), Keep.SYNCED));
        KafkaLog newer = open(logs.options().withNode("second", "tcp://second:4711"));
        newer.claim();
        long before = logs.offset(OffsetSpec.latest());
        List<CompletionStage<Long>> stages = new ArrayList<>();
        for (int i = 1; i < 20; i++) {
            stages.add(older.append(entry(i, 100), Keep.SYNCED));
        }
        for (CompletionStage<Long> stage : stages) {
            StaleOwnerException stale = assertInstanceOf(StaleOwnerException.class, failure(stage));
            assertEquals("tcp://second:4711", stale.owner());
        }
        assertTrue(logs.offset(OffsetSpec.latest()) >= before);
        await(newer.append(entry(1, 100), Keep.SYNCED));
        assertEquals(range(0, 2), replay(newer, 0));
        assertEquals(range(0, 2), replay(open(logs.options()), 0));
        assertEquals(List.of(), newer.damage());
    }

    @Test
    void anOwnerThatWasSucceededClaimsAgainAndGoesOn() throws IOException {
        KafkaLog first = openAndClaim();
        await(first.append(entry(0, 100), Keep.SYNCED));
        KafkaLog second = openAndClaim();
        await(second.append(entry(1, 100), Keep.SYNCED));
        assertInstanceOf(StaleOwnerException.class, failure(first.append(entry(9, 100), Keep.SYNCED)));
        assertEquals(3, first.claim());
        await(first.append(entry(2, 100), Keep.SYNCED));
        assertInstanceOf(StaleOwnerException.class, failure(second.append(entry(9, 100), Keep.SYNCED)));
        assertEquals(range(0, 3), replay(first, 0));
        assertThrows(IllegalStateException.class, first::claim);
    }

    @Test
    void anIdleOwnerHearsThatItWasSucceeded() throws IOException {
        KafkaLog first = openAndClaim();
        CompletableFuture<LogException> lost = first.lost().toCompletableFuture();
        assertFalse(lost.isDone());
        openAndClaim();
        assertInstanceOf(StaleOwnerException.class, lost.join());
    }

    @Test
    void ofManyThatClaimAtOnceTheLastOneOwnsTheLog() throws Exception {
        List<KafkaLog> handles = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            handles.add(open(logs.options()));
        }
        List<Long> epochs = new ArrayList<>();
        handles.parallelStream().forEach(handle -> {
            try {
                long epoch = handle.claim();
                synchronized (epochs) {
                    epochs.add(epoch);
                }
            } catch (StaleOwnerException e) {
                assertNotNull(e.getMessage());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertFalse(epochs.isEmpty());
        assertEquals(epochs.size(), epochs.stream().distinct().count(), "an epoch has one owner");
        Awaitility.await().until(() -> owners(handles) == 1);
    }

    private static long owners(List<KafkaLog> handles) {
        return handles.stream()
                .map(handle -> handle.append(entry(1, 20), Keep.SYNCED).toCompletableFuture())
                .filter(stage ->
                        stage.handle((position, failed) -> failed == null).join())
                .count();
    }

    @Test
    void anIdleOwnerGivesSignsOfLife() throws IOException {
        KafkaLog owner = open(logs.options().withNode("first", "tcp://first:4711"));
        owner.claim();
        KafkaLog follower = open(logs.options());
        long before = logs.offset(OffsetSpec.latest());
        Awaitility.await().until(() -> logs.offset(OffsetSpec.latest()) >= before + 4);
        assertEquals("first", follower.owner().node());
        assertEquals("tcp://first:4711", follower.owner().address());
        assertEquals(1, follower.epoch());
        assertEquals(owner.store(), follower.store());
        assertNotEquals(0, owner.store());
    }

    @Test
    void anOwnerThatEndsInOrderLeavesTheLogFree() throws IOException {
        KafkaLog follower = open(logs.options());
        KafkaLog owner = openAndClaim();
        await(owner.append(entry(0, 100), Keep.SYNCED));
        Awaitility.await().until(() -> follower.end() == owner.end());
        assertFalse(follower.isFree());
        owner.close();
        Awaitility.await().until(follower::isFree);
        assertTrue(open(logs.options()).isFree());
        follower.claim();
        assertFalse(follower.isFree());
        await(follower.append(entry(1, 100), Keep.SYNCED));
        assertEquals(range(0, 2), replay(follower, 0));
    }

    @Test
    void aFollowerSeesWhatTheOwnerAppends() throws IOException {
        KafkaLog owner = openAndClaim();
        KafkaLog follower = open(logs.options());
        for (int i = 0; i < 50; i++) {
            await(owner.append(entry(i, 50_000), Keep.SYNCED));
        }
        Awaitility.await().until(() -> follower.end() == owner.end());
        assertEquals(range(0, 50), replay(follower, 0));
        owner.trim(owner.end() / 2);
        Awaitility.await().until(() -> follower.first() > 0);
        assertEquals(owner.first(), follower.first());
        assertEquals(replay(owner, 0), replay(follower, 0));
    }

    @Test
    void aTrimFreesRecordsAndIsRememberedByWhoOpensTheLogLater() throws IOException {
        KafkaLog owner = openAndClaim();
        for (int i = 0; i < 100; i++) {
            await(owner.append(entry(i, 20_000), Keep.SYNCED));
        }
        owner.trim(owner.end());
        long first = owner.first();
        assertTrue(first > 1_500_000);
        Awaitility.await().until(() -> logs.offset(OffsetSpec.earliest()) > 50);
        KafkaLog later = open(logs.options());
        assertEquals(first, later.first());
        assertEquals(replay(owner, 0), replay(later, 0));
        assertEquals(99, replay(later, 0).get(replay(later, 0).size() - 1));
        later.claim();
        await(later.append(entry(100, 100), Keep.SYNCED));
        assertEquals(100, index(await(later.read(later.end() - 100))));
    }

    @Test
    void anEntryAboveTheLargestRecordIsCutIntoPieces() throws IOException {
        logs.makeTopic(Map.of("max.message.bytes", "10000"));
        KafkaLog log = openAndClaim();
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            positions.add(await(log.append(entry(i, 8 + i * 30_000), Keep.SYNCED)));
        }
        assertEquals(range(0, 20), replay(log, 0));
        assertEquals(19, index(await(log.read(positions.get(19)))));
        assertEquals(range(0, 20), replay(open(logs.options()), 0));
        assertTrue(logs.offset(OffsetSpec.latest()) > 300);
    }

    @Test
    void refusesWhatExceedsTheQueueAndGoesOn() throws IOException {
        KafkaLog log = open(logs.options().withSizes(256 << 10, 4 << 20, 1 << 20));
        log.claim();
        List<CompletionStage<Long>> stages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stages.add(log.append(entry(i, 500_000), Keep.SYNCED));
        }
        long refused = stages.stream()
                .map(stage -> stage.handle((position, failed) -> failed)
                        .toCompletableFuture()
                        .join())
                .filter(LogFullException.class::isInstance)
                .count();
        assertTrue(refused > 0);
        await(log.append(entry(50, 500_000), Keep.SYNCED));
        assertEquals(51 - refused, replay(log, 0).size());
    }
}
