package org.restante.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The measured values by name, one value per round. */
final class Samples {

    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    void add(String name, double value) {
        rounds.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    double median(String name) {
        List<Double> sorted = sorted(name);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private List<Double> sorted(String name) {
        List<Double> sorted = new ArrayList<>(rounds.getOrDefault(name, List.of()));
        Collections.sort(sorted);
        return sorted;
    }

    /** Prints one line per name: median, minimum and maximum. */
    void print(String title, String unit) {
        System.out.printf(Locale.ROOT, "%-36s %12s %12s %12s   %s%n", title, "median", "minimum", "maximum", unit);
        for (String name : rounds.keySet()) {
            List<Double> sorted = sorted(name);
            System.out.printf(
                    Locale.ROOT,
                    "  %-34s %,12.0f %,12.0f %,12.0f   of %d%n",
                    name,
                    median(name),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    sorted.size());
        }
    }
}
