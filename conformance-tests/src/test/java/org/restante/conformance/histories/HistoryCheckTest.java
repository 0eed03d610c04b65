package org.restante.conformance.histories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.conformance.histories.HistoryEvent.Committed;
import org.restante.conformance.histories.HistoryEvent.Committing;
import org.restante.conformance.histories.HistoryEvent.Delivered;
import org.restante.conformance.histories.HistoryEvent.Outage;
import org.restante.conformance.histories.HistoryEvent.RolledBack;
import org.restante.conformance.histories.HistoryEvent.Sending;
import org.restante.conformance.histories.HistoryEvent.Sent;
import org.restante.conformance.histories.HistoryEvent.Settled;
import org.restante.conformance.histories.HistoryEvent.Settling;
import org.restante.conformance.histories.HistoryEvent.Subscribed;

/** Feeds the check right and wrong histories: it says nothing about the right ones, and each rule finds what breaks it. */
class HistoryCheckTest {

    private final List<HistoryEvent> events = new ArrayList<>();
    private long position;

    @BeforeEach
    void aQueueAndATopicWithTwoSubscriptions() {
        events.add(new Subscribed("q", "q", true, true));
        events.add(new Subscribed("many", "many", true, false));
        events.add(new Subscribed("one", "t", true, true));
        events.add(new Subscribed("two", "t", true, true));
        events.add(new Subscribed("passing", "t", false, true));
    }

    @Test
    void rightHistoryHasNoViolations() {
        sent("a", "q", true);
        sent("b", "q", true);
        delivered("a", "q", "c/0", false);
        delivered("a", "q", "c/1", true);
        settled("a", "q");
        events.add(new Outage("KILL"));
        delivered("b", "q", "d/0", true);
        settled("b", "q");
        assertRight();
    }

    @Test
    void confirmedPersistentMessageThatNeverComesIsLost() {
        sent("a", "q", true);
        assertViolation("lost: a never reached q");
    }

