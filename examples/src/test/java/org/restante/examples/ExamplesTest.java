package org.restante.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExamplesTest {

    private static final String[] NONE = {};

    @Test
    void receivesTheSentMessage() throws Exception {
        assertEquals(List.of("tea"), Printed.by(() -> SendAndReceive.main(NONE)));
    }

    @Test
    void packsEachParcelOnceAndTheFailedOneAtTheSecondAttempt() throws Exception {
        List<String> lines = Printed.by(() -> CompetingWorkers.main(NONE));
        List<String> packed = lines.stream()
                .filter(line -> line.contains(" packs "))
                .map(line -> line.substring(line.indexOf("parcel")))
                .sorted()
                .toList();
        List<String> expected = IntStream.rangeClosed(1, 12)
                .mapToObj(parcel -> "parcel " + parcel + ", attempt " + (parcel == 7 ? 2 : 1))
                .sorted()
                .toList();
        assertEquals(expected, packed);
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.endsWith(" gives back parcel 7"))
                        .count());
    }

    @Test
    void deadLettersAMessageThatFailsThreeTimesAndSendsItBack() throws Exception {
        List<String> expected = List.of(
                "attempt 1 fails",
                "attempt 2 fails",
                "attempt 3 fails",
                "tea for nobody, from queue:orders, after 3 attempts",
                "1 sent back",
                "tea for nobody is on the queue again");
        assertEquals(expected, Printed.by(() -> FailedOrders.main(NONE)));
    }

    @Test
    void listsMovesAndPurgesMessagesLikeAnOperator() throws Exception {
        List<String> lines = Printed.by(() -> Operating.main(NONE));
        List<String> expected = List.of(
                "queue:orders: 6 messages, 0 consumers",
                "order 2",
                "order 4",
                "6 are queued",
                "in flight for anna",
                "3 would go north",
                "3 copied",
                "2 moved",
                "0 purged",
                "paused: true",
                "0 news",
                "3 exported",
                "3 imported, 0 were there");
        assertEquals(expected, lines.subList(0, lines.size() - 1));
        assertTrue(lines.get(lines.size() - 1).startsWith("the log has "), lines::toString);
    }

    @Test
    void keepsMessagesForAnAbsentSubscriber(@TempDir Path data) throws Exception {
        List<String> expected = List.of(
                "anna subscribes; nothing waits",
                "published 3 while anna is away",
                "anna reads one",
                "anna reads two",
                "anna reads three");
        assertEquals(expected, Printed.by(() -> AbsentSubscriber.main(new String[] {data.toString()})));
    }

    @Test
    void picksUpTwoParcelsAtAVisit() throws Exception {
        List<String> expected = List.of(
                "picked up [parcel 1, parcel 2]",
                "picked up [parcel 3, parcel 4]",
                "picked up [parcel 5]",
                "picked up []");
        assertEquals(expected, Printed.by(() -> ScheduledPickup.main(NONE)));
    }

    @Test
    void matchesRepliesWithTheirRequests() throws Exception {
        List<String> expected = List.of("tea: 3.20", "coffee: 4.10", "milk: not for sale");
        assertEquals(expected, Printed.by(() -> RequestAndReply.main(NONE)));
    }

    @Test
    void receivesWhatIsDueAndNotWhatHasExpired() throws Exception {
        List<String> expected = List.of(
                "call the baker, 200 ms after it was sent",
                "another note is due: false",
                "received dinner offer",
                "another offer is valid: false");
        assertEquals(expected, Printed.by(() -> DelayedAndExpiring.main(NONE)));
    }

    @Test
    void takesOnlyWhatTheSelectorMatches() throws Exception {
        List<String> expected = List.of("large: [oven]", "here: [tea, coffee]", "left: [sugar]");
        assertEquals(expected, Printed.by(() -> SelectedOrders.main(NONE)));
    }

    @Test
    void doesAllOfATransactionOrNothing() throws Exception {
        List<String> expected = List.of(
                "failed: the printer has no paper",
                "  orders [tea], invoices [], packers []",
                "committed",
                "  orders [], invoices [invoice for tea], packers [pack tea]");
        assertEquals(expected, Printed.by(() -> Invoicing.main(NONE)));
    }
}
