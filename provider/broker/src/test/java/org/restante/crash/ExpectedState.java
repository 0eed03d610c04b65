package org.restante.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.restante.crash.Diary.Item;

/**
 * The expected messages after one process, computed from its diary: those that must, must not or may be present. Owned by the test thread.
 *
 * <p>The trap: lines of different threads need not be in the order of the events. A consumer may record a delivery before the producer
 * records that the send returned. But only stored messages are delivered, so a delivery proves that the send was effective.
 */
final class ExpectedState {
    /** The most messages of a session whose acknowledgements are on their way. */
    private static final int MAX_AHEAD = 1000;

    private final Map<Item, Integer> before;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<Item, String> senders = new HashMap<>();
    private final Map<Item, Integer> delivered = new HashMap<>();
    private final Set<Item> outstanding = new HashSet<>();
    private final Set<Item> acknowledged = new HashSet<>();
    private final Set<Item> leaving = new LinkedHashSet<>();

    /** Sends and acknowledgements of one call or transaction; {@code done} when they are known to be effective. */
    private static final class Unit {
        private final List<Item> sends = new ArrayList<>();
        private final List<Item> acknowledgements = new ArrayList<>();
        private boolean done;
    }

    /** Starts with the messages present before the process, with their delivery counts. */
    ExpectedState(Map<Item, Integer> before) {
        this.before = before;
    }

    void read(List<String> diary) {
        for (String line : diary) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "try" -> begin(words);
                case "done" -> done(unit(words[1]));
                case "got" -> got(Item.parse(words[1]), Integer.parseInt(words[2]));
                case "took" -> {
                    got(Item.parse(words[1]), Integer.parseInt(words[2]));
                    acknowledged.add(Item.parse(words[1]));
                }
                case "taking" -> {
                    got(Item.parse(words[1]), Integer.parseInt(words[2]));
                    leaving.add(Item.parse(words[1]));
                }
                case "back" -> {
                    for (int i = 1; i < words.length; i++) {
                        outstanding.remove(Item.parse(words[i]));
                    }
                }
                default -> throw new AssertionError("the process wrote: " + line);
            }
        }
    }

    private void begin(String[] words) {
        Unit unit = new Unit();
        units.put(words[1], unit);
        for (int i = 2; i < words.length; i++) {
            Item item = Item.parse(words[i].substring(1));
            if (words[i].charAt(0) == '+') {
                unit.sends.add(item);
                senders.put(item, words[1]);
            } else {
                unit.acknowledgements.add(item);
            }
        }
    }

    private Unit unit(String name) {
        Unit unit = units.get(name);
        if (unit == null) {
            throw new AssertionError("the diary has 'done " + name + "' without 'try'");
        }
        return unit;
    }

    private void done(Unit unit) {
        unit.done = true;
        acknowledged.addAll(unit.acknowledgements);
    }

    private void got(Item item, int count) {
        String sender = senders.get(item);
        check(before.containsKey(item) || sender != null, item, "was never sent, and came");
        check(!acknowledged.contains(item), item, "was acknowledged, and came back");
        check(outstanding.add(item), item, "was delivered to two at a time");
        checkCount(item, count);
        delivered.put(item, count);
        if (sender != null && !unit(sender).done) {
            done(unit(sender));
        }
    }

    private int deliveries(Item item) {
        return delivered.getOrDefault(item, before.getOrDefault(item, 0));
    }

    private void checkCount(Item item, int count) {
        check(
                count > deliveries(item),
                item,
                "was delivered with count " + deliveries(item) + ", and then with " + count);
    }

    private static void check(boolean valid, Item item, String failure) {
        if (!valid) {
            throw new AssertionError("the message " + item + " " + failure);
        }
    }

    /**
     * Compares with the messages found after the process, and their delivery counts, which include the delivery to the finder.
     *
     * @param inReceive the queues with automatic acknowledgement: of each, one message that was being received during the kill may be
     *     missing
     */
    void verify(Map<Item, Integer> found, Set<String> inReceive) {
        checkInOrder(found.keySet());
        Set<Item> maybe = new HashSet<>();
        Set<Item> expected = new HashSet<>(before.keySet());
        for (Map.Entry<String, Unit> unit : units.entrySet()) {
            if (unit.getValue().done) {
                expected.addAll(unit.getValue().sends);
            } else {
                maybe.addAll(unit.getValue().sends);
                maybe.addAll(unit.getValue().acknowledgements);
                if (unit.getKey().startsWith("t")) {
                    checkWhole(unit.getKey(), unit.getValue(), found);
                }
            }
        }
        found.forEach((item, count) -> {
            check(!acknowledged.contains(item), item, "was acknowledged, and came back after the crash");
            check(expected.contains(item) || maybe.contains(item), item, "was never sent, and came after the crash");
            checkCount(item, count);
        });
        expected.removeAll(acknowledged);
        expected.removeAll(leaving);
        expected.removeAll(maybe);
        expected.removeAll(found.keySet());
        List<String> received = expected.stream().map(Item::owner).toList();
        if (!inReceive.containsAll(received) || received.stream().distinct().count() < received.size()) {
            throw new AssertionError("lost in the crash: " + expected);
        }
    }

    /** Acknowledgements that were on their way are kept in their order: those of the last messages may be lost. */
    private void checkInOrder(Set<Item> found) {
        List<Item> back = new ArrayList<>();
        for (Item item : leaving) {
            if (found.contains(item)) {
                back.add(item);
            } else if (!back.isEmpty()) {
                throw new AssertionError(
                        "the acknowledgement of " + item + " was kept, and that of " + back + " was not");
            }
        }
        if (back.size() > MAX_AHEAD) {
            throw new AssertionError(back.size() + " messages came back whose acknowledgements were on their way");
        }
    }

    private static void checkWhole(String name, Unit unit, Map<Item, Integer> found) {
        long happened = unit.sends.stream().filter(found::containsKey).count()
                + unit.acknowledgements.stream()
                        .filter(item -> !found.containsKey(item))
                        .count();
        if (happened != 0 && happened != unit.sends.size() + unit.acknowledgements.size()) {
            throw new AssertionError("half of the transaction " + name + " is there: it sent " + unit.sends
                    + " and acknowledged " + unit.acknowledgements + "; " + happened + " of that happened");
        }
    }
}
