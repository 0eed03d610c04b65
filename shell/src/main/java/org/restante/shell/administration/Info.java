package org.restante.shell.administration;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.restante.admin.Admin;
import org.restante.link.BrokerInfo;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.Visible;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Command;

/** Tells what a broker is and does. */
@Command(
        name = "info",
        description = "Shows what the broker is and does: version, uptime, store, addresses, counts, disk.")
final class Info implements Callable<Integer> {

    private final Visit visit;

    Info(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() {
        try (Admin admin = visit.admin()) {
            show(admin.info());
        }
        return ExitCode.DONE;
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
        line("data", data == null ? "in memory" : data);
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
                        + " acknowledged, " + count(info.traffic().deadLettered()) + " set aside, "
                        + count(info.traffic().expired()) + " expired");
        line(
                "snapshots",
                count(info.snapshots().taken()) + " taken"
                        + (info.snapshots().lastAt() == 0
                                ? ""
                                : ", the last " + Screen.time(info.snapshots().lastAt())));
    }

    private void line(String what, String text) {
        visit.screen().show(String.format(Locale.ROOT, "%-12s%s", what, Visible.line(text)));
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
