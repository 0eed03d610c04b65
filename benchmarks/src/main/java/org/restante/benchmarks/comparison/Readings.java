package org.restante.benchmarks.comparison;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The results of one turn, written as lines by the load's JVM and read by the comparison. */
final class Readings {

    private static final String VALUE = "value=";
    private static final String CPU = "cpu=";
    private static final String WRONG = "wrong=";

    private final List<Double> values = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    /** Notes the next metric: its value, and the CPU time of the operations that were measured. */
    void add(double value, long cpuNanos, long operations) {
        values.add(value);
        cpuMicros.add(operations == 0 ? Double.NaN : cpuNanos / 1e3 / operations);
    }

    void mistake(String what) {
        mistakes.add(what);
    }

    /** The values, one for each metric. */
    List<Double> values() {
        return values;
    }

    /** Microseconds of CPU for each message, of load, broker and server together; one for each metric. */
    List<Double> cpuMicros() {
        return cpuMicros;
    }

    List<String> mistakes() {
        return mistakes;
    }

    void print(PrintStream out) {
        values.forEach(value -> out.println(VALUE + value));
        cpuMicros.forEach(value -> out.println(CPU + value));
        mistakes.forEach(what -> out.println(WRONG + what));
    }

    /** Reads what {@link #print} wrote; ignores other lines. */
    static Readings parse(List<String> lines) {
        Readings readings = new Readings();
        for (String line : lines) {
            if (line.startsWith(VALUE)) {
                readings.values.add(Double.valueOf(line.substring(VALUE.length())));
            } else if (line.startsWith(CPU)) {
                readings.cpuMicros.add(Double.valueOf(line.substring(CPU.length())));
            } else if (line.startsWith(WRONG)) {
                readings.mistakes.add(line.substring(WRONG.length()));
            }
        }
        return readings;
    }
}
