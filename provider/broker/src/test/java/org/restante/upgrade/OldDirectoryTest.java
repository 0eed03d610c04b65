package org.restante.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restante.admin.Admin;
import org.restante.crash.Warnings;

/**
 * A data directory written by an earlier build opens with this build; its contents, and the messages it delivers, are those that the
 * earlier build listed. README.md in the directory of the archives describes them.
 */
final class OldDirectoryTest {

    private static final long SOON = 10_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private DirectoryBroker broker(OldDirectory old) throws IOException {
        return new DirectoryBroker("old-" + old, old.unpack(folder), DirectoryBroker.NO_SNAPSHOT);
    }

    private static void assertHolds(OldDirectory old, DirectoryBroker broker) throws Exception {
        try (Warnings warnings = new Warnings()) {
            broker.run(() -> {
                try (Admin admin = broker.admin()) {
                    assertSame(old.expected(old.contents()), BrokerContents.of(admin));
                }
            });
            assertEquals(List.of(), warnings.lines());
        }
    }

    /** Reports the first line that differs, because each list has thousands of lines. */
    private static void assertSame(List<String> expected, List<String> found) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            assertEquals(
                    expected.get(i), found.get(i), "line " + (i + 1) + ", after " + expected.get(Math.max(0, i - 1)));
        }
        assertEquals(expected.size(), found.size(), "number of lines");
    }

    @ParameterizedTest
    @EnumSource
    void hasTheContentsThatTheEarlierBuildListed(OldDirectory old) throws Exception {
        assertHolds(old, broker(old));
    }

    @ParameterizedTest
    @EnumSource
    void hasTheSameContentsWhenItIsOpenedAgain(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        assertHolds(old, broker);
        assertHolds(old, broker);
    }

    @ParameterizedTest
    @EnumSource
    void hasTheSameContentsInSnapshotsOfThisBuild(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        takeSnapshots(broker);
        assertHolds(old, broker);
    }

    /** Takes two snapshots: with a limit of one byte, any growth of the log causes the next snapshot. */
    private static void takeSnapshots(DirectoryBroker broker) throws Exception {
        DirectoryBroker eager = new DirectoryBroker(broker.name(), broker.data(), 1);
        eager.run(() -> {
            try (Admin admin = eager.admin()) {
                Awaitility.await()
                        .atMost(TIMEOUT)
                        .until(() -> admin.info().snapshots().taken() >= 2);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void deliversTheMessagesThatTheEarlierBuildDelivered(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        broker.run(() -> assertSame(old.expected(old.received()), DeliveredMessages.of(broker)));
    }

    @ParameterizedTest
    @EnumSource
    void deliversTheSameMessagesFromSnapshotsOfThisBuild(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        takeSnapshots(broker);
        broker.run(() -> assertSame(old.expected(old.received()), DeliveredMessages.of(broker)));
    }

    @ParameterizedTest
    @EnumSource
    void commitsAndRollsBackPreparedBranches(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        Branches branches = new Branches(broker);
        List<Branches.Name> rest = old.archive().equals("mixed") ? List.of() : List.of(Branches.ENDS_LATER);
        broker.run(() -> {
            assertEquals(2 + rest.size(), branches.prepared().size());
            branches.end(Branches.STAYS, true);
            branches.end(Branches.STAYS_TOO, false);
            assertEquals(rest, branches.prepared());
        });
        broker.run(() -> {
            assertEquals(rest, branches.prepared());
            assertEquals(
                    List.of(
                            "from stays 3 redelivered=false",
                            "to stays 1 redelivered=false",
                            "to stays 2 redelivered=false"),
                    branches.taken(Branches.STAYS));
            assertEquals(
                    List.of(
                            "from stays too 1 redelivered=true",
                            "from stays too 2 redelivered=true",
                            "from stays too 3 redelivered=false"),
                    branches.taken(Branches.STAYS_TOO));
        });
    }

    @ParameterizedTest
    @EnumSource
    void discardsMessagesWithAKnownDuplicateIdentifier(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        broker.run(() -> assertEquals(List.of(0L, 0L, 0L, 1L), new RepeatedRequests(broker).sendAgain()));
    }

    @ParameterizedTest
    @EnumSource
    void answersRepeatedRequestsFromTheRequestHistory(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        List<String> answers = List.of("SECURITY", "Done", "Done", "Done", "Done", "INVALID_DESTINATION");
        broker.run(() -> {
            List<String> found = new RepeatedRequests(broker).askAgain();
            assertEquals(answers, found.subList(0, answers.size()));
            assertEquals(answers, found.subList(answers.size(), found.size()));
        });
    }

    @ParameterizedTest
    @EnumSource
    void newMessageReplacesAnOldOneWithTheSameLastValueProperty(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        broker.run(() -> {
            try (Admin admin = broker.admin();
                    JMSContext context = broker.context()) {
                long before = waiting(admin, "queue:prices");
                context.createProducer().setProperty("share", "rum").send(context.createQueue("prices"), "dear rum");
                assertEquals(before, waiting(admin, "queue:prices"));
                context.createProducer().setProperty("share", "oil").send(context.createQueue("prices"), "cheap oil");
                assertEquals(before + 1, waiting(admin, "queue:prices"));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void newMessagesOfAGroupGoToTheConsumerOfTheOldOnes(OldDirectory old) throws Exception {
        DirectoryBroker broker = broker(old);
        broker.run(() -> {
            try (JMSContext first = broker.context();
                    JMSContext second = broker.context()) {
                Queue grouped = first.createQueue("grouped");
                JMSConsumer taken = first.createConsumer(grouped);
                for (int i = 0; i < 5; i++) {
                    assertNotNull(taken.receive(SOON));
                }
                List<Message> elsewhere = new CopyOnWriteArrayList<>();
                second.createConsumer(grouped).setMessageListener(elsewhere::add);
                for (String group : List.of("red", "green", "red", "green")) {
                    first.createProducer().setProperty("JMSXGroupID", group).send(grouped, group);
                    assertNotNull(taken.receive(SOON), () -> group + " went elsewhere: " + elsewhere);
                }
                assertEquals(List.of(), elsewhere);
            }
        });
    }

    private static long waiting(Admin admin, String queue) {
        return admin.destinations(queue).get(0).counts().messages();
    }
}
