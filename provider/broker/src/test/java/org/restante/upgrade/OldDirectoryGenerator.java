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
 * Writes the archives for {@link OldDirectoryTest}: fills data directories with every kind of entry that a broker writes, opens copies of
 * them, and lists their contents. It is run by hand with the classes of the build whose directories are archived. README.md in the
 * directory of the archives has the command.
 */
final class OldDirectoryGenerator {

    private static final long SNAPSHOT = 24_576;
    private static final int FILLER_LENGTH = 12_000;
    private static final int FILLERS_PER_ROUND = 6;
    private static final int MAX_ROUNDS = 40;
    private static final long SOON = 10_000;

    private final Path work;
    private final Path target;

    private OldDirectoryGenerator(Path work, Path target) {
        this.work = work;
        this.target = target;
    }

    /** Argument: the directory to write the archives to. */
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]);
        Files.createDirectories(target);
        OldDirectoryGenerator generator = new OldDirectoryGenerator(Files.createTempDirectory("old"), target);
        generator.killedBeforeAnySnapshot();
        generator.closedAfterSnapshots();
        generator.killedAfterSnapshots();
        System.exit(0); // the threads of lost links would keep the process alive
    }

    /** All contents are in the log. The directory is copied while clients are active, as after a kill. */
    private void killedBeforeAnySnapshot() throws Exception {
        DirectoryBroker broker = new DirectoryBroker("generated-log", work.resolve("log"), DirectoryBroker.NO_SNAPSHOT);
        fill(broker);
        broker.run(() -> packAsKilled(broker, "log", null));
    }

    /** All contents are in snapshots. The beginning of the log is trimmed; messages that waited there were copied forward. */
    private void closedAfterSnapshots() throws Exception {
        DirectoryBroker broker = new DirectoryBroker("generated-snapshot", work.resolve("snapshot"), SNAPSHOT);
        fill(broker);
        broker.run(() -> {
            try (ActiveClients clients = new ActiveClients(broker)) {
                clients.begin();
            }
            trimLog(broker);
            broker.awaitQuiet();
        });
        Path copy = work.resolve("snapshot-copy");
        Archive.copy(broker.data(), copy);
        packWithLists("snapshot", copy, null);
    }

    /** Continues the directory of {@link #closedAfterSnapshots} without another snapshot. It is copied while clients are active. */
    private void killedAfterSnapshots() throws Exception {
        Path before = work.resolve("snapshot-copy");
        Path data = work.resolve("mixed");
        Archive.copy(before, data);
        DirectoryBroker broker = new DirectoryBroker("generated-mixed", data, DirectoryBroker.NO_SNAPSHOT);
        broker.run(() -> {
            change(broker);
            packAsKilled(broker, "mixed", before);
        });
    }

    /** Fills a directory in two runs, so that the second run recovers the directory of the first. */
    private static void fill(DirectoryBroker broker) throws Exception {
        broker.run(() -> {
            new Definitions(broker).write();
            try (JMSContext context = broker.context()) {
                new SampleMessages(context).send();
            }
        });
        broker.run(() -> {
            new MessageOutcomes(broker).write();
            new Branches(broker).write();
            new RepeatedRequests(broker).write();
        });
    }

    /** Sends and acknowledges filler messages until all entries that the log has at the call have been trimmed. */
    private static void trimLog(DirectoryBroker broker) throws IOException {
        try (Admin admin = broker.admin();
                JMSContext context = broker.context()) {
            long end = admin.diskUse().status().end();
            Queue queue = context.createQueue("churned");
            for (int round = 0; admin.diskUse().status().first() < end; round++) {
                if (round == MAX_ROUNDS) {
                    throw new IOException("the log still begins at "
                            + admin.diskUse().status().first() + ", before " + end);
                }
                try (JMSConsumer consumer = context.createConsumer(queue)) {
                    for (int i = 0; i < FILLERS_PER_ROUND; i++) {
                        context.createProducer().send(queue, "x".repeat(FILLER_LENGTH));
                        take(consumer);
                    }
                }
                broker.awaitQuiet();
            }
        }
    }

    private static void take(JMSConsumer consumer) throws IOException {
        if (consumer.receive(SOON) == null) {
            throw new IOException("no message came within " + SOON + " ms");
        }
    }

    private static void change(DirectoryBroker broker) throws Exception {
        try (Admin admin = broker.admin();
                JMSContext transacted = broker.context(JMSContext.SESSION_TRANSACTED)) {
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
        new Branches(broker).end(Branches.ENDS_LATER, true);
    }

    private void packAsKilled(DirectoryBroker broker, String name, @Nullable Path base) throws Exception {
        Path copy = work.resolve(name + "-copy");
        try (ActiveClients clients = new ActiveClients(broker)) {
            clients.begin();
            broker.awaitQuiet();
            Archive.copy(broker.data(), copy);
        }
        packWithLists(name, copy, base);
    }

    private void packWithLists(String name, Path data, @Nullable Path base) throws Exception {
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
        DirectoryBroker broker = new DirectoryBroker("listed-" + old, copy, DirectoryBroker.NO_SNAPSHOT);
        broker.run(() -> {
            try (Admin admin = broker.admin()) {
                lists.add(new Archive.Expected(old.contents(), BrokerContents.of(admin)));
            }
            lists.add(new Archive.Expected(old.received(), DeliveredMessages.of(broker)));
        });
    }
}
