package org.restante.kafka.torture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What clients have sent, received and acknowledged, and whether that keeps the promises of the broker: nothing confirmed is lost, nothing
 * comes back that was acknowledged, nothing comes twice as if new. Any thread may use it.
 *
 * <p>The trap: a message may be received before the send that it comes from has returned.
 */
final class History {

    private static final int MAX_VIOLATIONS = 20;

    private final Map<Item, Course> courses = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final AtomicLong numbers = new AtomicLong();
    private final long begun = System.nanoTime();
    private final Map<String, Integer> waiting = new HashMap<>();
    private long received;
    private long redelivered;
    private long refused;
    private Watch watch = new Watch(Long.MAX_VALUE);

    /** One message on one queue or subscription. */
    record Item(String owner, long number) {
        @Override
        public String toString() {
            return owner + "/" + number;
        }
    }

    /** Whether an action had an effect. */
    private enum Outcome {
        NO,
        UNKNOWN,
        YES
    }

    /** What has happened to a message. */
    private static final class Course {
        private final long sentAt;
        private final StringBuilder events = new StringBuilder();
        private Outcome sent = Outcome.UNKNOWN;
        private Outcome acknowledged = Outcome.NO;
        private int count;

        private Course(long sentAt) {
            this.sentAt = sentAt;
        }
    }

    /** The time until a message arrives that was sent after a fault. */
    private static final class Watch {
        private final long since;
        private long arrived;

        private Watch(long since) {
            this.since = since;
        }
    }

    /** Numbers are unique in a history. */
    long number() {
        return numbers.incrementAndGet();
    }

    private void note(Course course, String event) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        course.events.append(' ').append(millis).append(':').append(event);
    }

    /** The messages are about to be sent, or their transaction to be committed. */
    synchronized void sending(Collection<Item> items) {
        for (Item item : items) {
            Course course = new Course(System.nanoTime());
            courses.put(item, course);
            waiting.merge(item.owner(), 1, Integer::sum);
            note(course, "sending");
        }
    }

    /** Their send or commit has returned. */
    synchronized void sent(Collection<Item> items) {
        for (Item item : items) {
            courses.get(item).sent = Outcome.YES;
            note(courses.get(item), "sent");
        }
    }

    /** Their transaction was rolled back. */
    synchronized void dropped(Collection<Item> items) {
        for (Item item : items) {
            Course course = courses.get(item);
            note(course, "rolled-back");
            check(course.count == 0, item, "was delivered, and its transaction rolled back");
            course.sent = Outcome.NO;
            waiting.merge(item.owner(), -1, Integer::sum);
        }
    }

    /** An application has received it. */
    synchronized void received(Item item, int count, boolean isRedelivered, String by) {
        received++;
        Course course = courses.get(item);
        if (course == null) {
            violate(item + " was never sent, and came to " + by);
            return;
        }
        note(course, by + "-got-" + count);
        check(course.sent != Outcome.NO, item, "was rolled back, and came");
        check(course.acknowledged != Outcome.YES, item, "was acknowledged, and came back");
        check(count > course.count, item, "came with count " + count + " after count " + course.count);
        check(isRedelivered == count > 1, item, "came with JMSRedelivered " + isRedelivered + " and count " + count);
        waiting.merge(item.owner(), course.count == 0 ? -1 : 0, Integer::sum);
        redelivered += course.count > 0 ? 1 : 0;
        course.count = count;
        if (course.sentAt > watch.since && watch.arrived == 0) {
            watch.arrived = System.nanoTime();
        }
    }

    /** Its acknowledgement is about to be sent, or is on its way without anybody waiting for it. */
    synchronized void acknowledging(Collection<Item> items) {
        for (Item item : items) {
            note(courses.get(item), "acknowledging");
            if (courses.get(item).acknowledged == Outcome.NO) {
                courses.get(item).acknowledged = Outcome.UNKNOWN;
            }
        }
    }

    /** Their acknowledgement or commit has returned. */
    synchronized void acknowledged(Collection<Item> items) {
        for (Item item : items) {
            note(courses.get(item), "acknowledged");
            courses.get(item).acknowledged = Outcome.YES;
        }
    }

    /** Of some of them the acknowledgement had no effect. */
    synchronized void unknown(Collection<Item> items) {
        refused++;
        items.forEach(item -> note(courses.get(item), "partly-acknowledged"));
    }

    /** Their transaction rolled back: they must come again. */
    synchronized void kept(Collection<Item> items) {
        for (Item item : items) {
            note(courses.get(item), "not-acknowledged");
            if (courses.get(item).acknowledged == Outcome.UNKNOWN) {
                courses.get(item).acknowledged = Outcome.NO;
            }
        }
    }

    synchronized void violate(String text) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(text);
        }
    }

    private void check(boolean holds, Item item, String text) {
        if (!holds) {
            violate(item + " " + text + ":" + courses.get(item).events);
        }
    }

    /** From now on the time counts until a message arrives that is sent later. */
    synchronized void beginWatch() {
        watch = new Watch(System.nanoTime());
    }

    /** The milliseconds from the beginning of the watch to the first message; -1 while none has arrived. */
    synchronized long watched() {
        return watch.arrived == 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(watch.arrived - watch.since);
    }

    /** How many messages of a queue or subscription were sent and not received yet. */
    synchronized int waiting(String owner) {
        return waiting.getOrDefault(owner, 0);
    }

    /** Those that were confirmed, and whose acknowledgement is neither confirmed nor on its way. */
    synchronized String open() {
        StringBuilder open = new StringBuilder();
        courses.forEach((item, course) -> {
            if (course.sent == Outcome.YES && course.acknowledged == Outcome.NO) {
                open.append(item).append(':').append(course.events).append('\n');
            }
        });
        return open.toString();
    }

    /** What was promised and not kept; empty if nothing. */
    synchronized String violations() {
        return String.join("\n", violations);
    }

    @Override
    public synchronized String toString() {
        long sent = courses.values().stream()
                .filter(course -> course.sent == Outcome.YES)
                .count();
        long acknowledged = courses.values().stream()
                .filter(course -> course.acknowledged == Outcome.YES)
                .count();
        return sent + " sends confirmed, " + received + " received, " + redelivered + " of them again, " + acknowledged
                + " acknowledgements confirmed, " + refused + " calls of acknowledge refused";
    }
}
