package org.restante.examples.kafka;

import java.util.HashMap;
import java.util.Map;

/** What producer and consumer have printed, counted. Any thread may use it. */
final class Figures {

    /** What has happened to an order. */
    private static final class Course {
        private boolean isConfirmed;
        private boolean hasCome;
        private boolean isAcknowledged;
    }

    private final Map<String, Course> orders = new HashMap<>();
    private long confirmed;
    private long received;
    private long again;
    private long wrong;

    /** Takes a line of the producer or the consumer. */
    synchronized void take(String line) {
        String[] words = line.split(" ");
        if (words.length != 2) {
            return;
        }
        Course course = orders.computeIfAbsent(words[1], any -> new Course());
        switch (words[0]) {
            case "sent" -> {
                course.isConfirmed = true;
                confirmed++;
            }
            case "got", "again" -> {
                boolean isMarked = words[0].equals("again");
                wrong += course.isAcknowledged || (course.hasCome && !isMarked) ? 1 : 0;
                received += course.hasCome ? 0 : 1;
                again += isMarked ? 1 : 0;
                course.hasCome = true;
            }
            case "acknowledged" -> course.isAcknowledged = true;
            default -> {
                return;
            }
        }
    }

    /** Orders that have come, each counted once. */
    synchronized long received() {
        return received;
    }

    /** Orders that were confirmed and have not come yet. */
    synchronized long missing() {
        return orders.values().stream()
                .filter(course -> course.isConfirmed && !course.hasCome)
                .count();
    }

    /** Orders that came after they were acknowledged, or a second time as if new. */
    synchronized long wrong() {
        return wrong;
    }

    @Override
    public synchronized String toString() {
        return confirmed + " confirmed, " + received + " received, " + again + " came again with JMSRedelivered, "
                + wrong + " came again after their acknowledgement or as if new";
    }
}
