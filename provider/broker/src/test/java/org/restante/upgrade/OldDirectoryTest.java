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
 * Data directories that an earlier build wrote open with this one, and hold and deliver what that build found in them. README.md beside the
 * archives lists their contents.
 */
final class OldDirectoryTest {

    private static final long SOON = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Site site(OldDirectory old) throws IOException {
        return new Site("old-" + old, old.unpack(folder), Site.NO_SNAPSHOT);
    }

    private static void assertHolds(OldDirectory old, Site site) throws Exception {
        try (Warnings warnings = new Warnings()) {
            site.run(() -> {
                try (Admin admin = site.admin()) {
                    assertSame(old.expected(old.contents()), Contents.of(admin));
                }
            });
            assertEquals(List.of(), warnings.heard());
        }
    }

    /** Names the first line that differs; both lists have thousands. */
    private static void assertSame(List<String> expected, List<String> found) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            assertEquals(
                    expected.get(i), found.get(i), "line " + (i + 1) + ", behind " + expected.get(Math.max(0, i - 1)));
        }
        assertEquals(expected.size(), found.size(), "lines");
    }

    @ParameterizedTest
    @EnumSource
    void holdsAllThatTheEarlierBuildFound(OldDirectory old) throws Exception {
        assertHolds(old, site(old));
    }

    @ParameterizedTest
    @EnumSource
    void holdsTheSameWhenItIsOpenedAgain(OldDirectory old) throws Exception {
        Site site = site(old);
        assertHolds(old, site);
        assertHolds(old, site);
    }

    @ParameterizedTest
    @EnumSource
    void holdsTheSameInSnapshotsOfThisBuild(OldDirectory old) throws Exception {
        Site site = site(old);
        takeSnapshots(site);
        assertHolds(old, site);
    }

    /** Any growth of the log is enough for the next snapshot. */
    private static void takeSnapshots(Site site) throws Exception {
        Site eager = new Site(site.name(), site.data(), 1);
        eager.run(() -> {
            try (Admin admin = eager.admin()) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> admin.info().snapshots().taken() >= 2);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void deliversWhatTheEarlierBuildDelivered(OldDirectory old) throws Exception {
        Site site = site(old);
        site.run(() -> assertSame(old.expected(old.received()), Reception.of(site)));
    }

    @ParameterizedTest
    @EnumSource
    void deliversWhatTheEarlierBuildDeliveredFromSnapshotsOfThisBuild(OldDirectory old) throws Exception {
        Site site = site(old);
        takeSnapshots(site);
        site.run(() -> assertSame(old.expected(old.received()), Reception.of(site)));
    }

    @ParameterizedTest
    @EnumSource
    void commitsAndRollsBackPreparedBranches(OldDirectory old) throws Exception {
        Site site = site(old);
        Branches branches = new Branches(site);
        List<Branches.Name> rest = old.archive().equals("mixed") ? List.of() : List.of(Branches.ENDS_LATER);
        site.run(() -> {
            assertEquals(2 + rest.size(), branches.prepared().size());
            branches.end(Branches.STAYS, true);
            branches.end(Branches.STAYS_TOO, false);
            assertEquals(rest, branches.prepared());
        });
        site.run(() -> {
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
    void storesNothingThatIsSentAgainWithAKnownIdentifier(OldDirectory old) throws Exception {
        Site site = site(old);
        site.run(() -> assertEquals(List.of(0L, 0L, 0L, 1L), new Repeated(site).sendAgain()));
    }

    @ParameterizedTest
    @EnumSource
    void remembersRequestsThatWereDoneOnce(OldDirectory old) throws Exception {
        Site site = site(old);
        List<String> answers = List.of("SECURITY", "Done", "Done", "Done", "Done", "INVALID_DESTINATION");
        site.run(() -> {
            List<String> found = new Repeated(site).askAgain();
            assertEquals(answers, found.subList(0, answers.size()));
            assertEquals(answers, found.subList(answers.size(), found.size()));
        });
    }

    @ParameterizedTest
    @EnumSource
    void newMessageTakesThePlaceOfTheOldOneWithItsValue(OldDirectory old) throws Exception {
        Site site = site(old);
        site.run(() -> {
            try (Admin admin = site.admin();
                    JMSContext context = site.context()) {
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
    void newMessagesOfAGroupFollowTheOldOnes(OldDirectory old) throws Exception {
        Site site = site(old);
        site.run(() -> {
            try (JMSContext first = site.context();
                    JMSContext second = site.context()) {
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
