package org.restante.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.kafka.cluster.KafkaCluster;
import org.restante.log.DamagedEntryException;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.LogFailedException;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.OwnerSequence;
import org.restante.log.shared.ReadingPoint;

/** Topics that are wrong, cut, deleted or written to by others, and clusters that are not there: each a clear error. */
class KafkaInputTest {

    private final TestLogs logs = new TestLogs();
    private final List<KafkaLog> opened = new ArrayList<>();

    @AfterEach
    void closeLogs() {
        opened.forEach(Log::close);
    }

    private KafkaLog open(KafkaLogOptions options) throws IOException {
        KafkaLog log = TestLogs.open(options);
        opened.add(log);
        return log;
    }

    private KafkaLog open() throws IOException {
        return open(logs.options());
    }

    private KafkaLog openAndClaim() throws IOException {
        KafkaLog log = open();
        log.claim();
        return log;
    }

    private static void append(KafkaLog log, int from, int to, int size) {
        for (int i = from; i < to; i++) {
            await(log.append(entry(i, size), Keep.SYNCED));
        }
    }

    private static void assertSays(Exception thrown, String... parts) {
        for (String part : parts) {
            assertTrue(thrown.getMessage().contains(part), () -> thrown.getMessage() + " should contain " + part);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "retention.ms, 604800000, -1",
        "retention.bytes, 1073741824, -1",
        "cleanup.policy, compact, delete",
        "min.insync.replicas, 1, 2",
        "min.insync.replicas, 3, 2",
        "unclean.leader.election.enable, true, false",
        "max.message.bytes, 1000, 1048588"
    })
    void refusesATopicWhoseSettingsWouldLoseEntriesAndNamesTheRightOne(String key, String wrong, String right)
            throws IOException {
        KafkaLog before = openAndClaim();
        append(before, 0, 5, 100);
        before.close();
        logs.change(Map.of(key, wrong));
        assertSays(assertThrows(IOException.class, this::open), logs.topic(), key + " is " + wrong, key + "=" + right);
        logs.change(Map.of(key, right));
        assertEquals(range(0, 5), replay(openAndClaim(), 0));
    }

    @Test
    void refusesToClaimWhenASettingIsChangedAfterItWasOpened() throws IOException {
        KafkaLog log = open();
        logs.change(Map.of("min.insync.replicas", "1"));
        assertSays(assertThrows(IOException.class, log::claim), "min.insync.replicas=2");
        logs.change(Map.of("min.insync.replicas", "2"));
        assertEquals(1, log.claim());
    }

    @ParameterizedTest
    @CsvSource({"2, 3, partitions are 2", "1, 1, replicas are 1"})
    void refusesATopicOfAnotherShape(int partitions, short replicas, String says) throws IOException {
        NewTopic made = new NewTopic(logs.topic(), Optional.of(partitions), Optional.of(replicas));
        KafkaCluster.get(logs.cluster().admin().createTopics(List.of(made)).all());
        assertSays(assertThrows(IOException.class, this::open), logs.topic(), says, "retention.ms=-1");
    }

    @Test
    void entriesPassThoughTheLargestRecordIsMadeSmaller() throws IOException {
        KafkaLog log = openAndClaim();
        append(log, 0, 3, 300_000);
        logs.change(Map.of("max.message.bytes", "8192"));
        Awaitility.await().until(() -> {
            Throwable failed = log.append(entry(3, 300_000), Keep.SYNCED)
                    .handle((position, problem) -> problem)
                    .toCompletableFuture()
                    .join();
            return failed instanceof LogFailedException
                    && failed.getMessage().contains("max.message.bytes of topic " + logs.topic());
        });
        int kept = replay(log, 0).size();
        log.claim();
        append(log, 100, 103, 300_000);
        List<Long> all = replay(log, 0);
        assertTrue(all.size() >= kept + 3);
        assertEquals(range(100, 103), all.subList(all.size() - 3, all.size()));
    }

    @Test
    void passesOverForeignRecordsAndReportsThem() throws Exception {
        KafkaLog log = openAndClaim();
        append(log, 0, 5, 100);
        Claimant stranger = new Claimant("stranger", "", 1);
        byte[] otherLog = OwnerSequence.claim(new ReadingPoint(4711, 0, 0, 0, 0), 4711, stranger);
        byte[] letter = "a letter to somebody else".getBytes(StandardCharsets.UTF_8);
        logs.appendForeign(letter, new byte[0], null, otherLog);
        append(log, 5, 10, 100);
        assertEquals(range(0, 10), replay(log, 0));
        assertTrue(log.damage().size() >= 3, () -> log.damage().toString());
        assertTrue(log.damage().get(0).where().contains(logs.topic()));
        KafkaLog other = open();
        assertEquals(range(0, 10), replay(other, 0));
        assertEquals(log.damage(), other.damage());
        other.claim();
        append(other, 10, 12, 100);
    }

