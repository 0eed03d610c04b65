package org.restante.documents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places packages in rows, each above all that it uses, with few crossings of the arrows between them. Owned by one thread; comes to
 * one result whenever it is asked.
 *
 * <p>This is the method of Sugiyama: an arrow over several rows is a chain of arrows over invisible points, one in each row between;
 * then each row is sorted by the mean of its neighbours' places, up and down by turns, and the best order found is kept.
 */
final class PackageLayout {

    private static final int SWEEPS = 60;
    private static final int GAP = 26;
    private static final int POINT = 10;

    /** A package, or a point of an arrow that goes past a row. */
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

        /** Its middle. */
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

    /** @param widths how wide each package's box is */
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

    /** From the top; in each row from the left. */
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

    /** Beside each other, the middle of the row at 0. */
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

    /** Moves each node towards its neighbours, in the order of its row; at the end nothing is left of 0. */
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
     * The places nearest to the wanted ones, in the sum of squares, that keep order and distance: nodes that would overlap form a
     * group around the mean of what its members want.
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
