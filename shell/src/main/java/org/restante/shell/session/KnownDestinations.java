package org.restante.shell.session;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.DestinationStatus;
import org.restante.link.NearestWord;
import org.restante.link.Problem;
import org.restante.message.NamePattern;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.KeyInput;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * Refuses commands that read a destination which does not exist, and suggests one with a near name. Without it a mistyped name would be
 * created by its first consumer.
 */
public final class KnownDestinations {

    private static final int SUGGESTED = 3;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long MIN_LEFT = 1_000_000;

    private KnownDestinations() {}

    /**
     * Checks that a queue or topic exists; another provider does not know, and a user who may not browse it is not refused here.
     *
     * @throws ShellException if it does not exist
     */
    public static void check(ShellSession session, Target target) {
        if (!session.broker().isRestante()) {
            return;
        }
        try (Admin admin = session.admin()) {
            check(admin, target);
        } catch (AdminException e) {
            if (e.problem() != Problem.SECURITY) {
                throw e;
            }
        }
    }

    /**
     * Waits until a queue exists, and looks for it twice a second; it is not created. A name that may be a pattern is not waited for.
     *
     * @param most the longest time to wait
     * @return the time that is left
     * @throws ShellException if it does not exist when the time is over, or on Ctrl-C
     */
    public static Duration await(ShellSession session, Target target, Duration most) {
        if (!session.broker().isRestante() || isPattern(target)) {
            check(session, target);
            return most;
        }
        long end = System.nanoTime() + most.toNanos();
        try (Admin admin = session.admin();
                KeyInput none = KeyInput.none()) {
            if (!admin.destinations(target.address()).isEmpty()) {
                return most;
            }
            session.screen().note(noSuch(target) + near(target, names(admin, target)) + "; waiting until there is one");
            while (admin.destinations(target.address()).isEmpty()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    check(admin, target);
                }
                none.next(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
            }
        } catch (AdminException e) {
            if (e.problem() != Problem.SECURITY) {
                throw e;
            }
        } catch (InterruptedException e) {
            throw ShellException.of(ExitCode.INTERRUPTED, "interrupted", e);
        }
        return Duration.ofNanos(Math.max(MIN_LEFT, end - System.nanoTime()));
    }

    private static boolean isPattern(Target target) {
        return target.name().contains(NamePattern.ONE) || NamePattern.isOpen(target.name());
    }

    private static String noSuch(Target target) {
        return "no such " + (target.isTopic() ? "topic: " : "queue: ") + VisibleText.line(target.name());
    }

    private static String near(Target target, List<String> names) {
        List<String> near = NearestWord.near(target.name(), names);
        return near.isEmpty() ? "" : "; did you mean " + listed(near) + "?";
    }

    /**
     * The destination and its subscriptions.
     *
     * @throws ShellException if it does not exist
     */
    public static List<DestinationStatus> check(Admin admin, Target target) {
        List<DestinationStatus> found = admin.destinations(target.address());
        if (found.isEmpty()) {
            throw ShellException.of(ExitCode.NOTHING, noSuch(target) + suggestion(target, names(admin, target)));
        }
        return found;
    }

    /** All names of the kind that the user may see. */
    private static List<String> names(Admin admin, Target target) {
        try {
            return admin.destinations().stream()
                    .filter(status -> status.subscription() == null
                            && status.address().kind().isTopic() == target.isTopic()
                            && !status.address().kind().isTemporary())
                    .map(status -> status.address().name())
                    .filter(name -> !name.startsWith("$"))
                    .toList();
        } catch (AdminException mayNotList) {
            return List.of();
        }
    }

    private static String suggestion(Target target, List<String> names) {
        if (isPattern(target)) {
            List<String> matching = names.stream()
                    .filter(name -> matches(target.name(), name))
                    .sorted()
                    .toList();
            return "; a pattern is not accepted here, and this one matches "
                    + (matching.isEmpty() ? "no destination" : listed(matching));
        }
        return near(target, names) + (target.isTopic() ? "; see: topics" : "; see: queues; create makes one");
    }

    /** Whether a pattern of settings or of a listing matches the name. */
    private static boolean matches(String pattern, String name) {
        String glob = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return NamePattern.of(pattern).matches(name) || name.matches(glob);
    }

    private static String listed(List<String> names) {
        String some = names.stream().limit(SUGGESTED).map(VisibleText::line).collect(Collectors.joining(", "));
        return names.size() > SUGGESTED ? some + " and " + (names.size() - SUGGESTED) + " more" : some;
    }
}