    /** Its marks are not records of the topic, and what lies in it is neither held back nor hidden. */
    @Test
    void goesOnBesideAnotherProgramsTransaction() throws Exception {
        KafkaLog log = openAndClaim();
        append(log, 0, 5, 100);
        try (KafkaProducer<byte[], byte[]> producer = logs.producer(Map.of("transactional.id", logs.topic()))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(logs.topic(), 0, null, new byte[10]))
                    .get();
            append(log, 5, 10, 100);
            assertEquals(range(0, 10), replay(open(), 0));
            producer.abortTransaction();
        }
        append(log, 10, 15, 100);
        assertEquals(range(0, 15), replay(log, 0));
        assertEquals(range(0, 15), replay(openAndClaim(), 0));
    }

    @Test
    void tellsALogThatWasCutByDeletedRecords() throws IOException {
        KafkaLog log = openAndClaim();
        append(log, 0, 50, 1_000);
        log.close();
        TopicPartition partition = new TopicPartition(logs.topic(), 0);
        RecordsToDelete some = RecordsToDelete.beforeOffset(logs.offset(OffsetSpec.latest()) - 10);
        KafkaCluster.get(
                logs.cluster().admin().deleteRecords(Map.of(partition, some)).all());
        assertCut("trimmed only to 0", "retention.ms=-1");
    }

    @Test
    void tellsALogThatWasCutByRetentionAndSaysSoWhereAnOwnerReadsWhatIsGone() throws IOException {
        logs.makeTopic(Map.of("segment.bytes", "1048576"));
        KafkaLog log = openAndClaim();
        append(log, 0, 40, 100_000);
        logs.change(Map.of("retention.ms", "1000"));
        awaitCut(0);
        DamagedEntryException read = assertInstanceOf(DamagedEntryException.class, failure(log.read(0)));
        assertSays(read, "removed from topic " + logs.topic());
        logs.change(Map.of("retention.ms", "-1"));
        assertCut("trimmed only to 0");
        assertNull(log.cut(), "not known before it claims again");
        log.close();
        logs.change(Map.of("retention.ms", "1"));
        awaitCut(logs.offset(OffsetSpec.latest()) - 1);
        logs.change(Map.of("retention.ms", "-1"));
        assertCut("all its records are gone");
    }

    private void assertCut(String... parts) throws IOException {
        String cut = open().cut();
        assertNotNull(cut);
        assertSays(new IOException(cut), parts);
        assertSays(new IOException(cut), logs.topic());
    }

    private void awaitCut(long offset) {
        Awaitility.await("records removed").until(() -> logs.offset(OffsetSpec.earliest()) > offset);
    }

    @Test
    void anOwnerWhoseTopicIsDeletedFailsAndCannotClaim() throws IOException {
        KafkaLog log = openAndClaim();
        append(log, 0, 5, 100);
        long store = log.store();
        KafkaCluster.get(
                logs.cluster().admin().deleteTopics(List.of(logs.topic())).all());
        Awaitility.await()
                .until(() -> log.append(entry(5, 100), Keep.SYNCED)
                        .handle((position, failed) -> failed instanceof LogFailedException)
                        .toCompletableFuture()
                        .join());
        assertSays(assertThrows(IOException.class, log::claim), logs.topic());
        log.close();
        IOException refused =
                assertThrows(IOException.class, () -> open(logs.options().withStore(store)));
        assertSays(refused, logs.topic());
    }

    @Test
    void refusesAnotherLogThanTheExpectedOne() throws IOException {
        KafkaLog log = openAndClaim();
        append(log, 0, 5, 100);
        assertEquals(5, replay(open(logs.options().withStore(log.store())), 0).size());
        IOException refused =
                assertThrows(IOException.class, () -> open(logs.options().withStore(log.store() + 1)));
        assertSays(refused, Long.toHexString(log.store()), Long.toHexString(log.store() + 1), "bootstrap");
        KafkaLogOptions elsewhere =
                KafkaLogOptions.of("elsewhere", logs.cluster().bootstrap());
        assertSays(
                assertThrows(IOException.class, () -> open(elsewhere.withStore(log.store()))),
                "elsewhere.0",
                "bootstrap");
    }

    @Test
    void saysThatNoClusterAnswers() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String closed = "127.0.0.1:" + port;
        assertSays(
                assertThrows(IOException.class, () -> open(KafkaLogOptions.of("none", closed))),
                closed,
                "no node answers");
        assertSays(
                assertThrows(IOException.class, () -> open(KafkaLogOptions.of("none", "no-such-host.invalid:9092"))),
                "no-such-host.invalid");
    }

    @Test
    void saysThatTheClusterHasTooFewNodes() {
        IOException refused =
                assertThrows(IOException.class, () -> open(logs.options().withReplicas(4)));
        assertSays(refused, logs.topic(), "fewer than 4 nodes");
    }

    @Test
    void refusesWhatIsNoNameOfATopic() {
        String bootstrap = logs.cluster().bootstrap();
        for (String name : List.of("", "a/b", "a b", "x".repeat(201))) {
            assertThrows(IllegalArgumentException.class, () -> KafkaLogOptions.of(name, bootstrap));
        }
        assertInstanceOf(KafkaLogOptions.class, KafkaLogOptions.of("a-B_9.c", bootstrap));
    }
}
