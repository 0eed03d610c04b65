package org.restante.kafka.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restante.kafka.torture.ClusterTortureTest.Fault;

/** Milliseconds from each fault to the first message that was sent after it and has come. Owned by the test's thread. */
final class TakeoverTimes {

    private final Map<Fault, List<Long>> millis = new EnumMap<>(Fault.class);

    void add(Fault fault, long time) {
        millis.computeIfAbsent(fault, each -> new ArrayList<>()).add(time);
    }

    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        millis.forEach((fault, times) -> {
            List<Long> sorted = times.stream().sorted().toList();
            lines.append(String.format(
                    Locale.ROOT,
                    "  %-23s median %5d ms of %d, from %d to %d%n",
                    fault,
                    sorted.get(sorted.size() / 2),
                    sorted.size(),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1)));
        });
        return lines.toString();
    }
}
