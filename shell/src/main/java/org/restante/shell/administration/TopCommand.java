package org.restante.shell.administration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.BrokerInfo;
import org.restante.link.DestinationStatus;
import org.restante.shell.session.LiveScreen;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.KeyInput;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the busiest destinations, refreshed at an interval. */
@Command(
        name = "top",
        description = {
            "Shows the busiest destinations and refreshes the list, until Ctrl-C or q: waiting messages, messages in and"
                    + " out a second, consumers.",
            "On a terminal keys change the order: d destination, m messages, f in flight, i in, o out, c consumers; r reverses it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  top", "  top --sort -messages --every 5s", "  top --count 2 --every 1s --output ndjson"})
final class TopCommand implements Callable<Integer> {

    private static final String[] COLUMNS = {
        "destination", "subscription", "messages", "inFlight", "in/s", "out/s", "consumers", "paused"
    };
    /** The columns by importance; a narrow window has the first ones. */
    private static final String[] IMPORTANT = {
        "destination", "messages", "in/s", "out/s", "inFlight", "consumers", "subscription", "paused"
    };

    private static final double NANOS = 1e9;
    private static final int ABOVE = 5;
    /** With the line of a shared log. */
    private static final int ABOVE_SHARED = 6;

    private static final int USUAL = 20;

    private final ShellSession session;
    private final Map<Integer, Long> queued = new HashMap<>();
    private final Map<Integer, Long> acknowledged = new HashMap<>();
    private List<Map<String, @Nullable Object>> rows = List.of();
    private String order = "-in/s";
    private int above = ABOVE;
    private long before;

    @Option(names = "--every", paramLabel = "TIME", description = "The interval between refreshes; default: 2s.")
    private Duration every = Duration.ofSeconds(2);

    @Option(
            names = {"--count", "--times"},
            paramLabel = "N",
            description = "Stop after N lists; default: no limit, or 1 without a terminal.")
    private @Nullable Integer count;

    @Mixin
    private ListOptions listing = new ListOptions();

