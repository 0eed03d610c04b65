package org.restante.reconnect;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** The requests of a reconnecting link to the broker that it finds. */
final class ReconnectingLinkTest {

    private static final Address QUEUE = Address.queue("q");
    private static final Tag FIRST = new Tag(7, 4, 1);

    /** A plain link that answers all requests except those of {@link #silent}. */
    private final class Scripted implements Link {
        private final Consumer<Event> events;
        private final List<Request> requests = new CopyOnWriteArrayList<>();

        Scripted(Consumer<Event> events) {
            this.events = events;
        }

        @Override
        public CompletableFuture<Reply> request(Request request) {
            requests.add(request);
            if (silent.test(request)) {
                return new CompletableFuture<>();
            } else if (request instanceof Request.Connect) {
                return CompletableFuture.completedFuture(
                        new Reply.Connected(1, 2, 1 << 20, resumed && links.size() > 1));
            } else if (request instanceof Request.Reclaim reclaim) {
                return CompletableFuture.completedFuture(
                        new Reply.Reclaimed(List.of(), elsewhere ? reclaim.tags() : List.of()));
            }
            return CompletableFuture.completedFuture(new Reply.Done());
        }

        boolean was(Class<? extends Request> kind) {
            return requests.stream().anyMatch(kind::isInstance);
        }

        @Override
        public void close() {}
    }

    private final List<Scripted> links = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile Predicate<Request> silent = request -> false;
    private volatile boolean resumed = true;
    private volatile boolean elsewhere;
    private volatile boolean away;
    private volatile boolean unusable;
    private final ReconnectingLink link = open();

