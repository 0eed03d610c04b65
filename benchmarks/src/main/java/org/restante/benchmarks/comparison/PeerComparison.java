package org.restante.benchmarks.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.restante.benchmarks.Arguments;

/**
 * Restante beside its peers: runs each load on each contender in turns, and writes the medians and their ratios. Fails if a load lost a
 * message, or got one twice.
 */
public final class PeerComparison {

    /** The contender that the ratios are about. */
    static final String OURS = "restante";

    private final Arguments arguments;
    private final List<Competitor> contenders;
    private final ComparisonResults results;

    private PeerComparison(Arguments arguments) {
        this.arguments = arguments;
        this.contenders = chosen(arguments.text("contenders"));
        this.results = new ComparisonResults(contenders);
    }

    /**
     * Arguments: loads, contenders, transports (vm, tcp), modes (listener, receive), each separated by commas, empty for all; rounds;
     * warm and millis of each turn; queues, selected and backlog (sizes of three loads); heap, smallHeap (of the broker with the
     * backlog); window (messages sent and not yet received, at least 1500); jvm (options of each JVM, separated by
     * spaces); limit (seconds of a turn); jfr (a directory for profiles of Restante's JVMs); dir (data); clients (class paths of clients); out (results).
     */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(
                given,
                "loads=",
                "contenders=",
                "transports=vm,tcp",
                "modes=listener,receive",
                "rounds=3",
                "warm=4000",
                "millis=5000",
                "queues=2000",
                "selected=50000",
                "backlog=500000",
                "heap=1g",
                "smallHeap=256m",
                "window=5000",
                "jvm=",
                "limit=600",
                "jfr=",
                "dir=target/data",
                "clients=target/clients",
                "out=target/comparison");
        ComparisonResults results = new PeerComparison(arguments).run();
        System.out.print(results.markdown());
        if (results.hasMistakes()) {
            throw new IllegalStateException("a load was not right; the table has the reasons");
        }
    }

    private static List<Competitor> chosen(String names) {
        if (names.isEmpty()) {
            return Competitors.all();
        }
        List<Competitor> chosen = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            chosen.add(Competitors.named(name));
        }
        return chosen;
    }

    private List<Load> loads() {
        return arguments.text("loads").isEmpty()
                ? List.of(Load.values())
                : arguments.words("loads").stream().map(Load::named).toList();
    }

    private ComparisonResults run() throws Exception {
        for (Load load : loads()) {
            if (load == Load.JARS) {
                ClientJars.measure(arguments, contenders, results);
                results.write(arguments.path("out"));
                continue;
            }
            for (String transport : load.tcpOnly() ? List.of("tcp") : arguments.words("transports")) {
                for (String mode : load.hasListeners() ? arguments.words("modes") : List.of("receive")) {
                    compare(load, transport, mode);
                    results.write(arguments.path("out"));
                }
            }
        }
        return results;
    }

    private void compare(Load load, String transport, String mode) throws Exception {
        List<Row> rows = load.metrics().stream()
                .map(metric -> new Row(metric, transport, mode))
                .toList();
        rows.forEach(results::add);
        List<Competitor> order = new ArrayList<>(contenders);
        for (int round = 1; round <= arguments.number("rounds"); round++) {
            for (Competitor contender : order) {
                Readings readings = new Turn(
                                arguments, contender, load, transport.equals("tcp"), mode.equals("listener"), round)
                        .run();
                note(rows, contender, readings);
                System.err.println(load.id() + " " + transport + " " + mode + " " + contender.name() + " "
                        + readings.values() + " " + readings.mistakes());
            }
            if (load.shape() != null) {
                RawForces.measure(load.shape(), arguments)
                        .ifPresent(rate -> rows.get(0).add(RawForces.NAME, rate, Double.NaN));
            }
            Collections.reverse(order);
        }
    }

    private static void note(List<Row> rows, Competitor contender, Readings readings) {
        for (int i = 0; i < rows.size(); i++) {
            if (i < readings.values().size()) {
                rows.get(i)
                        .add(
                                contender.name(),
                                readings.values().get(i),
                                readings.cpuMicros().get(i));
            } else if (readings.mistakes().isEmpty()) {
                rows.get(i).mistake(contender.title() + ": the load gave no value");
            }
        }
        readings.mistakes().forEach(mistake -> rows.get(0).mistake(contender.title() + ": " + mistake));
    }
}
