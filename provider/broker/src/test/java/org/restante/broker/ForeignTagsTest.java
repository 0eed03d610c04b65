package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;

/** Settling deliveries that a connection never had is refused and counted; settling those that it had is not. */
final class ForeignTagsTest extends BrokerFixture {

    private void assertRefused(TestClient eve, List<Tag> tags) {
        long before = counted();
        for (Request request : List.of(
                new Request.Acknowledge(1, tags), new Request.Expired(1, tags), new Request.HandOver(1, 2, tags))) {
            assertEquals(Problem.SECURITY, eve.refused(request).problem(), request.toString());
        }
        assertEquals(before + 3, counted());
    }

    private long counted() {
        return ((Reply.Info) client.ask(new AdminRequest.Info()))
                .broker()
                .load()
                .foreign();
    }

    @Test
    void whatWaitsWasDeliveredToNobody() {
        int consumer = client.consume("orders");
        client.send("orders", "one");
        client.send("orders", "two");
        Tag first = client.take(consumer, 1).get(0).tag();
        client.must(new Request.Recover(1, List.of()));
        TestClient eve = connect();
        assertRefused(eve, List.of(new Tag(first.owner(), first.priority(), first.sequence() + 1)));
        assertRefused(eve, List.of(first));
        assertEquals(List.of("one", "two"), client.texts(consumer, 10));
    }

    @Test
    void whatIsInFlightForAnotherConnectionStaysItsOwn() {
        int consumer = client.consume("orders");
        client.send("orders", "one");
        client.send("orders", "two");
        List<Tag> tags = TestClient.tags(client.take(consumer, 1));
        TestClient eve = connect();
        int own = eve.consume("orders");
        Tag hers = eve.take(own, 1).get(0).tag();
        assertRefused(eve, tags);
        assertRefused(eve, List.of(hers, tags.get(0)));
        client.must(new Request.Acknowledge(1, tags));
        eve.must(new Request.Acknowledge(1, List.of(hers)));
    }

    @Test
    void whatWasNeverAssignedIsForeign() {
        TestClient eve = connect();
        assertRefused(eve, List.of(new Tag(1 << 20, 4, 1)));
        int consumer = client.consume("orders");
        client.send("orders", "one");
        Tag tag = client.take(consumer, 1).get(0).tag();
        assertRefused(eve, List.of(new Tag(tag.owner(), 4, Long.MAX_VALUE)));
    }

    @Test
    void whatTheConnectionHadIsAcceptedWithoutEffect() {
        int consumer = client.consume("orders");
        client.send("orders", "one");
        List<Tag> tags = TestClient.tags(client.take(consumer, 1));
        client.must(new Request.Recover(1, tags));
        client.must(new Request.Acknowledge(1, tags)); // it was on its way when the session recovered
        TestClient other = connect();
        int theirs = other.consume("orders");
        assertEquals(List.of("one"), other.texts(theirs, 1));
        client.must(new Request.Acknowledge(1, tags));
        client.must(new Request.Acknowledge(2, tags));
        client.must(new Request.Expired(1, tags));
        client.must(new Request.HandOver(1, 2, tags));
        other.must(new Request.Acknowledge(1, tags));
        client.must(new Request.Acknowledge(1, tags)); // asked again, and settled
        assertEquals(0, counted());
    }

    @Test
    void aResumedConversationSettlesWhatItHadOverTheEarlierLink() {
        TestClient first = new TestClient(broker, new UUID(1, 2));
        int consumer = first.consume("orders");
        client.send("orders", "one");
        List<Tag> tags = TestClient.tags(first.take(consumer, 1));
        first.link().lose();
        TestClient back = new TestClient(broker, new UUID(1, 2));
        back.must(new Request.Recover(1, List.of(), tags));
        back.must(new Request.Acknowledge(1, tags));
        back.must(new Request.Acknowledge(1, tags));
        assertEquals(0, counted());
    }

    @Test
    void aReclaimedDeliveryBelongsToTheNewConnection() {
        TestClient first = new TestClient(broker, new UUID(1, 2));
        int consumer = first.consume("orders");
        client.send("orders", "one");
        List<Tag> tags = TestClient.tags(first.take(consumer, 1));
        first.link().lose();
        broker.damaged().join(); // the broker has noticed
        now.addAndGet(options().linger() + 1);
        Awaitility.await().until(() -> !isOpen(first));
        TestClient back = new TestClient(broker, new UUID(1, 2));
        int again = back.consume("orders");
        assertEquals(new Reply.Reclaimed(tags), back.ask(new Request.Reclaim(1, again, tags)));
        back.must(new Request.Recover(1, tags));
        back.must(new Request.Acknowledge(1, tags));
        assertEquals(0, counted());
    }

    private boolean isOpen(TestClient other) {
        Reply.Connections all = (Reply.Connections) client.ask(new AdminRequest.Connections(0));
        return all.connections().stream()
                .anyMatch(each -> each.id() == other.connected().connection());
    }
}
