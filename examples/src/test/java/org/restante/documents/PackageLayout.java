package org.restante.documents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A layered layout of the packages, by the method of Sugiyama: each package is in a row above all packages that it uses, and the arrows
 * have few crossings. The layout is deterministic. Owned by one thread.
 *
 * <p>An arrow over several rows becomes a chain of arrows through invisible points, one in each row between. Then each row is sorted by the
 * mean position of the neighbours of its nodes, in sweeps down and up, and the order with the fewest crossings is kept.
 */
final class PackageLayout {

    private static final int SWEEPS = 60;
    private static final int GAP = 26;
    private static final int POINT = 10;

    /** A package, or an invisible point of an arrow that crosses a row. */
    static final class Node {
        private final String name;
        private final int row;
        private final int width;
        private final List<Node> above = new ArrayList<>();
        private final List<Node> below = new ArrayList<>();
        private double x;
        private int index;

        Node(String name, int row, int width) {
            this.name = name;
            this.row = row;
            this.width = width;
        }

        String name() {
            return name;
        }

        boolean isPoint() {
            return name.isEmpty();
        }

        int row() {
            return row;
        }

        int width() {
            return width;
        }

        /** The x coordinate of its middle. */
        int x() {
            return (int) Math.round(x);
        }

        List<Node> below() {
            return below;
        }

        private double mean(List<Node> neighbours) {
            return neighbours.stream().mapToDouble(node -> node.x).average().orElse(x);
        }
    }

    private final List<List<Node>> rows = new ArrayList<>();

    /** @param widths the width of the box of each package */
    PackageLayout(PackageGraph graph, Map<String, Integer> widths) {
        Map<String, Integer> levels = graph.levels();
        int highest = Collections.max(levels.values());
        for (int i = 0; i <= highest; i++) {
            rows.add(new ArrayList<>());
        }
        Map<String, Node> nodes = new HashMap<>();
        levels.forEach((name, level) -> nodes.put(name, add(name, highest - level, widths.get(name))));
        graph.essential().forEach((name, used) -> used.forEach(other -> join(nodes.get(name), nodes.get(other))));
        sortRows();
        place();
    }

    /** The rows from top to bottom, each from left to right. */
    List<List<Node>> rows() {
        return rows;
    }

    private Node add(String name, int row, int width) {
        Node node = new Node(name, row, width);
        rows.get(row).add(node);
        return node;
    }

    private void join(Node from, Node to) {
        Node last = from;
        for (int row = from.row + 1; row <= to.row; row++) {
            Node next = row == to.row ? to : add("", row, POINT);
            last.below.add(next);
            next.above.add(last);
            last = next;
        }
    }

    private void sortRows() {
        rows.forEach(PackageLayout::spread);
        List<List<Node>> best = copy();
        long least = crossings();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < rows.size(); i++) {
                List<Node> row = rows.get(down ? i : rows.size() - 1 - i);
                row.forEach(node -> node.x = node.mean(down ? node.above : node.below));
                row.sort(Comparator.comparingDouble(node -> node.x));
                spread(row);
            }
            if (crossings() < least) {
                least = crossings();
                best = copy();
            }
        }
        rows.clear();
        rows.addAll(best);
        rows.forEach(PackageLayout::spread);
    }

    private List<List<Node>> copy() {
        List<List<Node>> copy = new ArrayList<>();
        rows.forEach(row -> copy.add(new ArrayList<>(row)));
        return copy;
    }

    /** Places the nodes of a row side by side, with the middle of the row at x = 0. */
    private static void spread(List<Node> row) {
        double x = -row.stream().mapToDouble(node -> node.width + GAP).sum() / 2;
        for (int i = 0; i < row.size(); i++) {
            Node node = row.get(i);
            node.index = i;
            node.x = x + (node.width + GAP) / 2.0;
            x += node.width + GAP;
        }
    }

    private long crossings() {
        long crossings = 0;
        for (List<Node> row : rows) {
            for (Node left : row) {
                for (Node right : row) {
                    if (left.index < right.index) {
                        crossings += left.below.stream()
                                .mapToLong(to -> right.below.stream()
                                        .filter(other -> other.index < to.index)
                                        .count())
                                .sum();
                    }
                }
            }
        }
        return crossings;
    }

    /** Moves each node towards its neighbours, without changing the order of its row; then shifts all nodes to x of at least 0. */
    private void place() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (List<Node> row : rows) {
                row.forEach(node -> {
                    List<Node> neighbours = new ArrayList<>(node.above);
                    neighbours.addAll(node.below);
                    node.x = node.mean(neighbours);
                });
                separate(row);
            }
        }
        double left = rows.stream()
                .flatMap(List::stream)
                .mapToDouble(node -> node.x - node.width / 2.0)
                .min()
                .orElse(0);
        rows.forEach(row -> row.forEach(node -> node.x -= left));
    }

    /**
     * Isotonic regression: the positions with the least sum of squared distances to the wanted positions that keep the order and the gap
     * of the nodes. Nodes that would overlap form a group around the mean of the wanted positions.
     */
    private static void separate(List<Node> row) {
        List<List<Node>> groups = new ArrayList<>();
        Map<Node, Double> offsets = new HashMap<>();
        double offset = 0;
        for (int i = 0; i < row.size(); i++) {
            Node node = row.get(i);
            offset += i == 0 ? 0 : (row.get(i - 1).width + node.width) / 2.0 + GAP;
            offsets.put(node, offset);
            node.x -= offset;
            groups.add(new ArrayList<>(List.of(node)));
            while (groups.size() > 1 && wanted(groups.get(groups.size() - 2)) > wanted(groups.get(groups.size() - 1))) {
                List<Node> last = groups.remove(groups.size() - 1);
                groups.get(groups.size() - 1).addAll(last);
            }
        }
        for (List<Node> group : groups) {
            double x = wanted(group);
            group.forEach(node -> node.x = x + offsets.get(node));
        }
    }

    private static double wanted(List<Node> group) {
        return group.stream().mapToDouble(node -> node.x).average().orElse(0);
    }
}
