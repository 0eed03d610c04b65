package org.restante.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rows as JSON: for each the median, the rounds and the CPU time of each contender, the ratio, the target and the mistakes. */
final class JsonResults {

    private final ComparisonResults results;

    JsonResults(ComparisonResults results) {
        this.results = results;
    }

    String text() {
        return results.rows().stream().map(this::row).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private String row(Row row) {
        Metric metric = row.metric();
        List<String> names = new ArrayList<>(results.names());
        names.add(RawForces.NAME);
        String values = names.stream()
                .filter(name -> !row.rounds(name).isEmpty())
                .map(name -> quoted(name) + ": {\"median\": " + number(row.value(name)) + ", \"rounds\": "
                        + row.rounds(name).stream().map(JsonResults::number).toList() + ", \"cpuMicros\": "
                        + number(row.cpu(name)) + "}")
                .collect(Collectors.joining(", "));
        return "  {\"load\": " + quoted(metric.title()) + ", \"transport\": " + quoted(row.transport())
                + ", \"mode\": " + quoted(row.mode()) + ", \"unit\": " + quoted(metric.unit())
                + ", \"higherIsBetter\": " + metric.higherIsBetter() + ", \"ratio\": "
                + number(row.ratio(results.names())) + ", \"target\": " + number(metric.target())
                + ",\n   \"contenders\": {" + values + "},\n   \"mistakes\": "
                + row.mistakes().stream().map(JsonResults::quoted).toList() + "}";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
