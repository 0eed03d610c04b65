package org.restante.shell.administration;

import java.time.Duration;
import java.util.List;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.Step;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;

/** Shows the steps of a delivery to people, one a line. */
final class Timeline {

    private static final String INDENT = "    ";

    private final Screen screen;

    Timeline(Screen screen) {
        this.screen = screen;
    }

    void show(DeliveryStatus status) {
        String subscription = status.subscription();
        screen.show(screen.bold(status.id().toString()) + "  "
                + VisibleText.line(status.destination() + (subscription == null ? "" : " for " + subscription)) + "  "
                + screen.bold(status.state().toString()));
        List<Step> steps = status.steps();
        for (int i = 0; i < steps.size(); i++) {
            long before = steps.get(Math.max(0, i - 1)).time();
            screen.show(
                    INDENT + line(steps.get(i), Duration.ofMillis(steps.get(i).time() - before), i == 0));
        }
    }

    private String line(Step step, Duration after, boolean first) {
        StringBuilder line =
                new StringBuilder(Screen.time(step.time())).append("  ").append(step.state());
        if (!first) {
            line.append(screen.faint(after.isNegative() ? "  clock set back" : "  after " + Screen.duration(after)));
        }
        if (step.attempt() > 0) {
            line.append("  attempt ").append(step.attempt());
        }
        if (step.consumer() != null) {
            line.append("  consumer ").append(VisibleText.line(step.consumer()));
        }
        if (step.clientId() != null) {
            line.append("  client ").append(VisibleText.line(step.clientId()));
        }
        if (step.reason() != null) {
            line.append("  reason: ").append(VisibleText.line(step.reason()));
        }
        return line.toString();
    }
}
