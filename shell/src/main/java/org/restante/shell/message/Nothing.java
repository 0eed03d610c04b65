package org.restante.shell.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.Counts;
import org.restante.link.DestinationStatus;
import org.restante.link.Problem;
import org.restante.shell.session.KnownDestinations;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;

/**
 * Explains an empty result, with Restante: no message waits; or none of those that wait matches; or they are delayed, in flight or
 * paused; or the user may not see how many wait. Immutable.
 *
 * @param shown the name of the queue or subscription for the user
 * @param place chooses the queue or subscription among the statuses of its destination
 * @param receives whether the command receives, which a pause prevents
 */
record Nothing(Target target, String shown, Predicate<DestinationStatus> place, boolean receives) {

    /** Of a queue. */
    static Nothing of(Target queue, boolean receives) {
        return new Nothing(queue, queue.toString(), status -> status.subscription() == null, receives);
    }

    /**
     * Of a durable subscription.
     *
     * @param clientId its client identifier; null for none
     */
    static Nothing of(Target topic, String shown, String subscription, @Nullable String clientId) {
        return new Nothing(topic, shown, status -> isCalled(status.subscription(), subscription, clientId), true);
    }

    private static boolean isCalled(
            DestinationStatus.@Nullable Subscription known, String name, @Nullable String clientId) {
        return known != null
                && known.durable()
                && name.equals(known.name())
                && Objects.equals(clientId, known.clientId());
    }

    /**
     * The explanation.
     *
     * @param chosen whether a selector or an age chose among the messages
     * @throws ShellException if the destination does not exist
     */
    String why(ShellSession session, boolean chosen) {
        String nothing = "no message waits in " + shown;
        if (!session.broker().isRestante()) {
            return chosen ? "no message that matches waits in " + shown : nothing;
        }
        try (Admin admin = session.admin()) {
            return KnownDestinations.check(admin, target).stream()
                    .filter(place)
                    .findFirst()
                    .map(status -> why(status, chosen))
                    .orElse(nothing);
        } catch (AdminException e) {
            return e.problem() == Problem.SECURITY
                    ? nothing + " for you; how many wait is not shown: " + e.getMessage()
                    : nothing;
        } catch (ShellException e) {
            if (e.exitCode() == ExitCode.NOTHING) {
                throw e;
            }
            return nothing;
        }
    }

    private String why(DestinationStatus status, boolean chosen) {
        Counts counts = status.counts();
        long waiting = counts.messages() - counts.inFlight() - counts.delayed();
        String reasons = String.join(", ", reasons(status));
        if (chosen && waiting > 0 && !(receives && status.paused())) {
            return "none of " + Screen.count(waiting, "message") + " in " + shown + " matches"
                    + (reasons.isEmpty() ? "" : "; besides: " + reasons);
        }
        return "no message waits in " + shown + (reasons.isEmpty() ? "" : " for you now: " + reasons);
    }

    private List<String> reasons(DestinationStatus status) {
        Counts counts = status.counts();
        List<String> reasons = new ArrayList<>();
        if (receives && status.paused()) {
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