    private ReconnectingLink open() {
        try {
            ReconnectingLink opened = ReconnectingLink.open(
                    to -> {
                        if (unusable) {
                            throw new NoClassDefFoundError("io/netty/channel/Channel");
                        }
                        if (away) {
                            throw new LinkException(Problem.CLOSED, "nobody is there");
                        }
                        links.add(new Scripted(to));
                        return links.get(links.size() - 1);
                    },
                    new Backoff(0, Long.MAX_VALUE),
                    events::add,
                    ReconnectThreads.ALL,
                    System::nanoTime,
                    RandomGenerator.of("L64X128MixRandom"));
            opened.request(new Request.Connect("anna", "secret"));
            opened.request(new Request.OpenConsumer(1, 2, QUEUE, null, false, null));
            opened.request(new Request.Credit(2, 10, 1 << 20));
            return opened;
        } catch (LinkException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void end() {
        link.close();
    }

    private static Envelope message() {
        return message(true);
    }

    private static Envelope message(boolean persistent) {
        return Envelope.of(
                new Header(new MessageId(1, 2, 1), QUEUE, persistent, 4, 0, 0, 0, null, null, null),
                Map.of(),
                BodyKind.NONE,
                null);
    }

    private void deliver() {
        links.get(0).events.accept(new Event.Delivery(2, FIRST, 1, message()));
    }

    private void lose(int number) {
        links.get(number).events.accept(new Event.Closed("cut"));
    }

    private Scripted second(Class<? extends Request> requests) {
        await().until(() -> links.size() > 1 && links.get(1).was(requests));
        return links.get(1);
    }

    private CompletableFuture<Reply> ask(Request request) {
        return link.request(request).toCompletableFuture();
    }

    private static Predicate<Request> once(Class<? extends Request> kind) {
        return request -> request instanceof Request.Once once && kind.isInstance(once.request());
    }

    /** It may have been delivered to another consumer meanwhile; to return normally would be a promise that it never comes back. */
    @Test
    void anAcknowledgementIsRefusedWhoseMessageIsElsewhereWhenTheBrokerHasEnded() {
        silent = once(Request.Acknowledge.class);
        resumed = false;
        elsewhere = true;
        deliver();
        CompletableFuture<Reply> waiting = ask(new Request.Acknowledge(1, List.of(FIRST)));
        CompletableFuture<Reply> ahead =
                link.requestAhead(new Request.Acknowledge(1, List.of(FIRST))).toCompletableFuture();
        silent = request -> false;
        lose(0);
        Reply.Refused refused = assertInstanceOf(Reply.Refused.class, waiting.join());
        assertEquals(Problem.ILLEGAL_STATE, refused.problem());
        assertTrue(refused.reason().startsWith("1 message is not acknowledged"), refused.reason());
        assertEquals(new Reply.Done(), ahead.join(), "it comes again, as was said");
        assertEquals(
                List.of(FIRST),
                events.stream()
                        .filter(Event.Renewed.class::isInstance)
                        .flatMap(event -> ((Event.Renewed) event).lost().stream())
                        .toList());
    }

    @Test
    void asksAgainUnderTheSameNumberForWhatHadNoAnswer() {
        silent = once(Request.Send.class);
        CompletableFuture<Reply> answer = ask(new Request.Send(message()));
        silent = request -> false;
        lose(0);
        assertInstanceOf(Reply.Done.class, answer.join());
        Request first = links.get(0).requests.stream()
                .filter(once(Request.Send.class))
                .findFirst()
                .orElseThrow();
        Request again = links.get(1).requests.stream()
                .filter(once(Request.Send.class))
                .findFirst()
                .orElseThrow();
        assertEquals(((Request.Once) first).number(), ((Request.Once) again).number());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksAgainForAMessageThatIsNotPersistentOnlyWhereTheBrokerThatMayHaveItGoesOn(boolean goesOn) {
        resumed = goesOn;
        silent = once(Request.Send.class).or(once(Request.Commit.class));
        CompletableFuture<Reply> sent = ask(new Request.Send(message(false)));
        CompletableFuture<Reply> committed = ask(new Request.Commit(1, List.of(message(false)), List.of()));
        silent = request -> false;
        lose(0);
        assertInstanceOf(Reply.Done.class, sent.join());
        assertInstanceOf(Reply.Done.class, committed.join());
        List<Request> again = second(Request.Credit.class).requests;
        assertEquals(goesOn, again.stream().anyMatch(once(Request.Send.class)));
        assertEquals(goesOn, again.stream().anyMatch(once(Request.Commit.class)));
    }

    @Test
    void asksAgainForAPersistentMessageOfATransactionWhereTheBrokerHasEnded() {
        resumed = false;
        silent = once(Request.Commit.class);
        CompletableFuture<Reply> committed =
                ask(new Request.Commit(1, List.of(message(false), message(true)), List.of()));
        silent = request -> false;
        lose(0);
        assertInstanceOf(Reply.Done.class, committed.join());
        assertTrue(links.get(1).requests.stream().anyMatch(once(Request.Commit.class)));
    }

    @Test
    void keepsWhatItHoldsAndGrantsWhatWasLeftWhereTheBrokerKnowsIt() {
        deliver();
        lose(0);
        List<Request> requests = second(Request.Credit.class).requests;
        assertEquals(new Request.Recover(1, List.of(), List.of(FIRST)), requests.get(1));
        assertEquals(9, ((Request.Credit) requests.get(2)).messages());
        assertTrue(events.stream().noneMatch(Event.Renewed.class::isInstance), events.toString());
    }

    @Test
    void opensAllAnewAndTellsWhatIsLostWhereTheBrokerKnowsNothing() {
        resumed = false;
        deliver();
        lose(0);
        List<Request> requests = second(Request.Credit.class).requests;
        assertInstanceOf(Request.OpenConsumer.class, requests.get(1));
        assertEquals(new Request.Reclaim(1, 2, List.of(FIRST)), requests.get(2));
        assertEquals(new Event.Renewed(List.of(FIRST), Map.of()), events.get(1));
    }

    @Test
    void asksToSettleNothingThatWasLostWithTheBroker() {
        resumed = false;
        deliver();
        silent = once(Request.Acknowledge.class);
        CompletableFuture<Reply> answer = ask(new Request.Acknowledge(1, List.of(FIRST)));
        silent = request -> false;
        lose(0);
        assertInstanceOf(Reply.Done.class, answer.join());
        assertInstanceOf(
                Reply.Done.class, ask(new Request.Expired(1, List.of(FIRST))).join());
        assertInstanceOf(
                Reply.Done.class,
                ask(new Request.HandOver(1, 2, List.of(FIRST))).join());
        assertEquals(
                List.of(
                        new Request.Acknowledge(1, List.of()),
                        new Request.Expired(1, List.of()),
                        new Request.HandOver(1, 2, List.of())),
                links.get(1).requests.stream()
                        .filter(Request.Once.class::isInstance)
                        .map(request -> ((Request.Once) request).request())
                        .filter(request -> request instanceof Request.Acknowledge
                                || request instanceof Request.Expired
                                || request instanceof Request.HandOver)
                        .toList());
    }

    @Test
    void grantsNoCreditToASessionWhoseRecoverHasNoAnswer() {
        silent = once(Request.Recover.class);
        CompletableFuture<Reply> answer = ask(new Request.Recover(1, List.of()));
        silent = request -> false;
        lose(0);
        answer.join();
        ask(new Request.Credit(2, 3, 100)).join();
        List<Request> credits = second(Request.Credit.class).requests.stream()
                .filter(Request.Credit.class::isInstance)
                .toList();
        assertEquals(List.of(new Request.Credit(2, 3, 100)), credits);
    }

    @Test
    void saysThatItIsNotKnownWhetherItWasDoneWhereNobodyCanKnow() {
        silent = AdminRequest.class::isInstance;
        CompletableFuture<Reply> answer = ask(new AdminRequest.EndConnection(5));
        lose(0);
        Reply.Refused refused = assertInstanceOf(Reply.Refused.class, answer.join());
        assertTrue(refused.reason().contains("not known"), refused.reason());
    }

    @Test
    void endsWhenAnErrorStopsTheThreadThatReconnects() {
        silent = AdminRequest.class::isInstance;
        unusable = true;
        lose(0);
        Reply.Refused refused = assertInstanceOf(
                Reply.Refused.class, ask(new AdminRequest.EndConnection(5)).join());
        assertTrue(
                refused.reason()
                        .endsWith(
                                "a library is missing, or of another version: there is no class io.netty.channel.Channel"),
                refused.reason());
        await().until(() -> events.stream().anyMatch(Event.Closed.class::isInstance));
    }

    @Test
    void doesNotComeBackWhenAnOperatorEndedIt() {
        links.get(0).events.accept(new Event.Closed(Event.Closed.BY_OPERATOR));
        assertEquals(List.of(new Event.Closed(Event.Closed.BY_OPERATOR)), events);
        Reply.Refused refused = assertInstanceOf(
                Reply.Refused.class, ask(new Request.Send(message())).join());
        assertEquals(Problem.CLOSED, refused.problem());
        assertEquals(1, links.size());
    }

    @Test
    void refusesWhatWaitsWhenItIsClosedWhileItIsAway() {
        away = true;
        lose(0);
        CompletableFuture<Reply> answer = ask(new Request.Send(message()));
        assertFalse(answer.isDone());
        link.close();
        assertEquals(
                Problem.CLOSED,
                assertInstanceOf(Reply.Refused.class, answer.join()).problem());
    }
}
