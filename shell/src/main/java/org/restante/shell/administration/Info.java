package org.restante.shell.administration;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.BrokerInfo;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows information about the broker. */
@Command(
        name = "info",
        description = "Shows information about the broker: version, uptime, store, addresses, counts, disk.",
        footerHeading = "%nExamples:%n",
        footer = {"  info", "  info --format '{waiting}'"})
final class Info implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private Repeating repeating = new Repeating();

    Info(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return repeating.run(session, this::list);
    }

    private Integer list() {
        try (Admin admin = session.admin()) {
            BrokerInfo info = admin.info();
            if (session.output().isForPeople()) {
                show(info);
            } else {
                session.result(row(info));
            }
        }
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> row(BrokerInfo info) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("version", info.about().version());
        row.put("store", String.format(Locale.ROOT, "%08x", info.about().store()));
        row.put("startedAt", Instant.ofEpochMilli(info.about().startedAt()));
        row.put("now", Instant.ofEpochMilli(info.about().now()));
        row.put("data", info.about().data());
        row.put("diskBytes", info.about().diskBytes());
        row.put("hasRoom", info.log().hasRoom());
        row.put("addresses", info.about().addresses());
        row.put("connections", info.load().connections());
        row.put("consumers", info.load().consumers());
        row.put("destinations", info.load().destinations());
        row.put("waiting", info.load().waiting());
        row.put("inFlight", info.load().inFlight());
        row.put("bytes", info.load().liveBytes());
        row.put("queued", info.traffic().queued());
        row.put("acknowledged", info.traffic().acknowledged());
        row.put("deadLettered", info.traffic().deadLettered());
        row.put("expired", info.traffic().expired());
        row.put("snapshots", info.snapshots().taken());
        BrokerInfo.NodeInfo node = info.node();
        if (node != null) {
            row.put("log", node.log());
            row.put("node", node.name());
            row.put("role", node.role());
            row.put("epoch", node.epoch());
            row.put("takeOvers", node.takeOvers());
            row.put("takeOverMillis", node.takeOverMillis());
        }
        return row;
    }

    private void show(BrokerInfo info) {
        BrokerInfo.About about = info.about();
        BrokerInfo.Load load = info.load();
        String data = about.data();
        line("version", about.version().isEmpty() ? "unknown" : about.version());
        line(
                "up",
                up(Duration.ofMillis(about.now() - about.startedAt())) + ", since " + Screen.time(about.startedAt()));
        line("store", String.format(Locale.ROOT, "%08x", about.store()));
        line("data", data != null ? data : info.node() == null ? "in memory" : "none");
        BrokerInfo.NodeInfo node = info.node();
        if (node != null) {
            line("log", node.log());
            line(
                    "node",
                    node.name() + ", " + node.role() + ", epoch " + count(node.epoch()) + ", took over after "
                            + Screen.duration(Duration.ofMillis(node.takeOverMillis())));
        }
        line(
                "disk",
                Screen.count(about.diskBytes(), "byte") + (info.log().hasRoom() ? "" : ", full: sends are refused"));
        line("listens", about.addresses().isEmpty() ? "to this process" : String.join(", ", about.addresses()));
        line(
                "connected",
                Screen.count(load.connections(), "connection") + ", " + Screen.count(load.consumers(), "consumer"));
        line(
                "waiting",
                Screen.count(load.waiting(), "message") + ", " + count(load.inFlight()) + " of them in flight, "
                        + Screen.count(load.liveBytes(), "byte"));
        line(
                "since start",
                count(info.traffic().queued()) + " in, " + count(info.traffic().acknowledged())
                        + " acknowledged, " + count(info.traffic().deadLettered()) + " dead-lettered, "
                        + count(info.traffic().expired()) + " expired");
        line(
                "snapshots",
                count(info.snapshots().taken()) + " taken"
                        + (info.snapshots().lastAt() == 0
                                ? ""
                                : ", the last " + Screen.time(info.snapshots().lastAt())));
    }

    private void line(String what, String text) {
        session.screen().show(String.format(Locale.ROOT, "%-12s%s", what, VisibleText.line(text)));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String up(Duration time) {
        return (time.toDays() == 0 ? "" : time.toDays() + "d ")
                + String.format(
                        Locale.ROOT, "%d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
    }
}
