package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;
import org.restante.broker.persistence.Storage;
import org.restante.disk.FaultyDisk;
import org.restante.link.Event;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.store.Snapshots;

/**
 * The whole broker, with its threads, journal and snapshots, on a disk that loses its power at random moments.
 * More histories with {@code -Dpowerloss.histories=N}.
 */
@ExtendWith(QuietLog.class)
class PowerLossTest {

    private static final int RESTARTS = 4;
    private static final BrokerOptions OPTIONS = BrokerOptions.forHeap(64 << 20)
            .withMaxMessage(16 << 10)
            .withSnapshotBytes(6000)
            .withCacheBytes(4000)
            .withBlock(4);
    private static final Request.Subscription ANNA = new Request.Subscription("anna", true, true);
    private static final List<String> SOURCES = List.of("a", "b", "topic:news");

    @Test
    void losesNothingConfirmedAndKeepsTransactionsWholeWhereverThePowerGoes() throws IOException {
        long histories = Long.getLong("powerloss.histories", 60);
        for (long seed = 1; seed <= histories; seed++) {
            try {
                new History(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** A request, with the messages that it sends and acknowledges. */
    private record Operation(List<Letter> sends, List<Letter> acknowledges, CompletableFuture<Reply> answer) {

        boolean isConfirmed() {
            return answer.getNow(null) instanceof Reply.Done;
        }
    }

    /** A message, with the requests that sent and acknowledged it. */
    private static final class Letter {
        private final String source;
        private final Envelope message;
        private Operation sent;
        private Operation acknowledged;

        Letter(String source, Envelope message) {
            this.source = source;
            this.message = message;
        }
    }

    private static final class History {
        private final Random random;
        private final FaultyDisk disk = new FaultyDisk();
        private final Map<String, Letter> letters = new LinkedHashMap<>();
        private final Map<Letter, Tag> tags = new LinkedHashMap<>();
        private int lettersMade;

        History(long seed) {
            random = new Random(seed);
        }

        void run() throws IOException {
            for (int i = 0; i < RESTARTS; i++) {
                try {
                    runUntilPowerLoss();
                } catch (CompletionException e) {
                    assertTrue(disk.isOff() && !(e.getCause() instanceof TimeoutException), e::toString);
                }
                boolean powerLoss = random.nextInt(4) != 0;
                if (powerLoss) {
                    disk.simulatePowerLoss(random.nextLong());
                } else {
                    disk.kill();
                }
                checkRecovered(powerLoss);
            }
        }

        private Broker start() {
            Storage.Opener opener = () -> {
                Snapshots snapshots = Snapshots.open(disk);
                JournalOptions options =
                        JournalOptions.DEFAULT.withSegmentSize(64 << 10).withUsedBefore(snapshots.newestPosition());
                return new Storage(FileJournal.open(disk, "journal", options, new Random(1)), snapshots, () -> {});
            };
            return Broker.start("power", opener, OPTIONS, InstantSource.system(), System::nanoTime, new Random(1))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }

        /** Runs 400 steps, or until the power is lost; does not wait for the last replies. */
        private void runUntilPowerLoss() {
            if (lettersMade > 0) {
                disk.losePowerAfter(20 + random.nextInt(400));
            }
            try (Broker broker = start()) {
                TestClient client = new TestClient(broker);
                List<Integer> consumers = new ArrayList<>();
                for (String source : SOURCES) {
                    consumers.add(consume(client, source));
                }
                if (lettersMade == 0) {
                    disk.losePowerAfter(20 + random.nextInt(400));
                }
                List<Letter> taken = new ArrayList<>();
                for (int step = 0; step < 400 && !disk.isOff(); step++) {
                    step(client, consumers, taken);
                }
            } catch (IllegalStateException e) {
                assertTrue(disk.isOff(), e::toString);
            }
        }

        private static int consume(TestClient client, String source) {
            int number = client.nextConsumer();
            Reply reply = client.ask(new Request.OpenConsumer(
                    1, number, Address.parse(source), null, false, source.startsWith("topic:") ? ANNA : null));
            if (reply instanceof Reply.Refused refused) {
                throw new IllegalStateException(refused.reason());
            }
            return number;
        }

        private void step(TestClient client, List<Integer> consumers, List<Letter> taken) {
            CompletableFuture<Reply> answer;
            switch (random.nextInt(5)) {
                case 0, 1 -> answer = ask(client, List.of(letter(client)), List.of());
                case 2 -> answer = ask(client, List.of(letter(client), letter(client)), some(taken));
                case 3 -> answer = ask(client, List.of(), some(taken));
                default -> {
                    client.request(new Request.Credit(consumers.get(random.nextInt(3)), 5, 1 << 20));
                    answer = client.request(new Request.Drain(consumers.get(random.nextInt(3))));
                }
            }
            if (random.nextInt(4) == 0) {
                answer.orTimeout(30, TimeUnit.SECONDS).join();
            }
            for (Event.Delivery delivery : client.arrived()) {
                Letter letter = check(delivery);
                taken.add(letter);
                tags.put(letter, delivery.tag());
            }
        }

        private List<Letter> some(List<Letter> taken) {
            List<Letter> chosen =
                    taken.stream().filter(letter -> random.nextBoolean()).toList();
            taken.removeAll(chosen);
            return chosen;
        }

        private Letter letter(TestClient client) {
            String source = SOURCES.get(random.nextInt(3));
            String text = "letter " + ++lettersMade + " "
                    + Long.toHexString(random.nextLong()).repeat(random.nextInt(60));
            Letter letter = new Letter(source, client.message(source, text));
            letters.put(letter.message.id().toString(), letter);
            return letter;
        }

        private CompletableFuture<Reply> ask(TestClient client, List<Letter> sends, List<Letter> acknowledges) {
            List<Tag> which = acknowledges.stream().map(tags::get).toList();
            List<Envelope> messages =
                    sends.stream().map(letter -> letter.message).toList();
            Request request = sends.isEmpty()
                    ? new Request.Acknowledge(1, which)
                    : sends.size() == 1 ? new Request.Send(messages.get(0)) : new Request.Commit(1, messages, which);
            Operation operation = new Operation(sends, acknowledges, client.request(request));
            sends.forEach(letter -> letter.sent = operation);
            acknowledges.forEach(letter -> letter.acknowledged = operation);
            return operation.answer;
        }

        private Letter check(Event.Delivery delivery) {
            Letter letter = letters.get(delivery.message().id().toString());
            assertNotNull(letter, () -> "a message that was never sent, or was settled: " + delivery);
            assertEquals(TestClient.text(letter.message), TestClient.text(delivery.message()), "its text");
            assertTrue(
                    letter.acknowledged == null || !letter.acknowledged.isConfirmed(),
                    () -> letter.message + " comes back");
            return letter;
        }

        /** Reads all messages of a recovered broker without acknowledging them, and compares them with the model. */
        private void checkRecovered(boolean powerLoss) {
            Map<Letter, Boolean> present = new LinkedHashMap<>();
            try (Broker broker = start()) {
                TestClient client = new TestClient(broker);
                for (String source : SOURCES) {
                    int consumer = consume(client, source);
                    List<Event.Delivery> some = client.take(consumer, 1000);
                    while (!some.isEmpty()) {
                        for (Event.Delivery delivery : some) {
                            Letter letter = check(delivery);
                            assertEquals(source, letter.source, "its destination");
                            assertEquals(null, present.put(letter, true), () -> letter.message + " is there twice");
                        }
                        some = client.take(consumer, 1000);
                    }
                }
                assertEquals(0, broker.damaged().join(), "messages damaged by a loss of power");
                client.close();
            }
            compare(present, powerLoss);
        }

        private void compare(Map<Letter, Boolean> present, boolean powerLoss) {
            Map<Operation, Boolean> holds = new LinkedHashMap<>();
            for (Letter letter : List.copyOf(letters.values())) {
                boolean isPresent = present.containsKey(letter);
                if (letter.acknowledged == null) {
                    assertTrue(isPresent || !letter.sent.isConfirmed(), () -> letter.message + " is lost");
                    agree(holds, letter.sent, isPresent);
                } else if (isPresent) {
                    agree(holds, letter.sent, true);
                    agree(holds, letter.acknowledged, false);
                } else if (letter.sent.isConfirmed()) {
                    agree(holds, letter.acknowledged, true);
                }
            }
            for (Letter letter : List.copyOf(letters.values())) {
                boolean isPresent = present.containsKey(letter);
                if (isPresent) {
                    letter.acknowledged = null;
                }
                if (isPresent && powerLoss) {
                    letter.sent =
                            new Operation(List.of(), List.of(), CompletableFuture.completedFuture(new Reply.Done()));
                }
                if (!isPresent && (powerLoss || letter.acknowledged == null)) {
                    letters.remove(letter.message.id().toString());
                }
            }
        }

        private static void agree(Map<Operation, Boolean> holds, Operation operation, boolean isDone) {
            Boolean before = holds.putIfAbsent(operation, isDone);
            assertTrue(before == null || before == isDone, "half a transaction is there");
            assertTrue(isDone || !operation.isConfirmed(), "a confirmed request does not hold");
        }
    }
}
