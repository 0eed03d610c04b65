package org.restante.benchmarks.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of one metric over one transport in one mode: one value for each contender and round. */
final class Row {

    private final Metric metric;
    private final String transport;
    private final String mode;
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpuMicros = new LinkedHashMap<>();
    private final Set<String> mistakes = new LinkedHashSet<>();

    Row(Metric metric, String transport, String mode) {
        this.metric = metric;
        this.transport = transport;
        this.mode = mode;
    }

    void add(String contender, double value, double cpu) {
        values.computeIfAbsent(contender, unused -> new ArrayList<>()).add(value);
        cpuMicros.computeIfAbsent(contender, unused -> new ArrayList<>()).add(cpu);
    }

    void mistake(String what) {
        mistakes.add(what);
    }

    Metric metric() {
        return metric;
    }

    String transport() {
        return transport;
    }

    String mode() {
        return mode;
    }

    Set<String> mistakes() {
        return mistakes;
    }

    /** The median of the rounds, or NaN if there is no value. */
    double value(String contender) {
        return median(values.getOrDefault(contender, List.of()));
    }

    List<Double> rounds(String contender) {
        return values.getOrDefault(contender, List.of());
    }

    /** Microseconds of CPU for each message, the median of the rounds; NaN if it was not measured. */
    double cpu(String contender) {
        return median(cpuMicros.getOrDefault(contender, List.of()));
    }

    /** How many times better Restante is than the best of these peers; NaN without one of them. */
    double ratio(Collection<String> peers) {
        double ours = value(PeerComparison.OURS);
        double least = Double.NaN;
        for (String peer : peers) {
            double ratio = metric.ratio(ours, value(peer));
            if (!peer.equals(PeerComparison.OURS) && !(ratio >= least) && !Double.isNaN(ratio)) {
                least = ratio;
            }
        }
        return least;
    }

    static double median(List<Double> all) {
        List<Double> sorted =
                all.stream().filter(value -> !Double.isNaN(value)).sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
