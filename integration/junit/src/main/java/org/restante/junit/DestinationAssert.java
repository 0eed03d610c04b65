package org.restante.junit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.DeliveryStatus.State;
import org.restante.message.Address;

/**
 * Assertions on what became of the messages of a queue, or of the subscriptions of a topic. Each waits until it holds, at most
 * {@link #within} a bound of five seconds, because acknowledgements and deliveries are decided in other threads; then it fails with a
 * list of the messages there, each with its state and its steps. Immutable; any thread may use it.
 *
 * <pre>{@code
 * broker.assertThat(orders).wasSent(3).hasAcknowledged(2).hasDeadLettered(1).isEmpty();
 * }</pre>
 *
 * <p>The bound is of the system's clock; the broker's clock stands still meanwhile. The trap: an assertion that holds at once does not
 * wait for what comes later, so assert first what the application does ({@code hasAcknowledged(1)}), then what it leaves
 * ({@code isEmpty()}).
 *
 * <p>Each subscription of a topic counts a message once; one that no subscription received is not counted. The broker remembers the
 * last 10,000 messages that are gone.
 */
public final class DestinationAssert {

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final long POLL_NANOS = 5_000_000;

    private final Admin admin;
    private final Address destination;
    private final @Nullable String subscription;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Duration bound;

    DestinationAssert(Admin admin, Address destination, InstantSource clock, LongSupplier nanos) {
        this(admin, destination, null, clock, nanos, BOUND);
    }

    private DestinationAssert(
            Admin admin,
            Address destination,
            @Nullable String subscription,
            InstantSource clock,
            LongSupplier nanos,
            Duration bound) {
        this.admin = admin;
        this.destination = destination;
        this.subscription = subscription;
        this.clock = clock;
        this.nanos = nanos;
        this.bound = bound;
    }

    /** The assertions on one named subscription of the topic only. */
    public DestinationAssert subscription(String name) {
        return new DestinationAssert(admin, destination, name, clock, nanos, bound);
    }

    /** With another bound for each wait. */
    public DestinationAssert within(Duration limit) {
        return new DestinationAssert(admin, destination, subscription, clock, nanos, limit);
    }

    /** Asserts how many messages came here since the broker started, whatever became of them. */
    public DestinationAssert wasSent(int messages) {
        return await(messages, "sent here", DestinationContents::all);
    }

    /** Asserts how many messages are here: ready, delayed, or in flight. */
    public DestinationAssert hasWaiting(int messages) {
        return await(messages, "waiting", DestinationContents::waiting);
    }

    /** Asserts that no message is here: {@code hasWaiting(0)}. */
    public DestinationAssert isEmpty() {
        return hasWaiting(0);
    }

    /** Asserts how many messages are delivered to a consumer and not acknowledged. */
    public DestinationAssert hasInFlight(int messages) {
        return await(messages, "in flight", DestinationContents::inFlight);
    }

    /** Asserts how many messages wait for their delivery time, or for the delay of a redelivery. */
    public DestinationAssert hasDelayed(int messages) {
        return await(messages, "delayed", DestinationContents::delayed);
    }

    /** Asserts how many messages consumers have acknowledged. */
    public DestinationAssert hasAcknowledged(int messages) {
        return awaitState(messages, "acknowledged", State.ACKNOWLEDGED);
    }

    /** Asserts how many messages have expired, whether they went to an expiry queue or not. */
    public DestinationAssert hasExpired(int messages) {
        return awaitState(messages, "expired", State.EXPIRED);
    }

    /** Asserts how many messages were dead-lettered from here. What is in a dead-letter queue is asserted there. */
    public DestinationAssert hasDeadLettered(int messages) {
        return awaitState(messages, "dead-lettered", State.DEAD_LETTERED);
    }

    /** Asserts how many of the messages that are here match a message selector. */
    public DestinationAssert hasMatching(String selector, int messages) {
        return await(messages, "waiting that match \"" + selector + "\"", contents -> contents.matching(selector));
    }

    /** Asserts the bodies of the messages that are here, by priority, then by age; null for a message that has no text. */
    public DestinationAssert hasTexts(@Nullable String... texts) {
        return await(Arrays.asList(texts), "the texts of waiting messages", DestinationContents::texts);
    }

    private DestinationAssert awaitState(int messages, String what, State state) {
        return await(messages, what, contents -> contents.in(state));
    }

    private <T> DestinationAssert await(T expected, String what, Function<DestinationContents, T> question) {
        try {
            awaitAnswer(expected, what, question);
        } catch (AdminException e) {
            if (e.isInterrupt()) {
                throw interrupted(expected, what, e);
            }
            throw e;
        }
        return this;
    }

    private <T> void awaitAnswer(T expected, String what, Function<DestinationContents, T> question) {
        long begun = nanos.getAsLong();
        DestinationContents contents = new DestinationContents(admin, destination, subscription);
        T found = question.apply(contents);
        while (!found.equals(expected)) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(expected, what, null);
            } else if (nanos.getAsLong() - begun > bound.toNanos()) {
                throw failure(expected, found, what, contents);
            }
            LockSupport.parkNanos(POLL_NANOS);
            found = question.apply(contents);
        }
    }

    private AssertionFailedError interrupted(Object expected, String what, @Nullable Throwable cause) {
        return new AssertionFailedError(
                place() + ": the test was interrupted while it waited for " + expected + " " + what, cause);
    }

    private <T> AssertionFailedError failure(T expected, T found, String what, DestinationContents contents) {
        String claim = expected instanceof List<?>
                ? what + " should be " + expected + " and are " + found
                : "expected " + expected + " " + what + ", found " + found;
        return new AssertionFailedError(
                place() + ": " + claim + " within " + bound + " (clock: " + clock.instant() + ")\n" + contents.text(),
                expected,
                found);
    }

    private String place() {
        return destination + (subscription == null ? "" : " / " + subscription);
    }
}
