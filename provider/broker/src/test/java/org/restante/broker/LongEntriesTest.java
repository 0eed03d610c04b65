package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Event;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** No request makes an entry that is longer than the log takes. The log here has the smallest segments there are. */
final class LongEntriesTest extends DiskBrokerFixture {

    private static final String LONG = "n".repeat(5_000);
    private static final int MANY = 9_000;

    @Override
    int segment() {
        return 64 << 10;
    }

    static Stream<Request> longNames() {
        Settings settings = Settings.NONE.with(Setting.MAX_DELIVERIES, "3");
        Address topic = Address.topic("news");
        return Stream.of(
                new Request.Identify(LONG),
                new Request.OpenConsumer(1, 1, Address.queue(LONG), null, false, null),
                new Request.OpenConsumer(1, 1, Address.topic(LONG), null, false, null),
                new Request.OpenConsumer(1, 1, topic, null, false, new Request.Subscription(LONG, true, true)),
                new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE, LONG),
                new AdminRequest.Create(Address.queue(LONG)),
                new AdminRequest.Configure(Address.queue(LONG), settings));
    }

    @ParameterizedTest
    @MethodSource("longNames")
    void refusesALongNameAndGoesOn(Request request) {
        Reply.Refused refused = client.refused(request);
        assertTrue(
                refused.problem() == Problem.INVALID_DESTINATION || refused.problem() == Problem.INVALID_CLIENT_ID,
                refused::toString);
        client.send("orders", "after it");
        assertEquals(List.of("after it"), client.texts(client.consume("orders"), 1));
    }

    @Test
    void takesTheLongestNameThatIsAllowed() {
        String longest = "ü".repeat(2_048);
        client.send(longest, "there");
        stop();
        start(); // the name is read from the log
        assertEquals(List.of("there"), client.texts(client.consume(longest), 1));
        client.must(new Request.Identify(longest));
    }

    @Test
    void refusesAWholeTransactionForOneLongName() {
        Envelope first = client.message("orders", "first");
        Envelope second = client.message(LONG, "second");
        Request commit = new Request.Commit(1, List.of(first, second), List.of());
        assertEquals(Problem.INVALID_DESTINATION, client.refused(commit).problem());
        Request prepare = new BranchRequest.Prepare(
                BranchId.of(1, new byte[] {1}, new byte[] {2}), List.of(first, second), List.of());
        assertEquals(Problem.INVALID_DESTINATION, client.refused(prepare).problem());
        assertEquals(List.of(), client.texts(client.consume("orders"), 10));
    }

    @Test
    void returnsVeryManyMessagesOfALostConnection() {
        sendMany();
        TestClient reader = connect();
        assertEquals(MANY, takeAll(reader, reader.consume("orders")).size());
        reader.close();
        List<Event.Delivery> again = takeAll(client, client.consume("orders"));
        assertEquals(MANY, again.size());
        assertTrue(again.stream().allMatch(delivery -> delivery.attempt() == 2));
    }

    @Test
    void keepsTheDeliveryCountsOfVeryManyMessagesInTheLog() throws Exception {
        sendMany();
        TestClient reader = connect();
        takeAll(reader, reader.consume("orders"));
        reader.close();
        client.send("orders", "kept after them");
        stop();
        start();
        List<Event.Delivery> again = takeAll(client, client.consume("orders"));
        assertEquals(MANY + 1, again.size());
        assertTrue(again.stream().limit(MANY).allMatch(delivery -> delivery.attempt() == 2));
    }

    @Test
    void acknowledgesVeryManyAtOnceAndRefusesTooManyInOneTransaction() {
        sendMany();
        int consumer = client.consume("orders");
        List<Tag> tags = TestClient.tags(takeAll(client, consumer));
        Reply.Refused refused = client.refused(new Request.Commit(1, List.of(), tags));
        assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
        assertTrue(refused.reason().contains("commit more often"), refused.reason());
        Reply.Refused unprepared = client.refused(
                new BranchRequest.Prepare(BranchId.of(1, new byte[] {1}, new byte[] {2}), List.of(), tags));
        assertEquals(Problem.RESOURCE_LIMIT, unprepared.problem());
        client.must(new Request.Acknowledge(1, tags));
        assertEquals(List.of(), client.texts(consumer, 10));
    }

    @Test
    void deadLettersOfTheLongestNameAreReceivedAndMoved() {
        String longest = "q".repeat(4_096);
        client.must(
                new AdminRequest.Configure(Address.queue(longest), Settings.NONE.with(Setting.MAX_DELIVERIES, "1")));
        client.send(longest, "first");
        client.send(longest, "second");
        List<Event.Delivery> taken = client.take(client.consume(longest), 2);
        client.must(new Request.Recover(1, TestClient.tags(taken)));
        List<Event.Delivery> dead = client.take(client.consume("DLQ." + longest), 1);
        assertEquals(List.of("first"), dead.stream().map(TestClient::text).toList());
        client.acknowledge(dead);
        client.must(new Request.CloseSession(1, List.of()));
        Reply.Swept retried = (Reply.Swept) client.ask(sweep("DLQ." + longest, AdminRequest.Act.RETRY));
        assertEquals(1, retried.messages(), retried::toString);
    }

    @Test
    void originThatASenderInventedMakesNoLongName() {
        Map<String, Object> invented = Map.of("JMS_RESTANTE_ORIGIN", "queue:" + LONG);
        client.must(new Request.Send(client.message("DLQ.orders", "text", 4, 0, 0, invented)));
        Reply.Swept retried = (Reply.Swept) client.ask(sweep("DLQ.orders", AdminRequest.Act.RETRY));
        assertEquals(0, retried.messages(), retried::toString);
        assertEquals(1, retried.stayed());
    }

    @Test
    void originThatASenderInventedReachesNoSchedules() {
        Map<String, Object> invented = Map.of("JMS_RESTANTE_ORIGIN", "queue:$schedules");
        client.must(new Request.Send(client.message("DLQ.orders", "text", 4, 0, 0, invented)));
        Reply.Swept retried = (Reply.Swept) client.ask(sweep("DLQ.orders", AdminRequest.Act.RETRY));
        assertEquals(0, retried.messages(), retried::toString);
        assertEquals(1, retried.stayed());
    }

    @Test
    void branchOfAClientWithALongIdentifierIsRefusedWhereItsEntryWouldBeTooLong() {
        client.must(new Request.Identify("c".repeat(4_096)));
        Reply reply = new Reply.Done();
        for (int size = 56_000; size < 66_000; size += 250) {
            BranchId branch = BranchId.of(size, new byte[64], new byte[64]);
            reply = client.ask(
                    new BranchRequest.Prepare(branch, List.of(client.message("orders", "x".repeat(size))), List.of()));
            Problem problem = reply instanceof Reply.Refused refused ? refused.problem() : Problem.RESOURCE_LIMIT;
            assertEquals(Problem.RESOURCE_LIMIT, problem, "of " + size + ": " + reply);
        }
        assertTrue(reply instanceof Reply.Refused, "no branch was too long");
        client.send("orders", "after it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxMessages", "lastValueKey"})
    void messageThatDropsOneInEachOfVeryManySubscriptionsIsRefusedWhereItsEntryWouldBeTooLong(String setting) {
        client.must(new AdminRequest.Configure(
                Address.topic("news"),
                Settings.of(
                        setting.equals("maxMessages")
                                ? Map.of(setting, "1", "whenFull", "drop-oldest")
                                : Map.of(setting, "key"))));
        for (int i = 0; i < 3_000; i++) {
            client.consume("topic:news");
        }
        for (int i = 0; i < 2; i++) {
            Reply reply = client.ask(
                    new Request.Send(client.message("topic:news", "text", 4, 0, 0, Map.of("key", "the same"))));
            Problem problem = reply instanceof Reply.Refused refused ? refused.problem() : Problem.RESOURCE_LIMIT;
            assertEquals(Problem.RESOURCE_LIMIT, problem, reply::toString);
        }
        client.send("orders", "after it");
    }

    private static AdminRequest.Sweep sweep(String at, AdminRequest.Act act) {
        return new AdminRequest.Sweep(
                act, Place.of(Address.queue(at)), null, Filter.ANY, AdminRequest.ALL, null, AdminRequest.ALL);
    }

    private void sendMany() {
        for (int i = 0; i < MANY; i += 100) {
            List<Envelope> some = new ArrayList<>();
            for (int k = 0; k < 100; k++) {
                some.add(client.message("orders", "m", 4, 0, 0, Map.of()));
            }
            client.must(new Request.Commit(1, some, List.of()));
        }
    }

    private static List<Event.Delivery> takeAll(TestClient from, int consumer) {
        from.must(new Request.Credit(consumer, MANY + 1, Long.MAX_VALUE));
        from.must(new Request.Drain(consumer));
        return from.arrived();
    }
}
