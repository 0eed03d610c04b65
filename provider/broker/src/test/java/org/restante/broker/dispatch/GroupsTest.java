package org.restante.broker.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.broker.BrokerFixture;
import org.restante.broker.BrokerOptions;
import org.restante.broker.TestClient;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;

/** Message groups at the level of requests: {@code a} and {@code b} are connections, each with a session and a consumer. */
final class GroupsTest extends BrokerFixture {

    private TestClient a;
    private TestClient b;
    private int ofA;
    private int ofB;

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withBlock(4).withCacheBytes(1 << 20);
    }

    @BeforeEach
    void consume() {
        a = client;
        b = new TestClient(broker);
        ofA = a.consume("orders");
        ofB = b.consume("orders");
    }

    private void startAnew(int cacheBytes) {
        startAnew(options().withCacheBytes(cacheBytes));
        consume();
    }

    private void send(String text, @Nullable String group) {
        send(text, group == null ? Map.of() : Map.of("JMSXGroupID", group));
    }

    private void send(String text, Map<String, Object> properties) {
        a.must(new Request.Send(a.message("orders", text, 4, 0, 0, properties)));
    }

    private static List<String> texts(List<Event.Delivery> deliveries) {
        return deliveries.stream().map(TestClient::text).toList();
    }

    @Test
    void givesAGroupToOneConsumerAndTheNextGroupToTheOther() {
        a.must(new Request.Credit(ofA, 10, 1 << 20));
        b.must(new Request.Credit(ofB, 10, 1 << 20));
        for (String text : List.of("x1", "y1", "x2", "y2", "x3")) {
            send(text, text.substring(0, 1));
        }
        a.must(new Request.Drain(ofA));
        b.must(new Request.Drain(ofB));
        assertEquals(
                java.util.Set.of(List.of("x1", "x2", "x3"), List.of("y1", "y2")),
                java.util.Set.of(texts(a.arrived()), texts(b.arrived())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 0})
    void passesAGroupWhoseConsumerTakesNothing(int cacheBytes) {
        startAnew(cacheBytes);
        send("x1", "x");
        assertEquals(List.of("x1"), a.texts(ofA, 1));
        send("x2", "x");
        send("free", (String) null);
        send("x3", "x");
        send("y1", "y");
        assertEquals(List.of("free", "y1"), b.texts(ofB, 10));
        assertEquals(List.of("x2", "x3"), a.texts(ofA, 10));
    }

    @Test
    void givesANewGroupToWhoHasTheFewest() {
        send("x", "x");
        send("y", "y");
        send("z", "z");
        assertEquals(List.of("x", "y", "z"), a.texts(ofA, 3));
        a.must(new Request.Credit(ofA, 10, 1 << 20));
        b.must(new Request.Credit(ofB, 10, 1 << 20));
        for (String group : List.of("t", "u", "v")) {
            send(group, group);
        }
        b.must(new Request.Drain(ofB));
        assertEquals(List.of("t", "u", "v"), texts(b.arrived()));
    }

    @Test
    void assignsTheGroupsOfAConsumerThatGoesAnewAndKeepsTheirOrder() {
        IntStream.range(0, 6).forEach(i -> send("x" + i, "x"));
        a.take(ofA, 2);
        assertEquals(List.of(), b.texts(ofB, 10));
        a.close();
        List<Event.Delivery> all = b.take(ofB, 10);
        assertEquals(List.of("x0", "x1", "x2", "x3", "x4", "x5"), texts(all));
        assertEquals(
                List.of(2, 2, 1, 1, 1, 1),
                all.stream().map(Event.Delivery::attempt).toList());
        a = b;
    }

    @Test
    void givesBackInOrderBeforeAnythingLaterOfTheGroup() {
        IntStream.range(0, 4).forEach(i -> send("x" + i, "x"));
        List<Event.Delivery> seen = a.take(ofA, 2);
        send("free", (String) null);
        a.must(new Request.Recover(1, TestClient.tags(seen)));
        assertEquals(List.of("free"), b.texts(ofB, 10));
        assertEquals(List.of("x0", "x1", "x2", "x3"), a.texts(ofA, 10));
    }

    @Test
    void keepsTheOrderBetweenWhatHasAGroupAndWhatHasNone() {
        send("free1", (String) null);
        send("x1", "x");
        send("free2", (String) null);
        send("x2", "x");
        List<Event.Delivery> seen = a.take(ofA, 4);
        a.must(new Request.Recover(1, TestClient.tags(seen)));
        assertEquals(List.of("free1", "x1", "free2", "x2"), a.texts(ofA, 10));
    }

    @Test
    void endsAGroupWithASequenceOfMinusOne() {
        send("x1", "x");
        send("x2", Map.of("JMSXGroupID", "x", "JMSXGroupSeq", -1));
        assertEquals(List.of("x1", "x2"), a.texts(ofA, 2));
        send("x3", "x");
        assertEquals(List.of("x3"), b.texts(ofB, 1));
        send("x4", "x");
        assertEquals(List.of(), a.texts(ofA, 10));
        assertEquals(List.of("x4"), b.texts(ofB, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 0})
    void bindsAGroupToAConsumerWhoseSelectorMatches(int cacheBytes) {
        startAnew(cacheBytes);
        int red = a.consume("orders", "colour = 'red'", null);
        send("blue1", Map.of("JMSXGroupID", "x", "colour", "blue"));
        send("red1", Map.of("JMSXGroupID", "y", "colour", "red"));
        assertEquals(List.of("red1"), a.texts(red, 10));
        send("red2", Map.of("JMSXGroupID", "y", "colour", "red"));
        send("blue2", Map.of("JMSXGroupID", "y", "colour", "blue"));
        assertEquals(List.of("blue1", "blue2"), b.texts(ofB, 10));
        assertEquals(List.of("red2"), a.texts(red, 10));
    }

    @Test
    void lookAtPrioritiesWithinAGroup() {
        send("x1", "x");
        a.take(ofA, 1);
        send("low", "x");
        a.must(new Request.Send(a.message("orders", "high", 9, 0, 0, Map.of("JMSXGroupID", "x"))));
        assertEquals(List.of(), b.texts(ofB, 10));
        assertEquals(List.of("high", "low"), a.texts(ofA, 10));
    }

    @Test
    void dropsWhatExpiresWhileItWaitsForItsConsumer() {
        send("x1", "x");
        a.take(ofA, 1);
        a.must(new Request.Send(a.message("orders", "brief", 4, now.get() + 500, 0, Map.of("JMSXGroupID", "x"))));
        assertEquals(List.of(), b.texts(ofB, 10));
        now.addAndGet(500);
        send("x2", "x");
        assertEquals(List.of("x2"), a.texts(ofA, 10));
    }

    @Test
    void forgetsGroupsWhenTheyAreSwitchedOff() {
        send("x1", "x");
        a.take(ofA, 1);
        send("x2", "x");
        assertEquals(List.of(), b.texts(ofB, 10));
        b.must(new AdminRequest.Configure(Address.queue("orders"), Settings.of(Map.of("groups", "false"))));
        assertEquals(List.of("x2"), b.texts(ofB, 10));
    }

    @Test
    void holdsTheOrderOfMoreGroupsThanItRemembers() {
        int groups = Groups.MAX_GROUPS + 300;
        for (int round = 0; round < 2; round++) {
            for (int group = 0; group < groups; group++) {
                send(round + "-" + group, "g" + group);
            }
        }
        List<String> toA = new ArrayList<>();
        List<String> toB = new ArrayList<>();
        int before = -1;
        while (toA.size() + toB.size() > before) {
            before = toA.size() + toB.size();
            a.must(new Request.Credit(ofA, 1000, 1 << 20));
            b.must(new Request.Credit(ofB, 1000, 1 << 20));
            a.must(new Request.Drain(ofA));
            b.must(new Request.Drain(ofB));
            toA.addAll(texts(a.arrived()));
            toB.addAll(texts(b.arrived()));
        }
        assertEquals(2 * groups, before);
        for (List<String> mine : List.of(toA, toB)) {
            assertTrue(mine.size() > groups / 2, () -> "one consumer got only " + mine.size());
            java.util.Set<String> first = new java.util.HashSet<>();
            for (String text : mine) {
                String group = text.substring(2);
                assertTrue(text.startsWith("0") ? first.add(group) : first.contains(group), text);
            }
        }
    }
}
