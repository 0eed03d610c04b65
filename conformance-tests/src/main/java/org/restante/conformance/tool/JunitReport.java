package org.restante.conformance.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.restante.conformance.tool.Verdict.Failure;
import org.restante.conformance.tool.Verdict.Result;

/** The verdicts as {@code TEST-*.xml}, one file for each class of tests, in the form that build servers read. */
final class JunitReport {

    private static final String OUTSIDE = "outside-of-tests";

    private JunitReport() {}

    /** Writes the files, into a folder without those of an earlier run. */
    static void write(RunReport report, Path folder) throws IOException {
        Map<String, List<Verdict>> classes = report.verdicts().stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.test().type().getName(), LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Verdict>> each : classes.entrySet()) {
            Files.writeString(
                    folder.resolve("TEST-" + each.getKey() + ".xml"),
                    xml(each.getKey(), each.getValue(), report),
                    StandardCharsets.UTF_8);
        }
        if (!report.troubles().isEmpty()) {
            Files.writeString(folder.resolve("TEST-" + OUTSIDE + ".xml"), troubles(report), StandardCharsets.UTF_8);
        }
    }

    /** Failures outside of tests, as tests of a class that is not there: else a build server would show a failed run as good. */
    private static String troubles(RunReport report) {
        String number = Integer.toString(report.troubles().size());
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite");
        attribute(xml, "name", OUTSIDE);
        attribute(xml, "tests", number);
        attribute(xml, "failures", number);
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", "0");
        xml.append(">\n");
        for (String trouble : report.troubles()) {
            xml.append("  <testcase");
            attribute(xml, "classname", OUTSIDE);
            attribute(xml, "name", trouble);
            xml.append(">\n    <failure");
            attribute(xml, "message", trouble);
            xml.append("/>\n  </testcase>\n");
        }
        return xml.append("</testsuite>\n").toString();
    }

    /** The file of one class. */
    static String xml(String type, List<Verdict> verdicts, RunReport report) {
        Map<Result, Integer> counts = RunReport.count(verdicts);
        Duration time = verdicts.stream().map(Verdict::time).reduce(Duration.ZERO, Duration::plus);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite");
        attribute(xml, "name", type);
        attribute(xml, "tests", Integer.toString(verdicts.size()));
        attribute(xml, "failures", Integer.toString(counts.getOrDefault(Result.FAILED, 0)));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", Integer.toString(counts.getOrDefault(Result.NOT_OFFERED, 0)));
        attribute(xml, "time", seconds(time));
        attribute(xml, "timestamp", report.began().toString());
        xml.append(">\n  <properties>\n    <property name=\"provider\"");
        attribute(xml, "value", report.provider());
        xml.append("/>\n  </properties>\n");
        verdicts.forEach(verdict -> test(xml, verdict));
        return xml.append("</testsuite>\n").toString();
    }

    private static void test(StringBuilder xml, Verdict verdict) {
        xml.append("  <testcase");
        attribute(xml, "classname", verdict.test().type().getName());
        attribute(xml, "name", verdict.test().method().getName());
        attribute(xml, "time", seconds(verdict.time()));
        xml.append(">\n");
        switch (verdict.result()) {
            case PASSED -> {}
            case NOT_OFFERED -> {
                xml.append("    <skipped");
                attribute(xml, "message", "not offered: " + verdict.note());
                xml.append("/>\n");
            }
            case KNOWN_DEVIATION ->
                xml.append("    <system-out>")
                        .append(Markup.escape("known deviation: " + verdict.note() + "\n" + verdict.headline()))
                        .append("</system-out>\n");
            case FAILED -> failure(xml, verdict);
        }
        xml.append("  </testcase>\n");
    }

    private static void failure(StringBuilder xml, Verdict verdict) {
        xml.append("    <failure");
        attribute(xml, "message", String.join(", ", verdict.test().sections()) + " " + verdict.headline());
        String traces = verdict.failures().stream()
                .map(failure -> (failure.run().isEmpty() ? "" : failure.run() + "\n") + text(failure))
                .collect(Collectors.joining("\n"));
        xml.append('>').append(Markup.escape(traces)).append("</failure>\n");
    }

    private static String text(Failure failure) {
        return failure.trace().isEmpty() ? failure.message() : failure.trace();
    }

    private static void attribute(StringBuilder xml, String name, String value) {
        xml.append(' ').append(name).append("=\"").append(Markup.escape(value)).append('"');
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }
}
