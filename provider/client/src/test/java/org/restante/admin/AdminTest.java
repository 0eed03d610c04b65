package org.restante.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.MessageId;

final class AdminTest {
    private static final MessageId ID = new MessageId(0x0badcafe, 1, 2);
    private static final DeliveryStatus QUEUED = new DeliveryStatus(
            ID, Address.queue("orders"), null, List.of(new Step(State.QUEUED, 1L, 0, null, null, null)));

    private final Answering link = new Answering();

    /** A link whose answers come from a function, and which can end. A null answer leaves the request unanswered. */
    private static final class Answering implements Link {
        private final List<Request> requests = new ArrayList<>();
        private Function<Request, Reply> answer = request -> new Reply.Connected(1, 1, 1000);
        private Consumer<Event> events = event -> {};
        private boolean closed;

        Link open(Consumer<Event> listener) {
            events = listener;
            return this;
        }

        @Override
        public CompletionStage<Reply> request(Request request) {
            requests.add(request);
            Reply reply = answer.apply(request);
            return reply == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(reply);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Admin connected() {
        return Admin.open(link::open, "anna", "secret");
    }

    @Test
    void saysFirstWhoIsThere() {
        connected();

        assertEquals(List.of(new Request.Connect("anna", "secret")), link.requests);
    }

    @Test
    void asksForTheStatusOfAMessage() {
        Admin admin = connected();
        link.answer = request -> new Reply.Statuses(List.of(QUEUED));

        assertEquals(List.of(QUEUED), admin.status("ID:0badcafe-1-2"));
        assertEquals(new Request.Status(ID), link.requests.get(1));
    }

    @Test
    void takesAnIdentifierWithoutItsPrefix() {
        Admin admin = connected();
        link.answer = request -> new Reply.Statuses(List.of());

        assertEquals(List.of(), admin.status("0badcafe-1-2"));
        assertEquals(new Request.Status(ID), link.requests.get(1));
    }

    @Test
    void refusesATextThatIsNoIdentifierWithoutAskingTheBroker() {
        Admin admin = connected();

        var refusal = assertThrows(IllegalArgumentException.class, () -> admin.status("orders"));

        assertTrue(refusal.getMessage().contains("'orders'"), refusal.getMessage());
        assertEquals(1, link.requests.size());
    }

    @Test
    void closesTheLinkThatTheBrokerRefused() {
        link.answer = request -> new Reply.Refused(Problem.SECURITY, "anna is not known");

        var refusal = assertThrows(AdminException.class, this::connected);

        assertEquals(Problem.SECURITY, refusal.problem());
        assertEquals("anna is not known", refusal.getMessage());
        assertTrue(link.closed);
    }

    @Test
    void waitsNoLongerThanTheLinkLives() {
        Admin admin = connected();
        link.answer = request -> {
            link.events.accept(new Event.Closed("the broker has stopped"));
            return null;
        };

        var end = assertThrows(AdminException.class, () -> admin.status("ID:0badcafe-1-2"));

        assertEquals(Problem.CLOSED, end.problem());
        assertEquals("the broker has stopped", end.getMessage());
    }

    @Test
    void restoresTheFlagOfAnInterruptedThread() {
        Admin admin = connected();
        link.answer = request -> null;

        Thread.currentThread().interrupt();

        assertThrows(AdminException.class, () -> admin.status("ID:0badcafe-1-2"));
        assertTrue(Thread.interrupted());
    }

    @Test
    void passesOnWhyALinkCannotBeOpened() {
        var failure = assertThrows(
                AdminException.class,
                () -> Admin.open(
                        events -> {
                            throw new LinkException(Problem.ILLEGAL_STATE, "the directory is locked");
                        },
                        null,
                        null));

        assertEquals(Problem.ILLEGAL_STATE, failure.problem());
        assertEquals("the directory is locked", failure.getMessage());
    }
}
