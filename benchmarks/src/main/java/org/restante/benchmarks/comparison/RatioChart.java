package org.restante.benchmarks.comparison;

import java.util.List;
import java.util.Locale;

/**
 * A picture of the ratios: a bar for each row on a logarithmic scale from 1/64 to 64, to the right of the middle where Restante is
 * better than the best peer; a mark at the ratio that is aimed at.
 */
final class RatioChart {

    private static final int WIDTH = 880;
    private static final int ROW = 22;
    private static final int TOP = 64;
    private static final double MIDDLE = 625;
    private static final double DOUBLING = 32;
    private static final String STYLE = """
            <style>
            text{font:13px system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2328}
            .title{font-weight:600;font-size:15px}
            .note{font-size:12px;fill:#59636e}
            .ground{fill:#ffffff;stroke:#d1d9e0}
            .better{fill:#1a7f37}
            .worse{fill:#cf222e}
            .line{stroke:#d1d9e0}
            .equal{stroke:#59636e}
            .aim{stroke:#0969da;stroke-width:2}
            @media (prefers-color-scheme:dark){
            text{fill:#f0f6fc}
            .note{fill:#9198a1}
            .ground{fill:#0d1117;stroke:#3d444d}
            .better{fill:#3fb950}
            .worse{fill:#f85149}
            .line{stroke:#3d444d}
            .equal{stroke:#9198a1}
            .aim{stroke:#4493f8}
            }
            </style>
            """;

    private final ComparisonResults results;

    RatioChart(ComparisonResults results) {
        this.results = results;
    }

    String text() {
        List<Row> rows = results.rows().stream()
                .filter(row -> !Double.isNaN(row.ratio(results.names())))
                .toList();
        int height = TOP + rows.size() * ROW + 16;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " role=\"img\">%n<title>Restante as a multiple of the better peer</title>%n",
                WIDTH, height, WIDTH, height));
        svg.append(STYLE);
        svg.append(format(
                "<rect class=\"ground\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n",
                WIDTH - 1, height - 1));
        svg.append(
                format("<text x=\"16\" y=\"28\" class=\"title\">Restante as a multiple of the better peer</text>%n"));
        for (int power = -6; power <= 6; power += 2) {
            double x = MIDDLE + power * DOUBLING;
            String label = power < 0 ? "1/" + (1 << -power) : Integer.toString(1 << power);
            svg.append(format("<text x=\"%.0f\" y=\"52\" text-anchor=\"middle\" class=\"note\">%s</text>%n", x, label));
            svg.append(format(
                    "<line class=\"%s\" x1=\"%.0f\" y1=\"58\" x2=\"%.0f\" y2=\"%d\"/>%n",
                    power == 0 ? "equal" : "line", x, x, height - 12));
        }
        for (int i = 0; i < rows.size(); i++) {
            append(svg, rows.get(i), TOP + i * ROW);
        }
        return svg.append("</svg>\n").toString();
    }

    private void append(StringBuilder svg, Row row, int y) {
        double ratio = row.ratio(results.names());
        double end = x(ratio);
        svg.append(format(
                "<text x=\"16\" y=\"%d\">%s <tspan class=\"note\">%s %s</tspan></text>%n",
                y + 14, shortened(row.metric().title()), row.transport(), row.mode()));
        svg.append(format(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\"/>%n",
                ratio >= 1 ? "better" : "worse", Math.min(MIDDLE, end), y + 4, Math.max(1, Math.abs(end - MIDDLE))));
        svg.append(format(
                "<text x=\"872\" y=\"%d\" text-anchor=\"end\" class=\"note\">%s</text>%n",
                y + 14, ComparisonResults.ratio(ratio)));
        if (row.metric().target() > 0) {
            double aim = x(row.metric().target());
            svg.append(format(
                    "<line class=\"aim\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n", aim, y + 2, aim, y + 18));
        }
    }

    /** The position of a ratio, at most at the ends of the scale. */
    private static double x(double ratio) {
        double doublings = Math.log(ratio) / Math.log(2);
        return MIDDLE + DOUBLING * Math.max(-6, Math.min(6, doublings));
    }

    private static String shortened(String title) {
        return title.length() <= 50 ? title : title.substring(0, 49) + "…";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
