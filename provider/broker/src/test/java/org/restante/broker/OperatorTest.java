package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.link.AdminRequest;
import org.restante.link.AdminRequest.Act;
import org.restante.link.Event;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;

/** Random operations of an operator and a consumer, with restarts: the broker has the same messages as a simple model. */
@Timeout(120)
class OperatorTest extends BrokerFixture {

    private static final List<String> QUEUES = List.of("a", "b");
    private static final int STEPS = 150;

    /** A message of the model; compared by identity. */
    private static final class Letter {
        private final String text;
        private final int n;

        Letter(String text, int n) {
            this.text = text;
            this.n = n;
        }

        String text() {
            return text;
        }

        Letter copy() {
            return new Letter(text, n);
        }
    }

    private final Map<String, List<Letter>> model = new LinkedHashMap<>();
    private SplittableRandom random = new SplittableRandom(0);
    private int sent;

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withBlock(4).withCacheBytes(500);
    }

    @Override
    protected InstantSource clock() {
        return InstantSource.system();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void holdsWhatAModelHolds(long seed) {
        random = new SplittableRandom(seed);
        QUEUES.forEach(queue -> model.put(queue, new ArrayList<>()));
        QUEUES.forEach(queue -> client.must(new AdminRequest.Create(Address.queue(queue))));
        for (int i = 0; i < STEPS; i++) {
            step();
            QUEUES.forEach(queue -> assertEquals(texts(queue), found(queue), () -> "seed " + seed));
        }
    }

    private void step() {
        String from = QUEUES.get(random.nextInt(2));
        String to = from.equals("a") ? "b" : "a";
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> send(from);
            case 3 -> take(from);
            case 4 -> sweep(Act.MOVE, from, to);
            case 5 -> sweep(Act.COPY, from, to);
            case 6 -> sweep(Act.PURGE, from, null);
            default -> restart();
        }
    }

    private void send(String queue) {
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            Letter letter = new Letter("m" + ++sent, random.nextInt(5));
            client.must(new Request.Send(client.message(queue, letter.text, 4, 0, 0, Map.of("n", letter.n))));
            letters(queue).add(letter);
        }
    }

    private List<Letter> letters(String queue) {
        return model.computeIfAbsent(queue, any -> new ArrayList<>());
    }

    /** Takes and acknowledges some messages; or pauses the queue first, and gets none. */
    private void take(String queue) {
        boolean pauses = random.nextInt(3) == 0;
        Place place = Place.of(Address.queue(queue));
        client.must(new AdminRequest.Pause(place, pauses));
        int consumer = client.consume(queue);
        List<Event.Delivery> taken = client.take(consumer, random.nextInt(1, 10));
        client.acknowledge(taken);
        client.must(new Request.CloseConsumer(consumer, List.of()));
        client.must(new AdminRequest.Pause(place, false));
        List<Letter> gone = letters(queue).subList(0, pauses ? 0 : taken.size());
        assertEquals(
                gone.stream().map(Letter::text).toList(),
                taken.stream().map(TestClient::text).toList());
        gone.clear();
    }

    private void sweep(Act act, String from, @Nullable String to) {
        int n = random.nextInt(5);
        boolean selects = random.nextBoolean();
        long most = random.nextBoolean() ? AdminRequest.ALL : random.nextInt(1, 10);
        Filter which = new Filter(null, selects ? "n = " + n : null, 0, false);
        List<Letter> meant = letters(from).stream()
                .filter(selects ? letter -> letter.n == n : (Predicate<Letter>) letter -> true)
                .limit(most)
                .toList();
        assertEquals(meant.size(), sweep(act, from, to, which, most));
        if (act != Act.COPY) {
            letters(from).removeAll(meant);
        }
        if (to != null) {
            letters(to)
                    .addAll(act == Act.COPY ? meant.stream().map(Letter::copy).toList() : meant);
        }
    }

    private long sweep(Act act, String from, @Nullable String to, Filter which, long most) {
        Place place = Place.of(Address.queue(from));
        Address target = to == null ? null : Address.queue(to);
        long done = 0;
        Tag after = null;
        long newest = AdminRequest.ALL;
        do {
            var request = new AdminRequest.Sweep(act, place, target, which, most - done, after, newest);
            var part = (Reply.Swept) client.ask(request);
            assertEquals(0, part.stayed());
            done += part.messages();
            after = part.next();
            newest = part.newest();
        } while (after != null);
        return done;
    }

    private List<String> texts(String queue) {
        return letters(queue).stream().map(Letter::text).toList();
    }

    private List<String> found(String queue) {
        List<String> found = new ArrayList<>();
        Tag after = null;
        do {
            Place place = Place.of(Address.queue(queue));
            var page =
                    (Reply.Looked) client.ask(new AdminRequest.Look(place, Filter.ANY, 100, after, AdminRequest.ALL));
            page.messages().forEach(seen -> found.add(TestClient.text(seen.message())));
            after = page.next();
        } while (after != null);
        return found;
    }
}
