package org.restante.conformance.tool;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restante.conformance.tool.Verdict.Result;

/** The end of a run in text: a table of the chapters, each failure in a line, and what is not offered. */
final class TerminalSummary {

    private TerminalSummary() {}

    /** The text, with a line break at its end. */
    static String of(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "\n%s, suite %s\n\n", report.provider(), report.suite()));
        text.append(row("chapter", "passed", "failed", "known", "not off."));
        report.byChapter().forEach((chapter, verdicts) -> text.append(row(Chapters.title(chapter), verdicts)));
        text.append(row("all", report.verdicts()));
        section(
                text,
                "failed",
                report.with(Result.FAILED).stream().map(Verdict::line).toList());
        section(text, "trouble", report.troubles());
        section(
                text,
                "not offered, and so not tested",
                report.notOffered().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList());
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append(":\n");
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    private static String row(String title, List<Verdict> verdicts) {
        Map<Result, Integer> counts = RunReport.count(verdicts);
        return row(
                title,
                counts.getOrDefault(Result.PASSED, 0),
                counts.getOrDefault(Result.FAILED, 0),
                counts.getOrDefault(Result.KNOWN_DEVIATION, 0),
                counts.getOrDefault(Result.NOT_OFFERED, 0));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-58s %7s %7s %7s %7s\n", cells);
    }
}
