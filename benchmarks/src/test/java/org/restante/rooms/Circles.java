package org.restante.rooms;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the strongly connected components (circles) of a graph by Tarjan's algorithm. Used by one thread, once. */
final class Circles {

    private final Map<String, Set<String>> arrows;
    private final boolean withinRooms;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> isOpen = new HashSet<>();
    private final List<Set<String>> found = new ArrayList<>();

    /** @param withinRooms whether to ignore arrows from one package to another */
    Circles(Map<String, Set<String>> arrows, boolean withinRooms) {
        this.arrows = arrows;
        this.withinRooms = withinRooms;
    }

    /** All circles of at least two files. */
    List<Set<String>> all() {
        for (String file : arrows.keySet()) {
            if (!numbers.containsKey(file)) {
                visit(file);
            }
        }
        return found;
    }

    private void visit(String file) {
        int number = numbers.size();
        numbers.put(file, number);
        lowest.put(file, number);
        open.push(file);
        isOpen.add(file);
        for (String next : arrows.getOrDefault(file, Set.of())) {
            if (withinRooms && !room(next).equals(room(file))) {
                continue;
            }
            if (!numbers.containsKey(next)) {
                visit(next);
                lowest.merge(file, lowest.get(next), Math::min);
            } else if (isOpen.contains(next)) {
                lowest.merge(file, numbers.get(next), Math::min);
            }
        }
        if (lowest.get(file) == number) {
            close(file);
        }
    }

    private void close(String file) {
        Set<String> circle = new TreeSet<>();
        String last;
        do {
            last = open.pop();
            isOpen.remove(last);
            circle.add(last);
        } while (!last.equals(file));
        if (circle.size() > 1) {
            found.add(circle);
        }
    }

    private static String room(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }
}
