package org.restante.shell.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.restante.shell.terminal.Screen;

/** What a run has shown, as values for programs and as lines for people. */
record Report(Load load, Duration time, long sent, long received, Measure sends, Measure deliveries) {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;
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
        row.put("seconds", time.toNanos() / NANOS);
        row.put("sent", sent);
        row.put("received", received);
        row.put("missing", Math.max(0, load.owed(sent) - received));
        row.put("sends", side(sends));
        row.put("deliveries", side(deliveries));
        return row;
    }

    /** Latencies are in microseconds. */
    private Map<String, Object> side(Measure measure) {
        Histogram times = measure.all();
        Map<String, Object> side = new LinkedHashMap<>();
        side.put("measured", measure.messages());
        side.put("perSecond", perSecond(measure));
        side.put("mean", times.getMean() / MICROS);
        for (double percentile : PERCENTILES) {
            side.put(name(percentile), times.getValueAtPercentile(percentile) / MICROS);
        }
        side.put("max", times.getMaxValue() / MICROS);
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
        screen.show(
                Screen.number(sent) + " sent, " + Screen.number(received) + " received in " + Screen.duration(time));
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-10s %12s", "", "a second"));
        for (double percentile : PERCENTILES) {
            head.append(String.format(Locale.ROOT, " %10s", name(percentile).substring(1) + "%"));
        }
        screen.show(screen.bold(head + String.format(Locale.ROOT, " %10s", "most")));
        line(screen, "sent", sends);
        if (load.consumers() > 0) {
            line(screen, "received", deliveries);
        }
        screen.note("milliseconds from when a message was due to when it was kept, and to when it was received");
        long missing = load.owed(sent) - received;
        if (missing > 0) {
            screen.complain(Screen.count(missing, "message") + " did not come within " + Screen.duration(Run.PATIENCE));
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
