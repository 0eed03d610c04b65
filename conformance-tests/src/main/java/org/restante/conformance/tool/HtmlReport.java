package org.restante.conformance.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.restante.conformance.tool.Verdict.Failure;
import org.restante.conformance.tool.Verdict.Result;

/** The report as one HTML page that needs nothing from elsewhere: its style is inside, and it has no script. */
final class HtmlReport {

    private static final String STYLE = "report.css";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunReport report;
    private final StringBuilder html = new StringBuilder();

    private HtmlReport(RunReport report) {
        this.report = report;
    }

    /** The page. */
    static String of(RunReport report) {
        HtmlReport page = new HtmlReport(report);
        page.head();
        page.chapters();
        page.failures();
        page.notOffered();
        report.byChapter().forEach(page::chapter);
        page.html.append("</main>\n</body>\n</html>\n");
        return page.html.toString();
    }

    private void head() {
        String title = "Jakarta Messaging 3.1 on " + report.provider();
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\">");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        line("<meta name=\"color-scheme\" content=\"light dark\">");
        line("<title>" + Markup.escape(title) + "</title>");
        line("<style>\n" + style() + "</style>");
        line("</head>\n<body>\n<main>");
        line("<h1>" + Markup.escape(title) + "</h1>");
        line("<p class=\"run\">Restante conformance suite " + Markup.escape(report.suite()) + ", "
                + TIME.format(report.began()) + ", " + time(report.time()) + "</p>");
        totals();
    }

    private void totals() {
        Map<Result, Integer> counts = RunReport.count(report.verdicts());
        int all = report.verdicts().size();
        line("<ul class=\"totals\">");
        line("<li><b>" + all + "</b> " + (all == 1 ? "test" : "tests") + "</li>");
        for (Result result : List.of(Result.PASSED, Result.FAILED, Result.KNOWN_DEVIATION, Result.NOT_OFFERED)) {
            line("<li class=\"" + name(result) + "\"><b>" + counts.get(result) + "</b> " + result.words() + "</li>");
        }
        line("</ul>");
        line("<div class=\"bar\" aria-hidden=\"true\">");
        for (Result result : List.of(Result.PASSED, Result.FAILED, Result.KNOWN_DEVIATION, Result.NOT_OFFERED)) {
            if (counts.get(result) > 0) {
                line("<span class=\"" + name(result) + "\" style=\"flex-grow:" + counts.get(result) + "\"></span>");
            }
        }
        line("</div>");
    }

    private void chapters() {
        line("<table class=\"chapters\">");
        line("<thead><tr><th scope=\"col\">chapter</th><th scope=\"col\">passed</th><th scope=\"col\">failed</th>"
                + "<th scope=\"col\">known</th><th scope=\"col\">not offered</th></tr></thead>\n<tbody>");
        report.byChapter().forEach((chapter, verdicts) -> {
            Map<Result, Integer> counts = RunReport.count(verdicts);
            line("<tr><th scope=\"row\"><a href=\"#" + Markup.escape(chapter) + "\">"
                    + Markup.escape(Chapters.title(chapter)) + "</a></th>" + cell(counts, Result.PASSED)
                    + cell(counts, Result.FAILED) + cell(counts, Result.KNOWN_DEVIATION)
                    + cell(counts, Result.NOT_OFFERED) + "</tr>");
        });
        line("</tbody>\n</table>");
    }

    private static String cell(Map<Result, Integer> counts, Result result) {
        int count = counts.get(result);
        return "<td class=\"" + (count == 0 ? "none" : name(result)) + "\">" + count + "</td>";
    }

    private void failures() {
        List<Verdict> failed = report.with(Result.FAILED);
        if (failed.isEmpty() && report.troubles().isEmpty()) {
            return;
        }
        line("<section>\n<h2>Failed</h2>\n<ul class=\"list\">");
        report.troubles().forEach(trouble -> line("<li>" + Markup.escape(trouble) + "</li>"));
        for (Verdict verdict : failed) {
            line("<li><a href=\"#" + id(verdict) + "\">"
                    + Markup.escape(verdict.test().sentence()) + "</a> <span class=\"section\">" + sections(verdict)
                    + "</span></li>");
        }
        line("</ul>\n</section>");
    }

    private void notOffered() {
        if (report.notOffered().isEmpty()) {
            return;
        }
        line("<section>\n<h2>Not offered</h2>");
        line("<p>The provider does not offer these capabilities, or its fixture does not declare them. "
                + "Their tests were not run; they count neither as passed nor as failed.</p>\n<ul class=\"list\">");
        report.notOffered()
                .forEach((capability, count) -> line(
                        "<li><code>" + capability + "</code>: " + count + (count == 1 ? " test" : " tests") + "</li>"));
        line("</ul>\n</section>");
    }

    private void chapter(String chapter, List<Verdict> verdicts) {
        line("<section id=\"" + Markup.escape(chapter) + "\">");
        line("<h2>" + Markup.escape(Chapters.title(chapter)) + "</h2>");
        Map<Class<?>, List<Verdict>> classes = verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.test().type(), java.util.LinkedHashMap::new, Collectors.toList()));
        classes.forEach((type, tests) -> {
            line("<h3>" + Markup.escape(type.getSimpleName()) + "</h3>");
            line("<table class=\"tests\">");
            line("<thead><tr><th scope=\"col\">test</th><th scope=\"col\">section</th><th scope=\"col\">result</th>"
                    + "<th scope=\"col\">time</th></tr></thead>\n<tbody>");
            tests.forEach(this::test);
            line("</tbody>\n</table>");
        });
        line("</section>");
    }

    private void test(Verdict verdict) {
        line("<tr id=\"" + id(verdict) + "\" class=\"" + name(verdict.result()) + "\">");
        line("<td class=\"what\">" + Markup.escape(verdict.test().sentence()) + details(verdict) + "</td>");
        line("<td class=\"section\">" + sections(verdict) + "</td>");
        line("<td class=\"result\">" + verdict.result().words() + "</td>");
        line("<td class=\"time\">" + (verdict.result() == Result.NOT_OFFERED ? "" : time(verdict.time())) + "</td>");
        line("</tr>");
    }

    private static String details(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        if (!verdict.note().isEmpty()) {
            text.append("<p class=\"note\">")
                    .append(Markup.escape(verdict.note()))
                    .append("</p>");
        }
        boolean known = verdict.result() == Result.KNOWN_DEVIATION;
        for (Failure failure : verdict.failures()) {
            String message = failure.run().isEmpty() ? failure.message() : failure.run() + ": " + failure.message();
            text.append(known ? "<p class=\"seen\">" : "<p class=\"message\">")
                    .append(Markup.escape(message))
                    .append("</p>");
            if (!failure.trace().isEmpty()) {
                text.append("<details><summary>stack trace</summary><pre>")
                        .append(Markup.escape(failure.trace()))
                        .append("</pre></details>");
            }
        }
        return text.toString();
    }

    private static String sections(Verdict verdict) {
        return Markup.escape(String.join(", ", verdict.test().sections()));
    }

    private static String id(Verdict verdict) {
        return Markup.escape(verdict.test().name());
    }

    private static String name(Result result) {
        return switch (result) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case KNOWN_DEVIATION -> "known";
            case NOT_OFFERED -> "absent";
        };
    }

    private static String time(Duration time) {
        if (time.toSeconds() >= 60) {
            return String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
        }
        return time.toMillis() < 1000
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private void line(String text) {
        html.append(text).append('\n');
    }

    private static String style() {
        try (InputStream style =
                Objects.requireNonNull(HtmlReport.class.getResourceAsStream(STYLE), STYLE + " is missing")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(STYLE + " cannot be read", e);
        }
    }
}
