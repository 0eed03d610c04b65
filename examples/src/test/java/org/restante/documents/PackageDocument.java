package org.restante.documents;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.restante.documents.Drawing.Anchor;
import org.restante.documents.Drawing.Area;
import org.restante.documents.Drawing.Kind;
import org.restante.documents.PackageLayout.Node;

/** The graph of packages as a picture and as a table. */
final class PackageDocument {

    private static final int LETTER = 8;
    private static final int BOX = 34;
    private static final int ROW = 82;
    private static final int EDGE = 24;
    private static final int LEGEND = 44;

    private final PackageGraph graph;

    PackageDocument(PackageGraph graph) {
        this.graph = graph;
    }

    String picture() {
        Map<String, Integer> widths = new HashMap<>();
        graph.places().keySet().forEach(name -> widths.put(name, width(name)));
        List<List<Node>> rows = new PackageLayout(graph, widths).rows();
        int width = rows.stream()
                .flatMap(List::stream)
                .mapToInt(node -> node.x() + node.width() / 2)
                .max()
                .orElse(0);
        Drawing drawing = new Drawing(
                width + 2 * EDGE,
                LEGEND + rows.size() * ROW - (ROW - BOX) + 2 * EDGE,
                "The packages of client and broker in rows; each uses those that its arrows point to.");
        drawing.box(new Area(EDGE, EDGE - 4, 64, 26), Kind.CLIENT, "client")
                .box(new Area(EDGE + 76, EDGE - 4, 64, 26), Kind.BROKER, "broker")
                .text(EDGE + 156, EDGE + 14, Anchor.START, "note", "an arrow: uses");
        rows.forEach(row -> row.forEach(node -> arrows(drawing, node)));
        rows.forEach(row -> row.forEach(node -> box(drawing, node)));
        return drawing.svg();
    }

    private static int width(String name) {
        return PackageGraph.shortened(name).length() * LETTER + 28;
    }

    private static int top(Node node) {
        return EDGE + LEGEND + node.row() * ROW;
    }

    private void box(Drawing drawing, Node node) {
        if (!node.isPoint()) {
            boolean isClient = graph.places().get(node.name()).module().equals("client");
            Area area = new Area(EDGE + node.x() - node.width() / 2, top(node), node.width(), BOX);
            drawing.box(area, isClient ? Kind.CLIENT : Kind.BROKER, PackageGraph.shortened(node.name()));
        }
    }

    private static void arrows(Drawing drawing, Node from) {
        if (!from.isPoint()) {
            for (Node to : from.below()) {
                StringBuilder path =
                        new StringBuilder(String.format(Locale.ROOT, "M%d %d", EDGE + from.x(), top(from) + BOX));
                Node last = from;
                Node next = to;
                bend(path, last, next);
                while (next.isPoint()) {
                    path.append(" V").append(top(next) + BOX);
                    last = next;
                    next = next.below().get(0);
                    bend(path, last, next);
                }
                drawing.arrow(path.toString());
            }
        }
    }

    private static void bend(StringBuilder path, Node from, Node to) {
        int begin = top(from) + BOX;
        int end = top(to) - (to.isPoint() ? 0 : 1);
        int half = (begin + end) / 2;
        path.append(String.format(
                Locale.ROOT, " C%d %d %d %d %d %d", EDGE + from.x(), half, EDGE + to.x(), half, EDGE + to.x(), end));
    }

    String table() {
        StringBuilder text = new StringBuilder("""
                # Packages

                The packages of `restante-client` and `restante-broker` below `org.restante`, as the JDK's `jdeps` finds them in the classes. A test
                compares this page and its picture with the classes; [CONTRIBUTING.md](../CONTRIBUTING.md) has the command that writes both anew.
                [ARCHITECTURE.md](../ARCHITECTURE.md) says what each package is responsible for.

                ![Packages in rows; arrows point downward only](packages.svg)

                The picture leaves out an arrow where a path of other arrows leads to the same package; the table has all. Files are sources without
                `package-info.java`.

                | package | module | files | uses |
                |---|---|---|---|
                """);
        graph.places()
                .forEach((name, place) -> text.append(String.format(
                        Locale.ROOT,
                        "| `%s` | %s | %d | %s |\n",
                        PackageGraph.shortened(name),
                        place.module(),
                        place.files(),
                        uses(name))));
        return text.toString();
    }

    private String uses(String name) {
        return graph.uses().get(name).stream()
                .map(used -> "`" + PackageGraph.shortened(used) + "`")
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), joined -> joined.isEmpty() ? "-" : joined));
    }
}