    TopCommand(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (every.toMillis() < 100) {
            throw ShellException.usage("--every is " + every.toMillis() + "ms; give at least 100ms");
        }
        boolean live = session.screen().isTerminal() && session.output().isForPeople();
        int times = count != null ? count : live ? Integer.MAX_VALUE : 1;
        if (times < 1) {
            throw ShellException.usage("--count is " + times + "; give at least 1");
        }
        order = listing.order(order);
        try (Admin admin = session.admin()) {
            rows = rows(admin.destinations()); // a rate needs two samples
            if (live) {
                draw(times, admin);
            } else {
                append(times, admin);
            }
        } catch (InterruptedException e) {
            session.screen().passInterrupt();
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.DONE;
    }

    private void append(int times, Admin admin) throws InterruptedException {
        try (KeyInput none = KeyInput.none()) {
            for (int i = 0; i < times; i++) {
                none.next(every);
                rows = rows(admin.destinations());
                listing.by(order, Integer.MAX_VALUE).show(session, rows, COLUMNS);
                session.setContinued(true);
            }
        } finally {
            session.setContinued(false);
        }
    }

    private void draw(int times, Admin admin) throws InterruptedException {
        BrokerInfo[] info = {admin.info()};
        try (LiveScreen live = new LiveScreen(session, () -> {
            head(info[0]);
            table();
        })) {
            if (count == null) {
                live.draw();
            }
            try {
                for (int i = 0; i < times && rest(live); i++) {
                    rows = rows(admin.destinations());
                    info[0] = admin.info();
                    live.draw();
                }
            } finally {
                if (live.leave()) {
                    table(); // the last list stays visible, below the earlier output
                }
            }
        }
    }

    /** Waits for the next refresh; false to end. */
    private boolean rest(LiveScreen live) throws InterruptedException {
        long end = System.nanoTime() + every.toNanos();
        for (long left = every.toNanos(); left > 0; left = end - System.nanoTime()) {
            int key = live.next(left);
            if (key == 'q' || key == KeyInput.ENDED) {
                return false;
            }
            String column = column(key);
            if (column != null) {
                order = column;
                live.draw();
            }
        }
        return true;
    }

    /** The order of a key, descending for numbers; null for another key. */
    private @Nullable String column(int key) {
        return switch (key) {
            case 'd' -> "destination";
            case 'm' -> "-messages";
            case 'f' -> "-inFlight";
            case 'i' -> "-in/s";
            case 'o' -> "-out/s";
            case 'c' -> "-consumers";
            case 'r' -> order.startsWith("-") ? order.substring(1) : "-" + order;
            default -> null;
        };
    }

    /** The rows and columns that fit into the window. */
    private void table() {
        listing.by(order, room()).show(session, rows, List.of(COLUMNS), fitting());
    }

    /** The columns that fit, the most important ones first chosen, in their order. */
    private String[] fitting() {
        int left = session.screen().width();
        if (left == 0) {
            return COLUMNS;
        }
        Set<String> chosen = new HashSet<>();
        for (String column : IMPORTANT) {
            boolean isText = column.equals("destination") || column.equals("subscription");
            int width = 2 + Math.max(column.length(), isText ? 0 : widest(column));
            if (left + 2 < width) {
                break;
            }
            left -= width;
            chosen.add(column);
        }
        chosen.add(IMPORTANT[0]);
        return Stream.of(COLUMNS).filter(chosen::contains).toArray(String[]::new);
    }

    private int widest(String column) {
        return rows.stream()
                .map(row -> row.get(column))
                .mapToInt(value -> value instanceof Number number
                        ? Screen.number(number.longValue()).length()
                        : 3)
                .max()
                .orElse(0);
    }

    private int room() {
        int height = session.screen().height();
        return height == 0 ? USUAL : Math.max(1, height - above);
    }

    private void head(BrokerInfo info) {
        BrokerInfo.Load load = info.load();
        String up = Screen.duration(
                Duration.ofMillis(info.about().now() - info.about().startedAt()));
        session.screen().show(session.screen().bold(cut(session.broker().shown() + "  up " + up)));
        session.screen()
                .show(cut(Screen.count(load.waiting(), "message") + ", " + Screen.number(load.inFlight())
                        + " in flight, " + Screen.count(load.connections(), "connection") + ", "
                        + Screen.count(load.consumers(), "consumer")));
        BrokerInfo.NodeInfo node = info.node();
        above = node == null ? ABOVE : ABOVE_SHARED;
        if (node != null) {
            session.screen()
                    .show(cut(node.role() + " " + node.name() + ", epoch " + Screen.number(node.epoch()) + ", "
                            + node.log()));
        }
        String shown = rows.size() > room() ? room() + " of " + Screen.number(rows.size()) + ", " : "";
        session.screen()
                .show(session.screen().faint(cut(shown + "by " + order + "; keys: d m f i o c, r reverses, q quits")));
    }

    /** Cuts a line, because a wrapped one would push the first line off the screen. */
    private String cut(String line) {
        int width = session.screen().width();
        return width == 0 ? line : VisibleText.cut(line, width);
    }

    private List<Map<String, @Nullable Object>> rows(List<DestinationStatus> all) {
        long now = System.nanoTime();
        double seconds = before == 0 ? 0 : (now - before) / NANOS;
        before = now;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (DestinationStatus status : all) {
            if (status.subscription() == null && status.address().kind().isTopic()) {
                continue; // its subscriptions have the messages
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("destination", status.address().toString());
            row.put(
                    "subscription",
                    status.subscription() == null ? null : status.subscription().name());
            row.put("messages", status.counts().messages());
            row.put("inFlight", status.counts().inFlight());
            row.put("in/s", rate(queued, status.id(), status.traffic().queued(), seconds));
            row.put("out/s", rate(acknowledged, status.id(), status.traffic().acknowledged(), seconds));
            row.put("consumers", status.counts().consumers());
            row.put("paused", status.paused());
            rows.add(row);
        }
        return rows;
    }

    private static long rate(Map<Integer, Long> known, int id, long count, double seconds) {
        Long last = known.put(id, count);
        return last == null || seconds == 0 ? 0 : Math.round((count - last) / seconds);
    }
}
