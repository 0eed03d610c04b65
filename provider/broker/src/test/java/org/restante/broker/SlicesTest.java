package org.restante.broker;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.persistence.Storage;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.MemoryLog;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** What needs very many steps of selectors is done in slices; between two of them others' requests are answered. */
final class SlicesTest {

    private static final String LONG_TEXT = "a".repeat(20_000);
    private static final String TOPIC = "topic:prices";

    private final BrokerOptions options = BrokerOptions.forHeap(1L << 30);
    private final List<String> delivered = new ArrayList<>();
    private final MemoryLog log = new MemoryLog(512 << 20);
    private Engine engine;
    private LinkEnd eve;
    private LinkEnd other;
    private long sent;

    @BeforeEach
    void start() throws IOException {
        Storage storage = new Storage(log, null, () -> {});
        engine = Broker.begin(
                storage,
                Broker.recover(storage, options),
                options,
                () -> Instant.ofEpochMilli(1_000_000),
                new ElapsedTime(() -> 0),
                new Random(1),
                Runnable::run);
        engine.pump();
        eve = engine.connect(this::event);
        other = engine.connect(event -> {});
        assertInstanceOf(Reply.Connected.class, done(eve, new Request.Connect(null, null, null)));
        assertInstanceOf(Reply.Connected.class, done(other, new Request.Connect(null, null, null)));
    }

    private void event(Event event) {
        if (event instanceof Event.Delivery delivery) {
            ByteBuffer body = requireNonNull(delivery.message().body());
            delivered.add(delivery.consumer() + " " + StandardCharsets.UTF_8.decode(body));
        }
    }

    private CompletableFuture<Reply> ask(LinkEnd end, Request request) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        engine.handle(end, request, answer);
        return answer;
    }

    /** The answer, which must be there after one round. */
    private Reply done(LinkEnd end, Request request) {
        CompletableFuture<Reply> answer = ask(end, request);
        engine.pump();
        assertTrue(answer.isDone(), () -> request.words() + " has no answer after a round");
        return answer.join();
    }

    /** How many rounds it takes until there is an answer. */
    private int rounds(CompletableFuture<Reply> answer) {
        int rounds = 0;
        while (!answer.isDone()) {
            assertEquals(0, engine.delay(), "the broker sleeps");
            engine.pump();
            rounds++;
        }
        return rounds;
    }

    private Request.Send send(String to, String text, String property) {
        Header header = new Header(new MessageId(1, 1, ++sent), Address.parse(to), true, 4, 1, 0, 0, null, null, null);
        return new Request.Send(
                Envelope.of(header, Map.of("p", property), BodyKind.BYTES, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A selector of 100 characters that matches nothing, with many steps for each character of the property. */
    private static String slow(int number) {
        String end = "b" + number + "'";
        return "p LIKE '%" + "a".repeat(100 - 9 - end.length()) + end;
    }

    private void consume(LinkEnd end, int number, String from, String selector) {
        assertInstanceOf(
                Reply.Done.class,
                done(end, new Request.OpenConsumer(1, number, Address.parse(from), selector, false, null)));
        done(end, new Request.Credit(number, 1000, 1 << 20));
    }

    @Test
    void answersOthersWhileASendLooksAtTenThousandSelectors() {
        for (int i = 0; i < 10_000; i++) {
            consume(eve, i, TOPIC, slow(i));
        }
        CompletableFuture<Reply> held = ask(eve, send(TOPIC, "slow", LONG_TEXT));
        CompletableFuture<Reply> behind = ask(eve, send("mine", "behind it", ""));
        for (int i = 0; i < 100; i++) {
            assertInstanceOf(Reply.Done.class, done(other, send("orders", "another's", "")));
        }
        assertFalse(held.isDone(), "the send was not sliced");
        assertFalse(behind.isDone(), "a later request of the connection was decided first");
        engine.disconnect(eve);
        assertInstanceOf(Reply.Done.class, done(other, send("orders", "another's", "")));
    }

    @Test
    void keepsTheOrderOfAConnectionAndDeliversToThoseThatMatch() {
        for (int i = 1; i < 20; i++) {
            consume(eve, i, TOPIC, slow(i));
        }
        consume(eve, 20, TOPIC, "p LIKE '%a'");
        CompletableFuture<Reply> first = ask(eve, send(TOPIC, "first", LONG_TEXT));
        CompletableFuture<Reply> second = ask(eve, send(TOPIC, "second", "a"));
        CompletableFuture<Reply> late =
                ask(other, new Request.OpenConsumer(1, 1, Address.parse(TOPIC), null, false, null));
        engine.pump();
        assertTrue(late.isDone());
        assertFalse(first.isDone());
        assertTrue(rounds(first) > 10);
        rounds(second);
        engine.pump();
        assertEquals(List.of("20 first", "20 second"), delivered);
    }

    @Test
    void closesAConnectionBehindWhatItHasSent() {
        consume(other, 1, TOPIC, null);
        for (int i = 2; i < 10; i++) {
            consume(other, i, TOPIC, slow(i));
        }
        CompletableFuture<Reply> held = ask(eve, send(TOPIC, "slow", LONG_TEXT));
        engine.disconnect(eve);
        rounds(held);
        assertInstanceOf(Reply.Done.class, held.join());
    }

    @Test
    void walksThroughAQueueInSlices() {
        for (int i = 0; i < 200; i++) {
            done(other, send("orders", "text", LONG_TEXT));
        }
        done(eve, new Request.OpenConsumer(1, 1, Address.parse("orders"), slow(1), false, null));
        done(eve, new Request.Credit(1, 10, 1 << 20));
        CompletableFuture<Reply> drained = ask(eve, new Request.Drain(1));
        for (int i = 0; i < 50; i++) {
            assertInstanceOf(Reply.Done.class, done(other, send("others", "another's", "")));
        }
        assertFalse(drained.isDone(), "the walk was not sliced");
        assertTrue(rounds(drained) > 50);
    }

    @Test
    void endsAPartOfAPurgeByItsSteps() {
        for (int i = 0; i < 20; i++) {
            done(other, send("orders", "text", LONG_TEXT));
        }
        Filter slow = new Filter(null, slow(1), 0, false);
        Reply.Swept swept = (Reply.Swept) done(
                other,
                new AdminRequest.Sweep(
                        AdminRequest.Act.PURGE,
                        new Place(Address.parse("orders"), 0),
                        null,
                        slow,
                        Long.MAX_VALUE,
                        null,
                        Long.MAX_VALUE));
        assertTrue(swept.next() != null && swept.next().sequence() < 10, () -> "looked at all: " + swept);
    }
}
