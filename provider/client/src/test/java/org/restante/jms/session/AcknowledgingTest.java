package org.restante.jms.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restante.jms.RestanteQueue;
import org.restante.jms.failure.Steps;
import org.restante.jms.failure.Unchecked;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;

/** The automatic modes acknowledge ahead of the answers, and wait for them where an application expects it. */
class AcknowledgingTest {

    private final ScriptedLink link = new ScriptedLink();
    private JmsConnection connection;
    private JmsSession session;
    private JmsConsumer consumer;

    /** The calls after which every message received before is acknowledged. */
    enum Waiting {
        CLOSE,
        STOP,
        RECOVER
    }

    @BeforeEach
    void connect() throws Exception {
        connection = link.connection();
        session = connection.open(AckMode.AUTO, Session.AUTO_ACKNOWLEDGE, Domain.BOTH);
        consumer = (JmsConsumer) session.createConsumer(new RestanteQueue("orders"));
        link.hold(Request.Acknowledge.class);
    }

    @AfterEach
    void disconnect() throws Exception {
        link.release(Request.Acknowledge.class, new Reply.Done());
        connection.close();
    }

    private List<Tag> receive(int count) throws Exception {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Message> received =
                    CompletableFuture.supplyAsync(() -> Unchecked.getOrNull(consumer::receive));
            tags.add(link.deliver(link.consumer(), "tea"));
            assertNotNull(received.get(10, TimeUnit.SECONDS));
        }
        return tags;
    }

    private List<Tag> acknowledged() {
        return link.requests(Request.Acknowledge.class).stream()
                .flatMap(request -> request.tags().stream())
                .toList();
    }

    @Test
    void receiveReturnsBeforeItsAcknowledgementIsConfirmed() throws Exception {
        List<Tag> tags = receive(3);

        await().until(() -> acknowledged().equals(tags));
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfTheWorkWaitsForAllConfirmations(Waiting call) throws Exception {
        receive(3);
        Steps.Step step = switch (call) {
            case CLOSE -> session::close;
            case STOP -> connection::stop;
            case RECOVER -> session::recover;
        };
        CompletableFuture<Void> made = CompletableFuture.runAsync(() -> Unchecked.run(step));

        await().during(Duration.ofMillis(100)).until(() -> !made.isDone());
        assertEquals(List.of(), link.requests(Request.Recover.class));
        link.release(Request.Acknowledge.class, new Reply.Done());
        made.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatTheSessionHasReceivedIsAcknowledgedBeforeItBrowses() throws Exception {
        List<Tag> tags = receive(3);

        session.createBrowser(new RestanteQueue("orders")).getEnumeration();

        assertEquals(tags, acknowledged());
    }

    @Test
    void messagesBehindAnUnansweredRequestAreAcknowledgedWithoutAnotherCall() throws Exception {
        List<Tag> tags = receive(5);

        await().until(() -> acknowledged().equals(tags));
    }

    @Test
    void theMessageAtTheBoundWaitsForAConfirmation() throws Exception {
        receive(Acknowledging.MAX_AHEAD);
        CompletableFuture<Message> next = CompletableFuture.supplyAsync(() -> Unchecked.getOrNull(consumer::receive));
        link.deliver(link.consumer(), "tea");

        await().during(Duration.ofMillis(100)).until(() -> !next.isDone());
        link.release(Request.Acknowledge.class, new Reply.Done());
        assertNotNull(next.get(10, TimeUnit.SECONDS));
    }

    @Test
    void theBoundHoldsForDupsOkToo() throws Exception {
        JmsSession lazy = connection.open(AckMode.DUPS_OK, Session.DUPS_OK_ACKNOWLEDGE, Domain.BOTH);
        consumer = (JmsConsumer) lazy.createConsumer(new RestanteQueue("orders"));

        theMessageAtTheBoundWaitsForAConfirmation();
    }

    @Test
    void aMessageWhoseAcknowledgementIsRefusedComesAgainAsSeen() throws Exception {
        List<Tag> tags = receive(2);
        await().until(() -> acknowledged().equals(tags));

        link.release(Request.Acknowledge.class, new Reply.Refused(Problem.RESOURCE_LIMIT, "too little memory"));
        session.close();

        assertEquals(tags, link.requests(Request.CloseSession.class).get(0).seen());
    }

    @Test
    void aReceivedMessageIsReturnedAlsoIfTheLinkEndsBeforeItsAcknowledgementIsConfirmed() throws Exception {
        connection.context().confirmAcknowledgements();
        JmsSession confirmed = connection.open(AckMode.AUTO, Session.AUTO_ACKNOWLEDGE, Domain.BOTH);
        JmsConsumer careful = (JmsConsumer) confirmed.createConsumer(new RestanteQueue("orders"));
        CompletableFuture<Message> received =
                CompletableFuture.supplyAsync(() -> Unchecked.getOrNull(careful::receive));
        Tag tag = link.deliver(link.consumer(), "tea");
        await().until(() -> acknowledged().contains(tag));

        link.release(Request.Acknowledge.class, new Reply.Refused(Problem.CLOSED, "the socket was reset"));

        assertNotNull(received.get(10, TimeUnit.SECONDS), "the broker may have kept the acknowledgement");
    }
}
