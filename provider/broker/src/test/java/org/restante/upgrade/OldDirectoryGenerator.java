package org.restante.upgrade;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.MessageFilter;
import org.restante.link.Settings;

/**
 * Writes the archives of {@link OldDirectoryTest}: fills data directories with everything a broker writes, opens copies of them, and lists
 * their contents. It is run by hand, with the classes of the build whose directories are to be kept; README.md beside the archives has the
 * command.
 */
final class OldDirectoryGenerator {

    private static final long SNAPSHOT = 24_576;
    private static final int DEAD = 12_000;
    private static final int DEAD_AT_A_TIME = 6;
    private static final int MOST_ROUNDS = 40;
    private static final long SOON = 10_000;

    private final Path work;
    private final Path target;

    private OldDirectoryGenerator(Path work, Path target) {
        this.work = work;
        this.target = target;
    }

    /** {@code FOLDER}: where the archives go. */
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]);
        Files.createDirectories(target);
        OldDirectoryGenerator generator = new OldDirectoryGenerator(Files.createTempDirectory("old"), target);
        generator.killedBeforeAnySnapshot();
        generator.closedBehindSnapshots();
        generator.killedBehindSnapshots();
        System.exit(0); // the threads of lost links would keep the process
    }

    /** Everything is in the log; the copy is made while clients are at work. */
    private void killedBeforeAnySnapshot() throws Exception {
        Site site = new Site("generated-log", work.resolve("log"), Site.NO_SNAPSHOT);
        fill(site);
        site.run(() -> keepAsKilled(site, "log", null));
    }

    /** Everything is in snapshots; the beginning of the log has been trimmed, and the messages that waited there are copied forward. */
    private void closedBehindSnapshots() throws Exception {
        Site site = new Site("generated-snapshot", work.resolve("snapshot"), SNAPSHOT);
        fill(site);
        site.run(() -> {
            try (Unfinished clients = new Unfinished(site)) {
                clients.begin();
            }
            churn(site);
            site.awaitQuiet();
        });
        Path copy = work.resolve("snapshot-copy");
        Archive.copy(site.data(), copy);
        keep("snapshot", copy, null);
    }

    /** Continues the directory before, without another snapshot; the copy is made while clients are at work. */
    private void killedBehindSnapshots() throws Exception {
        Path before = work.resolve("snapshot-copy");
        Path data = work.resolve("mixed");
        Archive.copy(before, data);
        Site site = new Site("generated-mixed", data, Site.NO_SNAPSHOT);
        site.run(() -> {
            change(site);
            keepAsKilled(site, "mixed", before);
        });
    }

    /** In two runs, so that the second one recovers the first one's directory. */
    private static void fill(Site site) throws Exception {
        site.run(() -> {
            new Definitions(site).write();
            try (JMSContext context = site.context()) {
                new SampleMessages(context).send();
            }
        });
        site.run(() -> {
            new Outcomes(site).write();
            new Branches(site).write();
            new Repeated(site).write();
        });
    }

    /** Sends and acknowledges until the log as it is now has been trimmed. */
    private static void churn(Site site) throws IOException {
        try (Admin admin = site.admin();
                JMSContext context = site.context()) {
            long end = admin.diskUse().status().end();
            Queue queue = context.createQueue("churned");
            for (int round = 0; admin.diskUse().status().first() < end; round++) {
                if (round == MOST_ROUNDS) {
                    throw new IOException("the log still begins at "
                            + admin.diskUse().status().first() + ", before " + end);
                }
                try (JMSConsumer consumer = context.createConsumer(queue)) {
                    for (int i = 0; i < DEAD_AT_A_TIME; i++) {
                        context.createProducer().send(queue, "x".repeat(DEAD));
                        take(consumer);
                    }
                }
                site.awaitQuiet();
            }
        }
    }

    private static void take(JMSConsumer consumer) throws IOException {
        if (consumer.receive(SOON) == null) {
            throw new IOException("nothing came within " + SOON + " ms");
        }
    }

    private static void change(Site site) throws Exception {
        try (Admin admin = site.admin();
                JMSContext transacted = site.context(JMSContext.SESSION_TRANSACTED)) {
            admin.queue("backlog").purge(MessageFilter.all().selector("number BETWEEN 40 AND 60"));
            try (JMSConsumer consumer = transacted.createConsumer(transacted.createQueue("backlog"), "number > 100")) {
                for (int i = 0; i < 5; i++) {
                    take(consumer);
                }
                transacted.commit();
                take(consumer);
                transacted.rollback();
            }
            admin.queue("letters").move(MessageFilter.all().limit(1), "moved letters");
            admin.queue("retried").purge(MessageFilter.all().limit(1));
            admin.configure("queue:ring", Settings.of(Map.of("whenFull", "block", "maxMessages", "9")));
            admin.configure("queue:settings", Settings.NONE);
            admin.resume("queue:paused");
            admin.pause("queue:backlog");
            admin.deleteSubscription(Definitions.CLIENT, "doomed", true);
            admin.delete("queue:doomed", true);
            admin.createSubscription("topic:news", null, "younger", "level = 5", true);
            transacted
                    .createProducer()
                    .setProperty("JMS_RESTANTE_DUPLICATE_ID", "5")
                    .send(transacted.createQueue("known.later"), "identifier 5");
            transacted.createProducer().setProperty("share", "tea").send(transacted.createQueue("prices"), "dear tea");
            transacted.commit();
        }
        new Branches(site).end(Branches.ENDS_LATER, true);
    }

    private void keepAsKilled(Site site, String name, @Nullable Path base) throws Exception {
        Path copy = work.resolve(name + "-copy");
        try (Unfinished clients = new Unfinished(site)) {
            clients.begin();
            site.awaitQuiet();
            Archive.copy(site.data(), copy);
        }
        keep(name, copy, base);
    }

    private void keep(String name, Path data, @Nullable Path base) throws Exception {
        List<Archive.Expected> lists = new ArrayList<>();
        for (OldDirectory old : OldDirectory.values()) {
            if (old.archive().equals(name)) {
                list(old, data, lists);
            }
        }
        Archive.pack(data, base, lists, target.resolve(name + ".zip"));
    }

    private void list(OldDirectory old, Path data, List<Archive.Expected> lists) throws Exception {
        Path copy = work.resolve("listed-" + old);
        Archive.copy(data, copy);
        old.prepare(copy);
        Site site = new Site("listed-" + old, copy, Site.NO_SNAPSHOT);
        site.run(() -> {
            try (Admin admin = site.admin()) {
                lists.add(new Archive.Expected(old.contents(), Contents.of(admin)));
            }
            lists.add(new Archive.Expected(old.received(), Reception.of(site)));
        });
    }
}
