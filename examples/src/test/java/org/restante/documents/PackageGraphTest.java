package org.restante.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PackageGraphTest {

    private static PackageGraph graph(Map<String, String> uses) {
        NavigableMap<String, PackageGraph.Place> places = new TreeMap<>();
        NavigableMap<String, NavigableSet<String>> sets = new TreeMap<>();
        uses.forEach((name, used) -> {
            places.put(PackageGraph.TOP + "." + name, new PackageGraph.Place("broker", 1));
            NavigableSet<String> set = new TreeSet<>();
            for (String other : used.split(" ")) {
                if (!other.isEmpty()) {
                    set.add(PackageGraph.TOP + "." + other);
                }
            }
            sets.put(PackageGraph.TOP + "." + name, set);
        });
        return new PackageGraph(places, sets);
    }

    @Test
    void leavesOutUsesThatAPathImplies() {
        PackageGraph graph = graph(Map.of("a", "b c d", "b", "c", "c", "d", "d", ""));
        assertEquals("[org.restante.b]", graph.essential().get("org.restante.a").toString());
        assertEquals(
                "{org.restante.a=3, org.restante.b=2, org.restante.c=1, org.restante.d=0}",
                graph.levels().toString());
    }

    @Test
    void namesThePackagesOfACircle() {
        PackageGraph graph = graph(Map.of("a", "b", "b", "c", "c", "b", "d", ""));
        String message =
                assertThrows(IllegalStateException.class, graph::levels).getMessage();
        assertTrue(message.contains("org.restante.b, org.restante.c"), message);
    }

    @Test
    void drawsTheSameGraphTheSameWay() {
        Map<String, String> uses = Map.of("a", "b c d e", "b", "f", "c", "e f", "d", "f", "e", "", "f", "");
        assertEquals(new PackageDocument(graph(uses)).picture(), new PackageDocument(graph(uses)).picture());
    }
}
