package org.restante.shell.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.restante.shell.terminal.Screen;

/**
 * Live chart: two lines, redrawn each second, with the rates of sending and receiving and their history. Owned by the thread that
 * runs commands.
 */
final class Chart {

    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final int SECONDS = 60;
    private static final int TEXT = 46;
    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;

    private final Screen screen;
    private final BenchRun run;
    private final Deque<Double> sends = new ArrayDeque<>();
    private final Deque<Double> deliveries = new ArrayDeque<>();
    private long sentBefore;
    private long receivedBefore;
    private long before = System.nanoTime();
    private boolean drawn;

    Chart(Screen screen, BenchRun run) {
        this.screen = screen;
        this.run = run;
    }

    /** Draws the chart, if a second has passed. */
    void draw() {
        long now = System.nanoTime();
        double seconds = (now - before) / NANOS;
        if (seconds < 0.9) {
            return;
        }
        before = now;
        long sent = run.sends().messages();
        long received = run.deliveries().messages();
        add(sends, (sent - sentBefore) / seconds);
        add(deliveries, (received - receivedBefore) / seconds);
        sentBefore = sent;
        receivedBefore = received;
        String up = drawn ? "\u001b[2A" : "";
        drawn = true;
        screen.sketch(up
                + line("sent", sends, run.sends().interval())
                + line("received", deliveries, run.deliveries().interval()));
    }

    private static void add(Deque<Double> rates, double rate) {
        rates.add(rate);
        if (rates.size() > SECONDS) {
            rates.remove();
        }
    }

    private String line(String what, Deque<Double> rates, Histogram times) {
        String text = String.format(
                Locale.ROOT,
                "%-8s %,11.0f/s  99%% within %,9.2f ms  ",
                what,
                rates.getLast(),
                times.getValueAtPercentile(99) / MILLION);
        int room = screen.width() == 0 ? SECONDS : screen.width() - TEXT;
        return "\r\u001b[K" + (screen.width() == 0 || text.length() < screen.width() ? text : what)
                + bars(rates, Math.max(0, Math.min(room, SECONDS))) + "\n";
    }

    static String bars(Deque<Double> rates, int most) {
        double highest = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        rates.stream().skip(Math.max(0, rates.size() - most)).forEach(rate -> {
            int level = highest == 0 ? 0 : (int) Math.round(rate / highest * (LEVELS.length() - 1));
            bars.append(LEVELS.charAt(level));
        });
        return bars.toString();
    }
}