    @Test
    void messageThatIsNeitherAcknowledgedNorComesAgainIsLost() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false);
        assertViolation("lost: a was never acknowledged in q");
    }

    @Test
    void eachLastingSubscriptionMustGetItsCopy() {
        sent("a", "t", true);
        delivered("a", "one", "c/0", false);
        settled("a", "one");
        assertViolation("lost: a never reached two");
    }

    @Test
    void nonPersistentAndUnconfirmedMessagesMayBeLost() {
        sent("a", "q", false);
        events.add(sending("b", "q", true, null));
        assertRight();
    }

    @Test
    void messageOfACommittedTransactionMustCome() {
        events.add(sending("a", "q", true, "x"));
        events.add(new Committing("x"));
        events.add(new Committed("x"));
        assertViolation("lost: a never reached q");
    }

    @Test
    void acknowledgedMessageMustNotComeBack() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false);
        settled("a", "q");
        delivered("a", "q", "d/0", true);
        assertViolation("came back: a");
    }

    @Test
    void messageReceivedInACommittedTransactionMustNotComeBack() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false, 1, "x", "ID:a");
        events.add(new Committing("x"));
        events.add(new Committed("x"));
        delivered("a", "q", "d/0", true);
        assertViolation("came back: a");
    }

    @Test
    void messageWhoseAcknowledgementIsUncertainMayComeBack() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false);
        events.add(new Settling("a", "q"));
        events.add(new Outage("KILL"));
        delivered("a", "q", "d/0", true);
        settled("a", "q");
        assertRight();
    }

    @Test
    void secondDeliveryNeedsTheRedeliveredFlag() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false);
        delivered("a", "q", "d/0", false);
        settled("a", "q");
        assertViolation("repeated: a");
    }

    @Test
    void afterAKillTheRedeliveredFlagIsNeeded() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false);
        events.add(new Outage("KILL"));
        delivered("a", "q", "d/0", false);
        settled("a", "q");
        assertViolation("repeated: a");
    }

    @Test
    void afterARestartTheRedeliveredFlagIsNeeded() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false);
        events.add(new Outage("RESTART"));
        delivered("a", "q", "d/0", false);
        settled("a", "q");
        assertViolation("repeated: a");
    }

    @Test
    void copiesOfTwoSubscriptionsAreNoRepetition() {
        sent("a", "t", true);
        delivered("a", "one", "c/0", false);
        settled("a", "one");
        delivered("a", "two", "d/0", false);
        settled("a", "two");
        assertRight();
    }

    @Test
    void deliveryCountMustAgreeWithTheRedeliveredFlag() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", true, 1, null, "ID:a");
        settled("a", "q");
        assertViolation("miscounted: a");
    }

    @Test
    void oneSendMustNotBecomeTwoMessages() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false, 1, null, "ID:a");
        delivered("a", "q", "c/1", true, 2, null, "ID:other");
        settled("a", "q");
        assertViolation("doubled: a");
    }

    @Test
    void messageThatNobodySentIsInvented() {
        delivered("a", "q", "c/0", false);
        settled("a", "q");
        assertViolation("invented: a");
    }

    @Test
    void messageMustNotReachAnotherDestination() {
        sent("a", "q", false);
        delivered("a", "one", "c/0", false);
        settled("a", "one");
        assertViolation("invented: a was not sent to one");
    }

    @Test
    void messageOfARolledBackTransactionMustNotCome() {
        events.add(sending("a", "q", true, "x"));
        events.add(new RolledBack("x"));
        delivered("a", "q", "c/0", false);
        settled("a", "q");
        assertViolation("rolled back: a");
    }

    @Test
    void messageMustNotComeBeforeTheCommitOfItsTransactionBegins() {
        events.add(sending("a", "q", true, "x"));
        delivered("a", "q", "c/0", false);
        settled("a", "q");
        events.add(new Committing("x"));
        events.add(new Committed("x"));
        assertViolation("too early: a");
    }

    @Test
    void orderOfASessionMustBeKeptForASingleConsumer() {
        sent("a", "q", true);
        sent("b", "q", true);
        both("q", "c/0", "b", "a");
        assertViolation("order: a came after b");
    }

    @Test
    void orderIsNotPromisedToSeveralConsumersOrAfterARollback() {
        sent("a", "many", true);
        sent("b", "many", true);
        both("many", "c/0", "b", "a");
        sent("d", "q", true);
        sent("e", "q", true);
        delivered("d", "q", "c/0", false);
        delivered("e", "q", "c/0", false);
        delivered("d", "q", "c/1", true);
        delivered("e", "q", "c/1", true);
        settled("d", "q");
        settled("e", "q");
        assertRight();
    }

    @Test
    void messageMustNotComeTwiceToOneConsumerWithoutARecover() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false);
        delivered("a", "q", "c/0", true);
        settled("a", "q");
        assertViolation("order: a came after a");
    }

    @Test
    void transactionWhoseCommitThrewMustNotSendHalf() {
        events.add(sending("a", "q", true, "x"));
        events.add(sending("b", "q", true, "x"));
        events.add(new Committing("x"));
        events.add(new Outage("KILL"));
        delivered("a", "q", "c/0", false);
        settled("a", "q");
        assertViolation("half: the transaction x");
    }

    @Test
    void transactionWhoseCommitThrewMustNotSendWithoutHavingReceived() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false, 1, "x", "ID:a");
        events.add(sending("b", "q", true, "x"));
        events.add(new Committing("x"));
        events.add(new Outage("KILL"));
        delivered("a", "q", "d/0", true);
        delivered("b", "q", "d/0", false);
        settled("a", "q");
        settled("b", "q");
        assertViolation("half: the transaction x");
    }

    @Test
    void transactionWhoseCommitThrewMayHaveHappenedOrNot() {
        sent("a", "q", true);
        delivered("a", "q", "c/0", false, 1, "x", "ID:a");
        events.add(sending("b", "q", true, "x"));
        events.add(new Committing("x"));
        events.add(new Outage("KILL"));
        List<HistoryEvent> soFar = List.copyOf(events);
        delivered("b", "q", "d/0", false);
        settled("b", "q");
        assertRight();
        events.clear();
        events.addAll(soFar);
        delivered("a", "q", "d/0", true);
        settled("a", "q");
        assertRight();
    }

    @Test
    void violationListsTheEventsOfItsMessage() {
        sent("a", "q", true);
        sent("b", "q", true);
        events.add(new Outage("KILL"));
        delivered("b", "q", "c/0", false);
        settled("b", "q");
        String violation = HistoryCheck.violations(events).get(0);
        assertTrue(violation.contains("Sending[message=a"), violation);
        assertTrue(violation.contains("Outage"), violation);
        assertTrue(!violation.contains("message=b"), violation);
    }

    private void sent(String message, String destination, boolean persistent) {
        events.add(sending(message, destination, persistent, null));
        events.add(new Sent(message));
    }

    private Sending sending(String message, String destination, boolean persistent, @Nullable String transaction) {
        return new Sending(message, destination, "s", position++, persistent, transaction);
    }

    private void both(String subscription, String epoch, String first, String second) {
        for (String message : List.of(first, second)) {
            delivered(message, subscription, epoch, false);
            settled(message, subscription);
        }
    }

    private void delivered(String message, String subscription, String epoch, boolean redelivered) {
        delivered(message, subscription, epoch, redelivered, redelivered ? 2 : 1, null, "ID:" + message);
    }

    private void delivered(
            String message,
            String subscription,
            String epoch,
            boolean redelivered,
            int count,
            @Nullable String transaction,
            String id) {
        events.add(new Delivered(message, subscription, epoch, id, redelivered, count, transaction));
    }

    private void settled(String message, String subscription) {
        events.add(new Settling(message, subscription));
        events.add(new Settled(message, subscription));
    }

    private void assertRight() {
        assertEquals(List.of(), HistoryCheck.violations(events));
    }

    private void assertViolation(String beginning) {
        List<String> violations = HistoryCheck.violations(events);
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.get(0).startsWith(beginning), violations.get(0));
    }
}
