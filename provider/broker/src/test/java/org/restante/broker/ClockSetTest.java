package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/** Times that are stored are times of the wall clock, also when it is set; how often the broker looks is not. */
final class ClockSetTest extends BrokerFixture {

    private static final long HOUR = 3_600_000;

    private MessageId send(long expiration, long deliveryTime) {
        Envelope message = client.message("orders", "one", 4, expiration, deliveryTime, Map.of());
        client.must(new Request.Send(message));
        return message.id();
    }

    private long wall() {
        return now.get() + set.get();
    }

    @Test
    void delayedMessageComesDueWhenTheClockIsSetForward() {
        send(0, wall() + HOUR);
        set.addAndGet(HOUR);
        assertEquals(List.of("one"), client.texts(client.consume("orders"), 1));
    }

    @Test
    void delayedMessageWaitsForItsTimeWhenTheClockIsSetBack() {
        int consumer = client.consume("orders");
        send(0, wall() + 1000);
        set.addAndGet(-HOUR);
        now.addAndGet(1000);
        assertEquals(List.of(), client.texts(consumer, 1));
        now.addAndGet(HOUR);
        assertEquals(List.of("one"), client.texts(consumer, 1));
    }

    @Test
    void expiredMessagesAreSweptThoughTheClockWasSetBack() {
        send(wall() + HOUR, 0);
        Awaitility.await().until(() -> !client.status(send(wall() + HOUR, 0)).isEmpty());
        set.addAndGet(-HOUR);
        MessageId brief = send(wall() + 100, 0);
        now.addAndGet(2000);
        Awaitility.await()
                .untilAsserted(() -> assertEquals(
                        DeliveryStatus.State.EXPIRED,
                        client.status(brief).get(0).state()));
    }

    @Test
    void delayedMessageComesInTimeWhenTheClockIsSetBackAndRightAgain() {
        consumeFor("orders");
        send(0, wall() + 10_000);
        setBackAndRightAgain();
        now.addAndGet(10_000);
        awaitOne();
    }

    @Test
    void messageSentWhileTheClockIsBackComesWhenItIsRightAgain() {
        consumeFor("orders");
        set.addAndGet(-HOUR);
        send(0, wall() + 60_000);
        awaitSleep();
        set.addAndGet(HOUR);
        awaitOne();
    }

    @Test
    void redeliveryDelayEndsInTimeWhenTheClockIsSetBackAndRightAgain() {
        client.must(
                new AdminRequest.Configure(Address.queue("orders"), Settings.of(Map.of("redeliveryDelay", "10000"))));
        int consumer = client.consume("orders");
        send(0, 0);
        client.must(new Request.Recover(1, TestClient.tags(client.take(consumer, 1)), List.of()));
        grantCredit(consumer);
        setBackAndRightAgain();
        now.addAndGet(10_000);
        awaitOne();
    }

    @Test
    void copyOfAScheduleComesInTimeWhenTheClockIsSetBackAndRightAgain() {
        consumeFor("orders");
        client.must(
                new Request.Send(client.message("orders", "one", 4, 0, 0, Map.of("JMS_RESTANTE_CRON", "* * * * *"))));
        setBackAndRightAgain();
        now.addAndGet(60_000);
        awaitOne();
    }

    /** The broker sleeps when the clock is set right, for a time that it derived from the clock as it was set back. */
    private void setBackAndRightAgain() {
        set.addAndGet(-HOUR);
        client.send("others", "at the time before");
        awaitSleep();
        set.addAndGet(HOUR);
    }

    private static void awaitSleep() {
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("restante-test"))
                        .allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
    }

    private void consumeFor(String queue) {
        grantCredit(client.consume(queue));
    }

    private void grantCredit(int consumer) {
        client.must(new Request.Credit(consumer, 1, 1 << 20));
    }

    /**
     * The broker thread sleeps, and no request wakes it: it looks at its clock by itself, within a second while a message is delayed.
     * A broker that slept for a minute would be late.
     */
    private void awaitOne() {
        Awaitility.await()
                .until(() -> client.arrived().stream()
                        .anyMatch(delivery -> TestClient.text(delivery).equals("one")));
    }
}
