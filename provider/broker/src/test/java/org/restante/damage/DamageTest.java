package org.restante.damage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.crash.Warnings;
import org.restante.jms.RestanteConnectionFactory;

/** Flips bits and zeroes blocks anywhere in a data directory; {@code -Ddamage.rounds=N} sets the number of rounds. */
class DamageTest {
    private static final int ROUNDS = Integer.getInteger("damage.rounds", 100);
    private static final long SEED = Long.getLong("damage.seed", 1);
    private static final int MESSAGES = 1200;
    private static final int ACKNOWLEDGED = 300;
    private static final int MAX_SIZE = 900;

    @TempDir
    private Path folder;

    @Test
    void servesTheHealthyRestAndNeverWrongDataWhateverIsDamaged() throws Exception {
        Path undamaged = folder.resolve("undamaged");
        fill(undamaged);
        assertEquals(MESSAGES - ACKNOWLEDGED, drain(copy("check", undamaged)).size());
        int reported = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path copy = folder.resolve("round" + round);
            try (Warnings warnings = new Warnings()) {
                String spot =
                        damage(copy(copy.getFileName().toString(), undamaged), new Random(SEED * 1_000_003 + round));
                Set<Integer> found = drain(copy);
                check(found, warnings.lines(), "round " + round + " of seed " + SEED + ", " + spot);
                reported += warnings.lines().isEmpty() ? 0 : 1;
            }
        }
        assertTrue(reported > ROUNDS / 20, "only " + reported + " of " + ROUNDS + " rounds reported damage");
    }

    private static void check(Set<Integer> found, List<String> warnings, String round) {
        Set<Integer> lost = new HashSet<>();
        for (int number = ACKNOWLEDGED; number < MESSAGES; number++) {
            if (!found.contains(number)) {
                lost.add(number);
            }
        }
        assertTrue(lost.isEmpty() || !warnings.isEmpty(), round + " lost " + lost + " without a warning");
        // one block of 4 KiB overlaps at most 40 messages of 100 bytes or more, each with its frame
        assertTrue(lost.size() <= 40, round + " lost " + lost.size() + " messages: " + warnings);
        found.removeIf(number -> number >= ACKNOWLEDGED);
        assertTrue(found.isEmpty() || !warnings.isEmpty(), round + " redelivered " + found + " without a warning");
    }

    /** Sends messages and acknowledges the first ones, in two parts with a restart, for two snapshots and several segments. */
    private static void fill(Path data) throws Exception {
        Random random = new Random(SEED);
        for (int part = 0; part < 2; part++) {
            try (JMSContext context = context(data)) {
                for (int i = 0; i < MESSAGES / 2; i++) {
                    send(context, part * MESSAGES / 2 + i, random);
                }
                JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
                for (int i = 0; i < ACKNOWLEDGED / 2; i++) {
                    assertFalse(consumer.receive(5000) == null);
                }
            }
        }
        try (Stream<Path> files = Files.list(data.resolve("snapshots"))) {
            assertTrue(files.count() >= 2, "two generations of snapshots");
        }
    }

    private static void send(JMSContext context, int number, Random random) throws Exception {
        byte[] body = new byte[100 + random.nextInt(MAX_SIZE - 100)];
        new Random(number).nextBytes(body);
        BytesMessage message = context.createBytesMessage();
        message.writeBytes(body);
        message.setIntProperty("number", number);
        message.setIntProperty("length", body.length);
        context.createProducer().send(context.createQueue("orders"), message);
    }

    private static JMSContext context(Path data) {
        String uri =
                "vm:damage?data=" + data + "&segmentBytes=262144&snapshotBytes=100000&maxMessage=65536&idleTimeout=0";
        return new RestanteConnectionFactory(uri).createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    /** Receives all messages; fails unless each has the content sent and comes once. */
    private static Set<Integer> drain(Path data) throws Exception {
        Set<Integer> found = new HashSet<>();
        try (JMSContext context = context(data)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                BytesMessage message = (BytesMessage) next;
                byte[] body = new byte[(int) message.getBodyLength()];
                message.readBytes(body);
                byte[] sent = new byte[message.getIntProperty("length")];
                new Random(message.getIntProperty("number")).nextBytes(sent);
                assertTrue(java.util.Arrays.equals(sent, body), "message " + message.getIntProperty("number"));
                assertTrue(found.add(message.getIntProperty("number")), "twice: " + message);
            }
        }
        return found;
    }

    private Path copy(String name, Path source) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(source.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static String damage(Path data, Random random) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(data)) {
            files = all.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long at = random.nextLong(bytes.length());
            bytes.seek(at);
            if (random.nextBoolean()) {
                int value = bytes.read();
                bytes.seek(at);
                bytes.write(value ^ 1 << random.nextInt(8));
                return "a bit at " + at + " of " + file.getFileName();
            }
            int length = (int) Math.min(bytes.length() - at, 512 << random.nextInt(4));
            bytes.write(new byte[length]);
            return length + " bytes zeroed at " + at + " of " + file.getFileName();
        }
    }
}
