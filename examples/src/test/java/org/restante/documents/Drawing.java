package org.restante.documents;

import java.util.List;
import java.util.Locale;

/**
 * An SVG picture: boxes, queues, directories, arrows and texts on an opaque background. Owned by one thread.
 *
 * <p>Colours are classes of a style sheet, with a second set for dark mode. The trap: a page can be dark although the system is in light
 * mode, so the picture draws its own background in both modes and does not rely on the background of the page.
 */
final class Drawing {

    /** The meaning of a shape, which sets its colour. */
    enum Kind {
        CLIENT,
        BROKER,
        DEAD,
        DISK,
        PROCESS,
        ABSENT;

        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The horizontal alignment of a text to its x coordinate. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A rectangle. Arrows begin and end at its sides. */
    record Area(int x, int y, int width, int height) {
        int right() {
            return x + width;
        }

        int bottom() {
            return y + height;
        }

        int middle() {
            return x + width / 2;
        }

        int centre() {
            return y + height / 2;
        }
    }

    private static final String STYLE = """
            text{font:14px system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2328}
            .title{font-weight:600;font-size:15px}
            .note{font-size:12.5px;fill:#59636e}
            .code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:13px}
            .ground{fill:#ffffff;stroke:#d1d9e0}
            .client{fill:#ddf4ff;stroke:#0969da}
            .broker{fill:#dafbe1;stroke:#1a7f37}
            .dead{fill:#ffebe9;stroke:#cf222e}
            .disk{fill:#fff8c5;stroke:#9a6700}
            .process{fill:#f6f8fa;stroke:#afb8c1}
            .absent{fill:none;stroke:#818b98;stroke-dasharray:5 4}
            .line{fill:none;stroke:#59636e;stroke-width:1.5}
            .dashed{stroke-dasharray:5 4}
            .tip{fill:#59636e}
            @media (prefers-color-scheme:dark){
            text{fill:#f0f6fc}
            .note{fill:#9198a1}
            .ground{fill:#0d1117;stroke:#3d444d}
            .client{fill:#10233f;stroke:#4493f8}
            .broker{fill:#10281a;stroke:#3fb950}
            .dead{fill:#36171a;stroke:#f85149}
            .disk{fill:#2e2611;stroke:#d29922}
            .process{fill:#151b23;stroke:#656c76}
            .absent{stroke:#656c76}
            .line{stroke:#9198a1}
            .tip{fill:#9198a1}
            }
            """;

    private static final int LINE = 18;
    private static final int SLOT = 20;
    private static final int BEND = 7;

    private final StringBuilder shapes = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    /** @param title the description that a screen reader reads aloud */
    Drawing(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    Drawing box(Area at, Kind kind, String... lines) {
        rectangle(at, 6, kind.style());
        int y = at.centre() + 5 - (lines.length - 1) * LINE / 2;
        for (int i = 0; i < lines.length; i++) {
            text(at.middle(), y + i * LINE, Anchor.MIDDLE, i == 0 ? "" : "note", lines[i]);
        }
        return this;
    }

    /** A box around other shapes, with its name at the upper edge. */
    Drawing frame(Area at, String name) {
        rectangle(at, 8, Kind.PROCESS.style());
        return text(at.middle(), at.y() + LINE, Anchor.MIDDLE, "note", name);
    }

    /** A queue with this number of messages in it. */
    Drawing queue(Area at, Kind kind, String name, int messages) {
        rectangle(at, 6, kind.style());
        text(at.middle(), at.y() + 21, Anchor.MIDDLE, "code", name);
        int x = at.middle() - messages * SLOT / 2;
        for (int i = 0; i < messages; i++) {
            rectangle(new Area(x + i * SLOT + 1, at.bottom() - 24, SLOT - 2, 14), 2, "ground");
        }
        return this;
    }

    /** A directory on a disk. */
    Drawing directory(Area at, String name) {
        shapes.append(String.format(
                Locale.ROOT,
                "<path class=\"disk\" d=\"M%d %d v%d a%d %d 0 0 0 %d 0 v%d\"/>\n",
                at.x(),
                at.y() + BEND,
                at.height() - 2 * BEND,
                at.width() / 2,
                BEND,
                at.width(),
                2 * BEND - at.height()));
        shapes.append(String.format(
                Locale.ROOT,
                "<ellipse class=\"disk\" cx=\"%d\" cy=\"%d\" rx=\"%d\" ry=\"%d\"/>\n",
                at.middle(),
                at.y() + BEND,
                at.width() / 2,
                BEND));
        return text(at.middle(), at.centre() + 10, Anchor.MIDDLE, "code", name);
    }

    /** @param style classes of the style sheet: title, note, code; empty for none */
    Drawing text(int x, int y, Anchor anchor, String style, String text) {
        shapes.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\"%s>%s</text>\n",
                x,
                y,
                anchor.style(),
                style.isEmpty() ? "" : " class=\"" + style + "\"",
                escaped(text)));
        return this;
    }

    /** A line with an arrowhead at its end. */
    Drawing arrow(String path) {
        return arrow(path, "");
    }

    /** A dashed arrow, for an event that does not always happen. */
    Drawing dashedArrow(String path) {
        return arrow(path, " dashed");
    }

    private Drawing arrow(String path, String style) {
        shapes.append(String.format(
                Locale.ROOT, "<path class=\"line%s\" marker-end=\"url(#tip)\" d=\"%s\"/>\n", style, path));
        return this;
    }

    private void rectangle(Area at, int radius, String style) {
        shapes.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n",
                style,
                at.x(),
                at.y(),
                at.width(),
                at.height(),
                radius));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    String svg() {
        String head = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n",
                width,
                height,
                width,
                height);
        String tip =
                "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"9\" markerHeight=\"9\""
                        + " markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"tip\" d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>\n";
        String ground = String.format(
                Locale.ROOT,
                "<rect class=\"ground\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n",
                width - 1,
                height - 1);
        return String.join(
                "",
                List.of(
                        head,
                        "<title>" + escaped(title) + "</title>\n",
                        "<style>\n" + STYLE + "</style>\n",
                        tip,
                        ground,
                        shapes,
                        "</svg>\n"));
    }
}
