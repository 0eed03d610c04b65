package org.restante.shell.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.restante.shell.terminal.Screen;

/**
 * The results of a run, as values for programs and as lines for people. Owned by the thread that runs commands.
 *
 * @param time how long was measured; zero if the run ended during the warm-up
 * @param interrupted whether it was stopped early; messages under way do not count as missing then
 */
record BenchReport(
        BenchLoad load,
        Duration time,
        boolean interrupted,
        long sent,
        long received,
        Measure sends,
        Measure deliveries) {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;

    Map<String, Object> row(String provider) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("provider", provider);
        row.put("destination", load.destination().toString());
        row.put("producers", load.producers());
        row.put("consumers", load.consumers());
        row.put("size", load.size());
        row.put("persistent", load.persistent());
        row.put("batch", load.batch());
        row.put("rate", load.rate());
        row.put("time", time);
        row.put("interrupted", interrupted);
        row.put("sent", sent);
        row.put("received", received);
        if (!interrupted) {
            row.put("missing", missing());
        }
        row.put("sends", side(sends));
        row.put("deliveries", side(deliveries));
        return row;
    }

    /** The values without nested objects, with names such as {@code sends.p99}, for formats without objects. */
    static Map<String, Object> flat(Map<String, Object> row) {
        Map<String, Object> flat = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (value instanceof Map<?, ?> side) {
                side.forEach((inner, each) -> flat.put(name + "." + inner, each));
            } else {
                flat.put(name, value);
            }
        });
        return flat;
    }

    /** How many messages did not arrive within {@link BenchRun#PATIENCE}. */
    long missing() {
        return interrupted ? 0 : Math.max(0, load.owed(sent) - received);
    }

    /** Latencies are in milliseconds. */
    private Map<String, Object> side(Measure measure) {
        Histogram times = measure.all();
        Map<String, Object> side = new LinkedHashMap<>();
        side.put("measured", measure.messages());
        side.put("perSecond", perSecond(measure));
        side.put("mean", times.getMean() / MILLION);
        for (double percentile : PERCENTILES) {
            side.put(name(percentile), times.getValueAtPercentile(percentile) / MILLION);
        }
        side.put("max", times.getMaxValue() / MILLION);
        return side;
    }

    private double perSecond(Measure measure) {
        return time.isZero() ? 0 : measure.messages() * NANOS / time.toNanos();
    }

    private static String name(double percentile) {
        String digits = String.valueOf(percentile).replaceAll("\\.0$", "");
        return "p" + digits;
    }

    void show(Screen screen) {
        String counts = Screen.number(sent) + " sent, " + Screen.number(received) + " received";
        if (time.isZero()) {
            screen.show(counts);
            return;
        }
        screen.show(counts + " in " + Screen.duration(time));
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-10s %12s", "", "a second"));
        for (double percentile : PERCENTILES) {
            head.append(String.format(Locale.ROOT, " %10s", name(percentile).substring(1) + "%"));
        }
        screen.show(screen.bold(head + String.format(Locale.ROOT, " %10s", "max")));
        line(screen, "sent", sends);
        if (load.consumers() > 0) {
            line(screen, "received", deliveries);
        }
        screen.note(
                "latencies in milliseconds, from the time a message was due until it was sent, and until it was received");
    }

    /** Shows warnings about the results. */
    void warn(Screen screen) {
        if (interrupted) {
            screen.complain("stopped early"
                    + (time.isZero() ? "; nothing was measured, because the warm-up had not ended (--warm-up)" : ""));
        } else if (missing() > 0) {
            screen.complain(Screen.count(missing(), "message") + " did not arrive within "
                    + Screen.duration(BenchRun.PATIENCE));
        }
    }

    private void line(Screen screen, String what, Measure measure) {
        Histogram times = measure.all();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-10s %,12.0f", what, perSecond(measure)));
        for (double percentile : PERCENTILES) {
            line.append(String.format(Locale.ROOT, " %,10.3f", times.getValueAtPercentile(percentile) / MILLION));
        }
        screen.show(line + String.format(Locale.ROOT, " %,10.3f", times.getMaxValue() / MILLION));
    }
}
