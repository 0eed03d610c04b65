package org.restante.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.LogFailedException;

/** Nodes that are killed or frozen while a log is appended to: nothing that was confirmed is lost, and the log goes on. */
class KafkaFaultsTest {

    private final TestLogs logs = new TestLogs();
    private final List<KafkaLog> opened = new ArrayList<>();
    /** The indexes of all entries that were confirmed. */
    private final List<Long> confirmed = new ArrayList<>();

    private long appended;

    @AfterEach
    void healCluster() throws IOException {
        opened.forEach(Log::close);
        logs.cluster().heal();
    }

    private KafkaLog open() throws IOException {
        KafkaLog log = TestLogs.open(logs.options().withAppendTimeout(Duration.ofSeconds(5)));
        opened.add(log);
        return log;
    }

    private KafkaLog openAndClaim() throws IOException {
        KafkaLog log = open();
        log.claim();
        return log;
    }

    private CompletableFuture<Long> append(KafkaLog log) {
        long index = appended++;
        return log.append(entry(index, 200), Keep.SYNCED)
                .thenApply(position -> {
                    synchronized (confirmed) {
                        confirmed.add(index);
                    }
                    return position;
                })
                .toCompletableFuture();
    }

    /** Appends, a few at once, and claims anew where an epoch has ended, until so many more are confirmed. */
    private void appendUntil(KafkaLog log, int count) {
        int target = confirmedCount() + count;
        Awaitility.await("appends confirmed")
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(90))
                .until(() -> {
                    List<CompletableFuture<Long>> stages = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        stages.add(append(log));
                    }
                    boolean hasFailed = stages.stream()
                            .anyMatch(stage -> stage.handle((position, failed) -> failed != null)
                                    .join());
                    if (hasFailed) {
                        claimAgain(log);
                    }
                    return confirmedCount() >= target;
                });
    }

    private static void claimAgain(KafkaLog log) {
        Awaitility.await("claimed again")
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> log.claim() > 0);
    }

    private int confirmedCount() {
        synchronized (confirmed) {
            return confirmed.size();
        }
    }

    /** All that was confirmed is there, in its order; what failed may be. A read that gets no answer in time is made again. */
    private void checkKept(KafkaLog log) {
        List<Long> kept = Awaitility.await("read")
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> replay(log, 0), entries -> true);
        assertEquals(kept.stream().sorted().distinct().toList(), kept, "in order, and once");
        synchronized (confirmed) {
            List<Long> lost = new ArrayList<>(confirmed);
            lost.removeAll(kept);
            assertEquals(List.of(), lost, "confirmed and lost");
        }
    }

    @Test
    void nothingConfirmedIsLostWhenTheLeaderOfThePartitionIsKilled() throws IOException {
        KafkaLog log = openAndClaim();
        appendUntil(log, 300);
        logs.cluster().kill(logs.cluster().leader(logs.topic()));
        appendUntil(log, 300);
        checkKept(log);
        logs.cluster().heal();
        checkKept(open());
    }

    @Test
    void nothingConfirmedIsLostWhenTheLeaderOfThePartitionIsFrozenAndWakes() throws IOException {
        KafkaLog log = openAndClaim();
        appendUntil(log, 100);
        int leader = logs.cluster().leader(logs.topic());
        logs.cluster().freeze(leader);
        appendUntil(log, 100);
        logs.cluster().thaw(leader);
        appendUntil(log, 100);
        checkKept(log);
        logs.cluster().heal();
        checkKept(open());
    }

    @Test
    void appendsFailBelowTheReplicasInSyncAndGoOnInANewEpochWhenTheNodesAreBack() throws IOException {
        KafkaLog log = openAndClaim();
        appendUntil(log, 100);
        int leader = logs.cluster().leader(logs.topic());
        List<Integer> killed =
                logs.cluster().nodes().stream().filter(node -> node != leader).toList();
        killed.forEach(logs.cluster()::kill);
        CompletableFuture<Long> first = append(log);
        LogFailedException failed = assertInstanceOf(LogFailedException.class, failure(first));
        assertTrue(failed.getMessage().contains("ends epoch "), failed::getMessage);
        assertTrue(failed.getMessage().contains("in sync"), failed::getMessage);
        assertInstanceOf(LogFailedException.class, failure(append(log)), "an epoch that has ended appends nothing");
        IOException refused = assertThrows(IOException.class, log::claim);
        assertTrue(refused.getMessage().contains(logs.topic()), refused::getMessage);
        logs.cluster().heal();
        claimAgain(log);
        assertTrue(log.epoch() > 1);
        appendUntil(log, 100);
        checkKept(log);
        checkKept(open());
    }

    /** A client that begins with the frozen node gets no answer, and asks another one. */
    @Test
    void opensAndClaimsWhileANodeOfTheBootstrapListIsFrozen() throws IOException {
        KafkaLog log = openAndClaim();
        appendUntil(log, 50);
        int leader = logs.cluster().leader(logs.topic());
        logs.cluster().freeze(leader);
        logs.cluster().awaitOtherLeader(logs.topic(), leader);
        for (int i = 0; i < 3; i++) {
            KafkaLog next = open();
            claimAgain(next);
            appendUntil(next, 10);
            checkKept(next);
        }
    }

    /** Who cannot read cannot know whether there is an owner, and must not claim the log. */
    @Test
    void silenceCountsOnlyWhileTheTopicCanBeRead() throws IOException {
        KafkaLog owner = openAndClaim();
        KafkaLog follower = open();
        for (int node : logs.cluster().nodes()) {
            logs.cluster().freeze(node);
        }
        Awaitility.await().until(follower::isBlind);
        Awaitility.await().during(Duration.ofSeconds(3)).until(() -> !follower.isSilent(Duration.ofMillis(1)));

        logs.cluster().heal();
        owner.close();
        Awaitility.await().until(() -> follower.isSilent(Duration.ofSeconds(2)));
        claimAgain(follower);
        appendUntil(follower, 10);
    }

    @Test
    void aFollowerOutlivesTheLeaderOfThePartition() throws IOException {
        KafkaLog owner = openAndClaim();
        KafkaLog follower = open();
        appendUntil(owner, 20);
        logs.cluster().kill(logs.cluster().leader(logs.topic()));
        appendUntil(owner, 20);
        Awaitility.await().until(() -> follower.end() >= owner.end());
        checkKept(follower);
        claimAgain(follower);
        appendUntil(follower, 20);
        checkKept(owner);
    }
}
