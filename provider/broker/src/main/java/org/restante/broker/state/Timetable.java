package org.restante.broker.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.message.Envelope;

/**
 * The times at which copies of a scheduled message are sent: by a cron expression, or once in each period.
 *
 * @param cron null if there is a period
 * @param period in milliseconds; 0 if there is a cron expression, or only one copy
 * @param delay the delay of the first copy, in milliseconds
 * @param copies the number of copies; {@link Long#MAX_VALUE} for no limit
 */
public record Timetable(@Nullable Cron cron, ZoneId zone, long period, long delay, long copies) {

    private static final String OWN = "JMS_RESTANTE_";
    private static final String CRON = OWN + "CRON";
    private static final String ZONE = OWN + "CRON_ZONE";
    private static final String REPEAT = OWN + "REPEAT";
    private static final String PERIOD = OWN + "PERIOD";

    /** Prefix of the properties of ActiveMQ Classic. */
    private static final String CLASSIC = "AMQ_SCHEDULED_";

    private static final List<String> CLASSICS =
            List.of(CLASSIC + "CRON", CLASSIC + "DELAY", CLASSIC + "PERIOD", CLASSIC + "REPEAT");

    /** The properties of a schedule; copies have none of them. */
    public static final List<String> PROPERTIES =
            List.of(CRON, ZONE, REPEAT, PERIOD, CLASSICS.get(0), CLASSICS.get(1), CLASSICS.get(2), CLASSICS.get(3));

    /**
     * Reads the timetable from a message's properties; null if the message is not scheduled.
     *
     * @throws RefusedException if a property is invalid; the reason names it, and the field of a cron expression
     */
    public static @Nullable Timetable of(Envelope message) {
        if (!message.hasProperties()) {
            return null;
        }
        boolean own = message.hasPropertyStarting(OWN)
                && (has(message, CRON) || has(message, PERIOD) || has(message, REPEAT) || has(message, ZONE));
        if (own) {
            return read(message, CRON, PERIOD, REPEAT, null);
        }
        boolean classic =
                message.hasPropertyStarting(CLASSIC) && CLASSICS.stream().anyMatch(name -> has(message, name));
        return classic ? read(message, CLASSICS.get(0), CLASSICS.get(2), CLASSICS.get(3), CLASSICS.get(1)) : null;
    }

    private static boolean has(Envelope message, String name) {
        return message.property(name) != null;
    }

    private static Timetable read(
            Envelope message, String cronName, String periodName, String repeatName, @Nullable String delayName) {
        Object expression = message.property(cronName);
        long period = number(message, periodName, 1, 0);
        if ((expression == null) == (period == 0) && (delayName == null || period != 0)) {
            throw refused("set one of the properties " + cronName + " and " + periodName + ", and not both");
        }
        boolean isOnce = delayName != null && expression == null; // as in Classic, without a repeat there is one copy
        long repeat = number(message, repeatName, -1, isOnce ? 0 : -1);
        return new Timetable(
                expression == null ? null : cron(cronName, expression.toString()),
                zone(message),
                period,
                delayName == null ? 0 : number(message, delayName, 0, 0),
                repeat < 0 ? Long.MAX_VALUE : period == 0 && expression == null ? 1 : repeat + 1);
    }

    private static Cron cron(String name, String expression) {
        try {
            return Cron.parse(expression);
        } catch (IllegalArgumentException e) {
            throw refused("the property " + name + " holds '" + expression + "': " + e.getMessage());
        }
    }

    private static ZoneId zone(Envelope message) {
        Object zone = message.property(ZONE);
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone.toString());
        } catch (DateTimeException e) {
            throw refused("the property " + ZONE + " holds '" + zone
                    + "', which is not a time zone; give one such as Europe/Berlin");
        }
    }

    private static long number(Envelope message, String name, long min, long otherwise) {
        Object value = message.property(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.toString());
            if (number >= min) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused("the property " + name + " holds '" + value + "', which is not a whole number");
        }
        throw refused("the property " + name + " holds " + value + "; the minimum is " + min);
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(Problem.INVALID_MESSAGE, reason + "; the message was not sent");
    }

    /** When the first copy of a message sent now is due, in milliseconds since the epoch; 0 for never. */
    public long first(long now, long deliveryTime) {
        long start = Math.max(now, deliveryTime) + delay;
        return cron == null ? start : next(cron, start);
    }

    private long next(Cron times, long after) {
        Instant next = times.next(Instant.ofEpochMilli(after), zone);
        return next == null ? 0 : next.toEpochMilli();
    }

    /**
     * When the next copy is due, in milliseconds since the epoch; 0 for never.
     *
     * @param due when the copy that is sent now was due
     * @param sent how many copies have been sent, with this one
     */
    public long next(long due, long now, long sent) {
        if (sent >= copies) {
            return 0;
        }
        if (cron != null) {
            return next(cron, Math.max(due, now));
        }
        return due + Math.max(1, (now - due) / period + 1) * period;
    }
}
