package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** Copies of scheduled messages, with a clock that the test sets. */
final class SchedulesTest extends BrokerFixture {

    private int consumer;

    SchedulesTest() {
        now.set(Instant.parse("2026-11-23T10:00:30Z").toEpochMilli());
    }

    @BeforeEach
    void consume() {
        consumer = client.consume("orders");
    }

    private Envelope scheduled(long expiration, Map<String, Object> properties) {
        Envelope message = client.message("orders", "copy", 4, expiration, 0, properties);
        client.must(new Request.Send(message));
        return message;
    }

    /** How many copies are delivered after each of these time steps. */
    private List<Integer> copiesAfter(long... millis) {
        return java.util.Arrays.stream(millis).mapToObj(this::copiesAfter).toList();
    }

    private int copiesAfter(long millis) {
        now.addAndGet(millis);
        settle();
        List<Event.Delivery> taken = client.take(consumer, 100);
        client.acknowledge(taken);
        return taken.size();
    }

    /** Waits until all due work is done: the reply waits for the log, and the broker runs its timers before. */
    private void settle() {
        client.must(new AdminRequest.Configure(Address.queue("any"), Settings.of(Map.of("maxMessages", "1"))));
    }

    private String refusal(Map<String, Object> properties) {
        Reply.Refused refused = client.refused(new Request.Send(client.message("orders", "x", 4, 0, 0, properties)));
        assertEquals(Problem.INVALID_MESSAGE, refused.problem());
        return refused.reason();
    }

    @Test
    void sendsACopyAtEachTimeOfTheCronExpression() {
        scheduled(0, Map.of("JMS_RESTANTE_CRON", "*/15 * * * *"));
        assertEquals(List.of(0, 0, 1, 0, 1), copiesAfter(0, 869_999, 1, 899_999, 1));
    }

    @Test
    void reckonsInTheTimeZoneThatIsGiven() {
        scheduled(0, Map.of("JMS_RESTANTE_CRON", "30 11 * * *", "JMS_RESTANTE_CRON_ZONE", "Europe/Berlin"));
        assertEquals(List.of(0, 1), copiesAfter(1_769_999, 1));
    }

    @Test
    void sendsOneCopyAPeriodAsOftenAsItRepeats() {
        Envelope message = scheduled(0, Map.of("JMS_RESTANTE_PERIOD", 1000L, "JMS_RESTANTE_REPEAT", 2));
        assertEquals(List.of(1, 0, 1, 1, 0), copiesAfter(0, 999, 1, 1000, 5000));
        DeliveryStatus status = client.status(message.id()).get(0);
        assertEquals(DeliveryStatus.State.ACKNOWLEDGED, status.state());
    }

    @Test
    void sendsOneCopyForAllThatWereMissedAndKeepsTheBeat() {
        scheduled(0, Map.of("JMS_RESTANTE_PERIOD", 1000));
        assertEquals(List.of(1, 1, 0, 1), copiesAfter(0, 5300, 699, 1));
    }

    @Test
    void endsWithItsTimeToLive() {
        scheduled(now.get() + 1500, Map.of("JMS_RESTANTE_PERIOD", 1000));
        assertEquals(List.of(1, 1, 0), copiesAfter(0, 1000, 1000));
        assertEquals(0, copiesAfter(60_000));
    }

    @Test
    void givesEachCopyItsOwnIdentifierAndTakesTheScheduleOff() {
        Envelope message = scheduled(
                0, Map.of("AMQ_SCHEDULED_PERIOD", 10L, "AMQ_SCHEDULED_REPEAT", 1, "kept", "yes", "_AMQ_DUPL_ID", "d"));
        settle();
        now.addAndGet(10);
        settle();
        List<Envelope> copies =
                client.take(consumer, 5).stream().map(Event.Delivery::message).toList();
        assertEquals(2, copies.size());
        assertEquals(
                3,
                java.util.Set.of(message.id(), copies.get(0).id(), copies.get(1).id())
                        .size());
        for (Envelope copy : copies) {
            assertEquals(
                    Map.of("kept", "yes", "JMS_RESTANTE_SCHEDULE", message.id().toString()), copy.properties());
            assertEquals(0, copy.header().deliveryTime());
        }
        assertEquals(now.get(), copies.get(1).header().timestamp());
    }

    @Test
    void waitsForRoomAndThenSendsOne() {
        client.must(new AdminRequest.Configure(Address.queue("full"), Settings.of(Map.of("maxMessages", "1"))));
        Envelope message = client.message("full", "copy", 4, 0, 0, Map.of("JMS_RESTANTE_PERIOD", 1000));
        client.must(new Request.Send(message));
        int other = client.consume("full");
        for (int i = 0; i < 10; i++) {
            now.addAndGet(1000);
            settle();
        }
        List<Event.Delivery> first = client.take(other, 5);
        assertEquals(1, first.size());
        client.acknowledge(first);
        now.addAndGet(1000);
        settle();
        assertEquals(1, client.take(other, 5).size());
    }

    @Test
    void listsSchedulesAndCancelsThem() {
        Envelope message = scheduled(0, Map.of("JMS_RESTANTE_PERIOD", 1000));
        assertEquals(1, copiesAfter(0));
        Reply.Page page =
                (Reply.Page) client.ask(new Request.Browse(AdminRequest.SCHEDULES, null, null, 10, Request.Browse.ALL));
        assertEquals(message.id(), page.messages().get(0).message().id());
        assertEquals(1, page.messages().get(0).attempts());
        client.must(new AdminRequest.CancelSchedule(message.id()));
        assertEquals(0, copiesAfter(5000));
        assertEquals(
                Problem.INVALID_DESTINATION,
                client.refused(new AdminRequest.CancelSchedule(message.id())).problem());
    }

    @Test
    void refusesASendWhosePropertiesAreWrong() {
        assertTrue(
                refusal(Map.of("JMS_RESTANTE_CRON", "61 * * * *")).contains("the minute '61' is not within 0 to 59"));
        assertTrue(refusal(Map.of("JMS_RESTANTE_CRON", "0 0 30 2 *")).contains("never comes"));
        assertTrue(refusal(Map.of("JMS_RESTANTE_PERIOD", "soon")).contains("is not a whole number"));
        assertTrue(refusal(Map.of("JMS_RESTANTE_PERIOD", 0)).contains("the minimum is 1"));
        assertTrue(refusal(Map.of("JMS_RESTANTE_REPEAT", 3)).contains("and not both"));
        assertTrue(refusal(Map.of("JMS_RESTANTE_CRON", "* * * * *", "JMS_RESTANTE_CRON_ZONE", "Mars"))
                .contains("is not a time zone"));
    }

    @Test
    void keepsItsOwnQueueToItself() {
        assertEquals(
                Problem.INVALID_DESTINATION,
                client.refused(new Request.Send(client.message("$schedules", "x")))
                        .problem());
        assertEquals(
                Problem.INVALID_DESTINATION,
                client.refused(new Request.OpenConsumer(1, 99, AdminRequest.SCHEDULES, null, false, null))
                        .problem());
    }
}
