package org.restante.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows so far, as a table in Markdown; with the files of all three forms. */
final class ComparisonResults {

    private final List<Competitor> contenders;
    private final List<Row> rows = new ArrayList<>();

    ComparisonResults(List<Competitor> contenders) {
        this.contenders = contenders.stream()
                .sorted((a, b) -> Boolean.compare(
                        b.name().equals(PeerComparison.OURS), a.name().equals(PeerComparison.OURS)))
                .toList();
    }

    void add(Row row) {
        rows.add(row);
    }

    List<Row> rows() {
        return rows;
    }

    List<Competitor> contenders() {
        return contenders;
    }

    List<String> names() {
        return contenders.stream().map(Competitor::name).toList();
    }

    boolean hasMistakes() {
        return rows.stream().anyMatch(row -> !row.mistakes().isEmpty());
    }

    /** Writes results.md, results.json and results.svg, in place of earlier ones. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.md"), markdown());
        Files.writeString(directory.resolve("results.json"), new JsonResults(this).text());
        Files.writeString(directory.resolve("results.svg"), new RatioChart(this).text());
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| load | over | by |");
        contenders.forEach(
                contender -> text.append(' ').append(contender.title()).append(" |"));
        text.append(" unit | ratio | aim | CPU µs each | raw |\n|---|---|---|");
        contenders.forEach(contender -> text.append("---|"));
        text.append("---|---|---|---|---|\n");
        rows.forEach(row -> append(text, row));
        for (Row row : rows) {
            for (String mistake : row.mistakes()) {
                text.append("\n**Wrong:** ").append(row.metric().title());
                text.append(", ").append(row.transport()).append(", ").append(row.mode());
                text.append(": ").append(mistake).append('\n');
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text, Row row) {
        Metric metric = row.metric();
        text.append("| ").append(row.mistakes().isEmpty() ? "" : "**wrong** ").append(metric.title());
        text.append(" | ")
                .append(row.transport())
                .append(" | ")
                .append(row.mode())
                .append(" |");
        for (Competitor contender : contenders) {
            text.append(' ').append(number(row.value(contender.name()))).append(" |");
        }
        text.append(' ').append(metric.unit()).append(" | ").append(ratio(row.ratio(names())));
        text.append(" | ")
                .append(metric.target() == 0 ? "" : ratio(metric.target()))
                .append(" | ");
        List<String> cpu = contenders.stream()
                .map(contender -> number(row.cpu(contender.name())))
                .toList();
        text.append(cpu.stream().allMatch(String::isEmpty) ? "" : String.join(" : ", cpu));
        text.append(" | ").append(number(row.value(RawForces.NAME))).append(" |\n");
    }

    /** Whole numbers from 100 on, one decimal below; empty for NaN. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** Two decimals below 10, then whole numbers; empty for NaN. */
    static String ratio(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
