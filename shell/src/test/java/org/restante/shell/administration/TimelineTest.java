package org.restante.shell.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DeliveryStatus.Step;
import org.restante.message.Address;
import org.restante.message.MessageId;
import org.restante.shell.terminal.Screen;

/** The steps of a delivery, also where the broker's clock was set between two of them. */
final class TimelineTest {

    private static final long BEGUN = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;

    private static List<String> shown(long... times) {
        StringWriter out = new StringWriter();
        List<Step> steps = Arrays.stream(times)
                .mapToObj(time -> new Step(State.QUEUED, BEGUN + time, 0, null, null, null))
                .toList();
        new Timeline(Screen.ofPlainPrompt(new PrintWriter(out, true)))
                .show(new DeliveryStatus(new MessageId(1, 2, 3), Address.queue("orders"), null, steps));
        return out.toString().lines().toList();
    }

    @Test
    void showsTheTimeBetweenSteps() {
        assertTrue(shown(0, 5).get(2).endsWith("  after 5 ms"), () -> "" + shown(0, 5));
        assertTrue(shown(0, HOUR).get(2).endsWith("  after 1:00:00 h"), () -> "" + shown(0, HOUR));
    }

    @Test
    void showsNoNegativeTimeAfterTheClockWasSetBack() {
        List<String> lines = shown(0, -HOUR, 5 - HOUR);
        assertEquals(4, lines.size());
        assertTrue(lines.get(2).endsWith("  clock set back"), () -> "" + lines);
        assertTrue(lines.get(3).endsWith("  after 5 ms"), () -> "" + lines);
    }
}
