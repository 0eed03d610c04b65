package org.restante.shell.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.Counts;
import org.restante.link.DestinationStatus;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;

/** Explains an empty poll, with Restante: messages may be delayed or in flight, or the queue paused. */
final class Nothing {

    private Nothing() {}

    /** @param shown the name of the polled destination or subscription */
    static String in(ShellSession session, Target target, String shown) {
        String nothing = "no message waits in " + shown;
        if (target.isTopic() || !session.broker().isRestante()) {
            return nothing;
        }
        try (Admin admin = session.admin()) {
            String reasons = admin.destinations(target.address()).stream()
                    .flatMap(status -> reasons(status).stream())
                    .collect(Collectors.joining(", "));
            return reasons.isEmpty() ? nothing : nothing + " for you now: " + reasons;
        } catch (AdminException | ShellException mayNotAsk) {
            return nothing;
        }
    }

    private static List<String> reasons(DestinationStatus status) {
        Counts counts = status.counts();
        List<String> reasons = new ArrayList<>();
        if (status.paused()) {
            reasons.add("the queue is paused with " + Screen.count(counts.messages(), "message"));
        }
        if (counts.delayed() > 0) {
            reasons.add(Screen.count(counts.delayed(), "message") + " delayed");
        }
        if (counts.inFlight() > 0) {
            reasons.add(Screen.count(counts.inFlight(), "message") + " in flight");
        }
        return reasons;
    }
}
